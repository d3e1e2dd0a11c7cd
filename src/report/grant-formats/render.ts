import type { GrantPolicy } from '../../authorization/policy.ts';
import { visibleJson } from '../plain.ts';
import { cloudformation } from './cloudformation.ts';
import type { PolicyFormat } from './format.ts';
import { anywhere, type Placement } from './placement.ts';
import { terraform } from './terraform.ts';

/**
 * The policy as text to paste, without a line break at its end. Nothing in it is invisible, and nothing but the text's
 * own structure starts a line. The JSON is the bare policy; the others give it to the principal as well, if one is named.
 */
export function renderGrant(policy: GrantPolicy, format: PolicyFormat, placement: Placement = anywhere): string {
  switch (format) {
    case 'json':
      return visibleJson(policy);
    case 'terraform':
      return terraform(policy, placement);
    case 'cloudformation':
      return cloudformation(policy, placement);
  }
}
