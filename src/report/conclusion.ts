import type { Report } from './report.ts';
import type { Tally } from './tally.ts';
import { steps } from './steps.ts';
import { sumsUp } from './tally.ts';
import { count, grouped, resultWords } from './wording.ts';

/** The report in a few sentences, the same in the job summary and on a terminal. Names stand between backticks. */
export interface Conclusion {
  /** "AWS preflight failed" */
  readonly headline: string;
  /** What the result rests on. */
  readonly sentence: string;
  /** What to do, most important first; empty when there is nothing to do. */
  readonly steps: readonly string[];
}

export function conclusion(report: Report, checks: Tally): Conclusion {
  return {
    headline: `AWS preflight ${resultWords[report.result]}`,
    sentence: sentence(report, checks),
    steps: steps(report, checks),
  };
}

function sentence(report: Report, checks: Tally): string {
  const aside = checks.denied.length === 0 ? '' : ` ${deniedElsewhere(checks.denied.length)}.`;
  switch (report.result) {
    case 'failed':
      return `${stoppers(report, checks)}${aside}`;
    case 'passed':
      return byFiles(report, checks)
        ? `By the policy files, nothing speaks against this deployment: ${achievement(report, checks)}.${aside}`
        : `Nothing speaks against this deployment: ${achievement(report, checks)}.${aside}`;
    case 'unverified':
      return `Nothing was found that stops this deployment, but ${openQuestion(checks)}.${aside}`;
    case 'skipped':
      return 'This run has no AWS credentials by design, as for a pull request from a fork or from Dependabot, so AWS was not asked.';
  }
}

/** Failures of the preflight or of its inputs, which say nothing about the deployment. */
const ownCodes: ReadonlySet<string> = new Set(['input-invalid', 'internal-fault']);

function stoppers(report: Report, checks: Tally): string {
  const problems = report.findings.filter((finding) => finding.severity === 'error' && !sumsUp(finding, checks));
  const [first] = problems;
  if (first !== undefined && ownCodes.has(first.code)) return `Nothing is known about this deployment: ${first.title}.`;
  const denied = checks.failing.length;
  const parts = [
    ...(first === undefined
      ? []
      : [problems.length === 1 ? first.title : `${count(problems.length, 'problem')} found`]),
    ...(denied > 0
      ? [count(denied, 'permission that it needs is denied', 'permissions that it needs are denied')]
      : []),
  ];
  const lead = byFiles(report, checks) ? 'By the policy files, this deployment will fail' : 'This deployment will fail';
  return parts.length === 0 ? `${lead}.` : `${lead}: ${parts.join('; ')}.`;
}

/** Checks without anybody to whom they belong were decided by the policy files: AWS was not asked. */
function byFiles({ identity }: Report, checks: Tally): boolean {
  return identity === null && checks.counted.length > 0;
}

function deniedElsewhere(number: number): string {
  return count(
    number,
    'permission that only some deployments need is denied',
    'permissions that only some deployments need are denied',
  );
}

function achievement(report: Report, checks: Tally): string {
  const all = checks.counted.length;
  const granted = checks.allowed.length;
  if (all === 0) return report.identity === null ? 'no mistake was found' : 'the credentials work';
  if (granted < all)
    return `${grouped(granted)} of ${count(all, 'permission')} are granted, among them all that it always needs`;
  return all === 1 ? 'the checked permission is granted' : `all ${grouped(all)} checked permissions are granted`;
}

function openQuestion(checks: Tally): string {
  const open = checks.unverified.length;
  return open === 0
    ? 'not everything could be verified'
    : `${grouped(open)} of ${count(checks.counted.length, 'permission')} could not be verified`;
}
