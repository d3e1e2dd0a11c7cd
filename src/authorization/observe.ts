import type { Observation, Severity } from '../diagnoses/finding.ts';
import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import type { PrincipalKind } from '../identity/identity.ts';
import { failsRun, isDefiniteDenial, type Check, type Verdict } from './verdict.ts';

const maxNamed = 12;

/**
 * Sums the checks up in findings: all missing permissions of one cause and place at once, never one per run. What fails
 * the run is kept apart from what only common or rare variants of the deployment need.
 */
export function observeChecks(checks: readonly Check[], kind: PrincipalKind | null = null): readonly Observation[] {
  const counted = checks.filter((check) => check.ignored === null);
  const fatal = counted.filter(failsRun);
  const variants = counted.filter((check) => isDefiniteDenial(check.verdict) && check.severity === 'warning');
  const uncertain = counted.filter((check) => check.verdict === 'uncertain' && check.severity !== 'notice');
  const open = counted.filter(({ verdict }) => verdict === 'not-checked' || verdict === 'not-simulatable');
  return [
    ...denials(fatal, kind, 'error', 'The deployment will be refused'),
    ...denials(variants, kind, 'warning', 'What only some deployments call will be refused'),
    ...observation('permissions-not-checked', open, 'notice', 'There is no answer'),
    ...observation('permissions-uncertain', uncertain, 'warning', 'It could not be established whether AWS allows'),
  ];
}

function denials(
  checks: readonly Check[],
  kind: PrincipalKind | null,
  severity: Severity,
  lead: string,
): readonly Observation[] {
  const groups = new Map<string, { readonly code: DiagnosisCode; readonly checks: Check[] }>();
  for (const check of checks) {
    const code = codeOf(check, kind);
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

/** In a Learner Lab no policy can be attached, and IAM is closed by design, so the cure is another one. */
function codeOf(check: Check, kind: PrincipalKind | null): DiagnosisCode {
  if (kind === 'learner-lab' && check.verdict === 'denied' && check.action.toLowerCase().startsWith('iam:')) {
    return 'academy-iam-restricted';
  }
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
