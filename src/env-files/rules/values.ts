import { flawOf } from '../../credentials/flaws/flaw.ts';
import type { Field } from '../../credentials/value.ts';
import { fields } from '../../credentials/value.ts';
import { listed } from '../../credentials/wording.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import type { AwsAssignment, EnvFile } from '../env-file.ts';
import { observed } from '../env-file.ts';
import type { Verdict } from '../verdict.ts';
import { describeTroubles } from '../verdict.ts';
import type { Judged } from './dialects.ts';
import { isReference } from './dialects.ts';
import { at, fillIns, isFillIn, keySets, valueOf } from './key-set.ts';
import { pairing, swapped, tokenFit } from './three-values.ts';

/** What is wrong with the values themselves, however they are loaded, and with the three of them together. */
export function valueRules(file: EnvFile, all: Judged): readonly Observation[] {
  const verdicts = new Map(all.map(({ assignment, verdict }) => [assignment, verdict]));
  return keySets(file).flatMap((set) => {
    const swap = swapped(file, set);
    const rest = fields.flatMap((field) => {
      const assignment = set.get(field);
      return assignment === undefined || (swap !== null && field !== 'sessionToken')
        ? []
        : flaws(file, field, assignment, verdicts.get(assignment) ?? new Map());
    });
    return [...(swap === null ? [] : [swap]), ...rest, ...pairing(file, set), ...tokenFit(file, set)];
  });
}

/** Whether a value is there that could be a real secret. */
export function holdsSecret(file: EnvFile): boolean {
  return keySets(file).some((set) =>
    (['secretAccessKey', 'sessionToken'] as const).some((field) => {
      const assignment = set.get(field);
      return assignment !== undefined && assignment.meant !== '' && !isFillIn(field, assignment);
    }),
  );
}

function flaws(file: EnvFile, field: Field, assignment: AwsAssignment, verdict: Verdict): readonly Observation[] {
  const flaw = assignment.meant === '' ? null : flawOf(valueOf(field, assignment));
  if (flaw === null || (file.isTemplate && fillIns.has(flaw.code))) {
    return [];
  }
  const loaders =
    isReference(assignment.meant) && verdict.size > 0
      ? ` ${listed(describeTroubles(verdict))}; the other loaders take it as it stands.`
      : '';
  return [
    observed(
      file,
      flaw.code,
      flaw.severity === 'notice' ? 'notice' : 'warning',
      assignment,
      `${at(assignment)} ${flaw.what}${loaders}`,
    ),
  ];
}
