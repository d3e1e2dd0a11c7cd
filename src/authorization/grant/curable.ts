import type { Check } from '../verdict.ts';

/**
 * Whether a statement added to the check's principal can turn it green. What an explicit deny, a permissions boundary or
 * the organization forbids stays forbidden, whatever is granted (IAM user guide, "Policy evaluation logic"). A deny that
 * names no statement is implicit. What was not asked, or cannot be asked, is not known to be missing.
 */
export function isCurable(check: Check): boolean {
  const lacking = check.verdict === 'denied' || check.verdict === 'uncertain';
  return lacking && check.statements.length === 0 && check.ignored === null;
}
