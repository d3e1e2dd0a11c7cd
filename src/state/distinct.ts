import type { Observation, Severity } from '../diagnoses/finding.ts';

/** The same thing seen for two targets is told once, with the heavier weight. */
export function distinctObservations(observations: readonly Observation[]): readonly Observation[] {
  const heaviest = new Map<string, Observation>();
  for (const observation of observations) {
    const key = JSON.stringify([observation.code, observation.detail]);
    const known = heaviest.get(key);
    if (known === undefined || weightOf(observation) > weightOf(known)) {
      heaviest.set(key, observation);
    }
  }
  return [...heaviest.values()];
}

/** From 1 for a notice to 3 for an error. */
export function weightOf({ severity = 'error' }: Pick<Observation, 'severity'>): number {
  const weights: Readonly<Record<Severity, number>> = { notice: 1, warning: 2, error: 3 };
  return weights[severity];
}
