import type { Observation, Severity } from '../diagnoses/finding.ts';
import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import { failsRun, isDefiniteDenial, type Check, type Verdict } from './verdict.ts';

const maxNamed = 12;

/**
 * Sums the checks up in findings: all missing permissions of one cause and place at once, never one per run. What fails
 * the run is kept apart from what only common or rare variants of the deployment need.
 */
export function observeChecks(checks: readonly Check[]): readonly Observation[] {
  const counted = checks.filter((check) => check.ignored === null);
  const fatal = counted.filter(failsRun);
  const variants = counted.filter((check) => isDefiniteDenial(check.verdict) && check.severity === 'warning');
  const uncertain = counted.filter((check) => check.verdict === 'uncertain' && check.severity !== 'notice');
  return [
    ...denials(fatal, 'error', 'The deployment will be refused'),
    ...denials(variants, 'warning', 'Some deployments of this target will be refused'),
    ...observation('permissions-uncertain', uncertain, 'warning', 'It could not be established whether AWS allows'),
  ];
}

function denials(checks: readonly Check[], severity: Severity, lead: string): readonly Observation[] {
  const groups = new Map<string, { readonly code: DiagnosisCode; readonly checks: Check[] }>();
  for (const check of checks) {
    const code = codeOf(check);
    const key = JSON.stringify([code, check.location]);
    const group = groups.get(key) ?? { code, checks: [] };
    group.checks.push(check);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) => observation(group.code, group.checks, severity, lead));
}

function observation(
  code: DiagnosisCode,
  checks: readonly Check[],
  severity: Severity,
  lead: string,
): readonly Observation[] {
  const [first] = checks;
  if (first === undefined) {
    return [];
  }
  const named = checks.slice(0, maxNamed).map((check) => `${check.action} on ${check.resource}`);
  const more = checks.length > maxNamed ? ` and ${checks.length - maxNamed} more` : '';
  const reasons = [...new Set(checks.map((check) => check.reason))];
  const reason = reasons.length === 1 ? ` ${first.reason}` : ` ${reasons.slice(0, 3).join(' ')}`;
  const location = checks.every((check) => JSON.stringify(check.location) === JSON.stringify(first.location))
    ? first.location
    : null;
  const detail = `${lead}: ${named.join(', ')}${more}.${reason}`;
  return [{ code, severity, detail, ...(location === null ? {} : { location }) }];
}

function codeOf(check: Check): DiagnosisCode {
  const codes: Readonly<Record<Verdict, DiagnosisCode>> = {
    denied: check.statements.length > 0 ? 'authz-identity-explicit' : 'authz-identity-implicit',
    'denied-by-scp': 'authz-scp',
    'denied-by-boundary': 'authz-boundary',
    uncertain: 'permissions-uncertain',
    'not-simulatable': 'permissions-not-checked',
    'not-checked': 'permissions-not-checked',
    allowed: 'permissions-not-checked',
  };
  return codes[check.verdict];
}
