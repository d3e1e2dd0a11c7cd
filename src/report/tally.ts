import type { Check } from '../authorization/verdict.ts';
import type { Finding, Location, Severity } from '../diagnoses/finding.ts';
import { failsRun, isDefiniteDenial, isUnverified, verdicts } from '../authorization/verdict.ts';
import { severities } from './wording.ts';

/**
 * The checks of a report, sorted into what each has to say; ignored ones stand in `ignored` only. Worst first in each
 * list: what fails the run, then by verdict, then by severity, then as found.
 */
export interface Tally {
  /** Denied for certain and needed by every deployment. */
  readonly failing: readonly Check[];
  /** Denied for certain, needed by some deployments only. */
  readonly denied: readonly Check[];
  readonly unverified: readonly Check[];
  readonly allowed: readonly Check[];
  readonly ignored: readonly Check[];
  /** All that are not ignored. */
  readonly counted: readonly Check[];
}

export function tally(checks: readonly Check[]): Tally {
  const sorted = [...checks].sort(
    (a, b) => weight(a) - weight(b) || severityRank(a.severity) - severityRank(b.severity),
  );
  const counted = sorted.filter((check) => check.ignored === null);
  return {
    failing: counted.filter(failsRun),
    denied: counted.filter((check) => isDefiniteDenial(check.verdict) && !failsRun(check)),
    unverified: counted.filter((check) => isUnverified(check.verdict)),
    allowed: counted.filter((check) => check.verdict === 'allowed'),
    ignored: sorted.filter((check) => check.ignored !== null),
    counted,
  };
}

/**
 * Whether a finding only says once more what checks of this report say: those are counted, and cured, as checks. The
 * same codes come from an explained log too, where no check stands behind them.
 */
export function sumsUp(finding: Finding, checks: Tally): boolean {
  const { failing, denied, unverified } = checks;
  const behind = finding.severity === 'error' ? failing.length : denied.length + unverified.length;
  return behind > 0 && summaryCodes.has(finding.code);
}

/** A finding with every place that it stands at. */
export interface PlacedFinding extends Finding {
  readonly places: readonly Location[];
}

/**
 * Findings in the order of their weight. Those that sum up checks differ in nothing but the place, so that all of one
 * code and severity are told once; `detail` is what is said in place of the lists that follow.
 */
export function gathered(findings: readonly Finding[], checks: Tally, detail: string): readonly PlacedFinding[] {
  const groups = new Map<unknown, PlacedFinding>();
  for (const finding of bySeverity(findings)) {
    const isSum = sumsUp(finding, checks);
    const key = isSum ? `${finding.severity} ${finding.code}` : finding;
    const known = groups.get(key);
    const places = finding.location === null ? [] : [finding.location];
    groups.set(
      key,
      known === undefined
        ? { ...finding, ...(isSum ? { detail } : {}), places }
        : { ...known, places: [...known.places, ...places] },
    );
  }
  return [...groups.values()];
}

/** The first places of a finding as `file:line`, and how many more there are. */
export function placesOf({ places }: PlacedFinding): { readonly shown: readonly string[]; readonly more: number } {
  const all = [
    ...new Set(places.map(({ file, line, endLine }) => `${file}:${endLine > line ? `${line}-${endLine}` : line}`)),
  ];
  return { shown: all.slice(0, mostPlaces), more: Math.max(0, all.length - mostPlaces) };
}

const mostPlaces = 8;

const summaryCodes: ReadonlySet<string> = new Set([
  'authz-identity-explicit',
  'authz-identity-implicit',
  'authz-scp',
  'authz-boundary',
  'permissions-uncertain',
]);

/** Errors, warnings, notices; each as found. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
}

/** Keys in the order in which they first occur. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function weight(check: Check): number {
  return failsRun(check) ? -1 : verdicts.indexOf(check.verdict);
}

function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}
