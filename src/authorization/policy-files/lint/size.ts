import { type FoundPolicy, unresolved } from '../found-policy.ts';
import type { Flaw, Subject } from './subject.ts';

interface Limit {
  readonly most: number;
  readonly noun: string;
}

/**
 * Policies that are too large. Blanks do not count (IAM user guide, "IAM and AWS STS quotas", section "IAM and STS
 * character limits"; for service control policies AWS Organizations user guide, "Quotas for AWS Organizations").
 */
export function sizeProblems({ found, document }: Subject): readonly Flaw[] {
  const text = JSON.stringify(document);
  const limit = limitOf(found, text.length);
  // A text that is not wholly known has no length yet.
  if (limit === null || text.length <= limit.most || text.includes(unresolved)) {
    return [];
  }
  const sentence =
    `The policy has ${text.length} characters without blanks; ${limit.noun} takes at most ${limit.most}. ` +
    'Split it, or shorten it with wildcards.';
  return [{ path: [], sentence }];
}

function limitOf({ kind, form }: FoundPolicy, length: number): Limit | null {
  switch (kind) {
    case 'trust':
      return { most: 2048, noun: "a role's trust policy, unless its quota was raised," };
    case 'scp':
      return { most: 5120, noun: 'a service control policy' };
    case 'boundary':
      return { most: managed.most, noun: 'a managed policy, which a permissions boundary is,' };
    case 'resource':
      return null;
    case 'identity':
      return identityLimit(form, length);
  }
}

function identityLimit(form: FoundPolicy['form'], length: number): Limit {
  switch (form) {
    case 'role-inline':
      return inlineOfRole;
    case 'user-inline':
      return { most: 2048, noun: 'a user with all of its inline policies' };
    case 'group-inline':
      return { most: 5120, noun: 'a group with all of its inline policies' };
    case 'managed':
      return managed;
    case null:
      return length > inlineOfRole.most
        ? inlineOfRole
        : { most: managed.most, noun: 'every form but an inline policy of a role (10240)' };
  }
}

const managed: Limit = { most: 6144, noun: 'a managed policy' };
const inlineOfRole: Limit = { most: 10_240, noun: 'a role with all of its inline policies' };
