import { failOns, inputDefaults, valueOf, type FailOn, type RawInputs } from './inputs.ts';
import { policyFormats, type PolicyFormat } from './report/grant-formats/format.ts';
import type { Report } from './report/report.ts';

/** The settings that decide how the end of a run is told, read so that they cannot fail: even a bad run is reported. */
export interface Closing {
  readonly failOn: FailOn;
  readonly reportFile: string | null;
  readonly policyFormat: PolicyFormat;
}

export function closingOf(raw: RawInputs): Closing {
  const failOn = valueOf(raw, 'fail-on');
  return {
    failOn: failOns.find((known) => known === failOn) ?? inputDefaults['fail-on'],
    reportFile: valueOf(raw, 'report-file') || null,
    policyFormat:
      policyFormats.find((known) => known === valueOf(raw, 'policy-format')) ?? inputDefaults['policy-format'],
  };
}

/** Whether the step turns red. An input that cannot be used does so whatever `fail-on` says: nothing was asked. */
export function failsStep(report: Report, failOn: FailOn): boolean {
  if (isUnusable(report)) {
    return true;
  }
  switch (failOn) {
    case 'never':
      return false;
    case 'unverified':
      return report.result === 'failed' || report.result === 'unverified';
    case 'denied':
      return report.result === 'failed';
  }
}

/** Status of the command line: 0 passed, 1 failed, 2 could not run. */
export function exitStatus(report: Report, failOn: FailOn): 0 | 1 | 2 {
  const nothingVerified =
    report.result === 'unverified' && report.checks.every((check) => check.verdict === 'not-checked');
  if (isUnusable(report) || nothingVerified) {
    return 2;
  }
  return failsStep(report, failOn) ? 1 : 0;
}

/** Whether the run stopped at its own inputs, or at a fault of its own. */
function isUnusable(report: Report): boolean {
  return report.findings.some(({ code }) => code === 'input-invalid' || code === 'internal-fault');
}
