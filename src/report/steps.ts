import type { Check } from '../authorization/verdict.ts';
import type { Report } from './report.ts';
import type { Tally } from './tally.ts';
import { grantee } from './grantee.ts';
import { policyHeading, simulationHeading, trustHeading } from './paste.ts';
import { bySeverity, groupBy, sumsUp } from './tally.ts';
import { enumerate, grouped } from './wording.ts';

const findingsShown = 3;
const namesShown = 5;

/**
 * What to do next, most important first, in sentences with names between backticks. Each layer that denies has its own
 * cure, and a policy for the principal reaches only one of them.
 */
export function steps(report: Report, checks: Tally): string[] {
  return [
    ...new Set([
      ...remediesOfErrors(report, checks),
      ...(report.trustGrant ? [`Change the trust policy of the role: see "${trustHeading}".`] : []),
      ...policySteps(report),
      ...stepsOfDenials([...checks.failing, ...checks.denied]),
      ...simulationSteps(report),
      ...stepsOfUncertain(checks.unverified.filter((check) => check.verdict === 'uncertain')),
    ]),
  ];
}

function remediesOfErrors(report: Report, checks: Tally): string[] {
  return bySeverity(report.findings)
    .filter((finding) => finding.severity === 'error' && !sumsUp(finding, checks))
    .flatMap((finding) => finding.remedies.slice(0, 1))
    .slice(0, findingsShown);
}

function policySteps(report: Report): string[] {
  if (report.policy === null) return [];
  const { name, path, grantable } = grantee(report.identity);
  return [grantable ? `Add what is missing to ${name}: see "${policyHeading}".` : path];
}

function stepsOfDenials(denied: readonly Check[]): string[] {
  const inPolicies = denied.filter((check) => check.verdict === 'denied');
  const explicit = inPolicies.filter((check) => check.statements.length > 0);
  const ofRoles = inPolicies.filter((check) => check.statements.length === 0 && check.principal !== 'caller');
  const byBoundary = denied.filter((check) => check.verdict === 'denied-by-boundary');
  const byScp = denied.filter((check) => check.verdict === 'denied-by-scp');
  return [
    ...[...groupBy(ofRoles, (check) => check.principal)].map(
      ([role, checks]) => `Allow ${actions(checks)} to \`${role}\`, which the deployment works through.`,
    ),
    ...when(explicit, (names) => `Change the statement that denies ${names} explicitly: no grant outweighs it.`),
    ...when(byBoundary, (names) => `Let the permissions boundary allow ${names} too.`),
    ...when(byScp, (names) => `Ask the administrators of the AWS organization to allow ${names}: only they can.`),
  ];
}

function simulationSteps(report: Report): string[] {
  const { name, grantable } = grantee(report.identity);
  if (report.simulationGrant === null || !grantable) return [];
  return [`To have permissions verified, allow ${name} to ask for them: see "${simulationHeading}".`];
}

function stepsOfUncertain(uncertain: readonly Check[]): string[] {
  const ofTargets = uncertain.filter((check) => check.location === null && check.target !== 'actions');
  const parameters = [...new Set(ofTargets.flatMap((check) => check.guessed))];
  const keys = [...new Set(uncertain.flatMap((check) => check.missingContext))];
  return [
    ...(parameters.length === 0
      ? []
      : [`Give ${list(parameters)} in the \`parameters\` input: without, resources had to be guessed.`]),
    ...(keys.length === 0 ? [] : [`If you know the values of ${list(keys)}, give them in the \`context\` input.`]),
  ];
}

function when(checks: readonly Check[], say: (names: string) => string): string[] {
  return checks.length === 0 ? [] : [say(actions(checks))];
}

function actions(checks: readonly Check[]): string {
  return list([...new Set(checks.map((check) => check.action))]);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).map((name) => `\`${name}\``);
  return enumerate(names.length > namesShown ? [...shown, `${grouped(names.length - namesShown)} more`] : shown);
}
