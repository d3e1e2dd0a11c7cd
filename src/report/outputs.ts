import type { Report } from './report.ts';
import { isDefiniteDenial, isUnverified } from '../authorization/verdict.ts';
import { tally } from './tally.ts';

/**
 * The step's outputs; see "Outputs" in the contract. What is not known is the empty string. GitHub drops a job output
 * that holds a masked value, so those that a workflow decides by (`result`, `codes`, the actions) hold no ARN.
 */
export function outputs(report: Report, reportFile: string): Record<string, string> {
  const { counted } = tally(report.checks);
  const denied = counted.filter((check) => isDefiniteDenial(check.verdict));
  const unverified = counted.filter((check) => isUnverified(check.verdict));
  return {
    result: report.result,
    'account-id': report.identity?.accountId ?? '',
    arn: report.identity?.arn ?? '',
    'principal-arn': report.identity?.principalArn ?? '',
    'denied-actions': jsonList(denied.map((check) => check.action)),
    'unverified-actions': jsonList(unverified.map((check) => check.action)),
    codes: jsonList(report.findings.map((finding) => finding.code)),
    policy: report.policy === null ? '' : JSON.stringify(report.policy),
    'report-file': reportFile,
  };
}

/** Unique, and sorted by code unit: the same on every machine. */
function jsonList(values: readonly string[]): string {
  return JSON.stringify([...new Set(values)].sort());
}
