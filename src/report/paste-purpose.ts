import type { FurtherGrant } from '../authorization/grant/grant.ts';
import type { Check } from '../authorization/verdict.ts';
import type { Grantee } from './grantee.ts';
import { isCurable } from '../authorization/grant/curable.ts';
import { enumerate } from './wording.ts';

/** What a policy is for. The heading is a fixed text; the sentence has names between backticks. */
export interface Purpose {
  readonly heading: string;
  readonly sentence: string;
}

/** Of the policy that the deployment needs, for the caller. */
export function purposeOfMain({ name }: Grantee, checks: readonly Check[]): string {
  const granted = checks.filter(({ principal, severity }) => principal === 'caller' && severity !== 'notice');
  return sentences(`It grants ${name} what is missing.`, granted);
}

/** Of a policy beside the main one. */
export function purposeOf({ principal, rare }: FurtherGrant, { name }: Grantee, checks: readonly Check[]): Purpose {
  const granted = checks.filter((check) => check.principal === principal && (check.severity === 'notice') === rare);
  return rare
    ? {
        heading: 'Policy for rare variants',
        sentence: sentences(`Add it to ${name} only if this deployment is one of the few that need it.`, granted),
      }
    : {
        heading: 'Policy to add to a role',
        sentence: sentences(`The deployment works through ${name}, which lacks this.`, granted),
      };
}

/** A policy that is wider than the deployment needs says so, and what would make it narrower. */
function sentences(first: string, granted: readonly Check[]): string {
  const guessed = [...new Set(granted.filter(isCurable).flatMap((check) => check.guessed))];
  if (guessed.length === 0) return first;
  return `${first} In it \`*\` stands for what was not known here: ${enumerate(guessed.map((name) => `\`${name}\``))}.`;
}
