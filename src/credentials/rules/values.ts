import type { Observation } from '../../diagnoses/finding.ts';
import type { Origin } from '../facts.ts';
import { flawOf } from '../flaws/flaw.ts';
import { looksLikeKeyId, shapes } from '../flaws/shapes.ts';
import type { CredentialValue } from '../value.ts';
import { called } from '../value.ts';
import { observe } from '../wording.ts';
import type { LintContext } from './context.ts';

/**
 * What is wrong with each value by itself: one observation a value, and one for a pair whose halves are in each
 * other's place. A variable that only repeats an input is not judged twice.
 */
export function valueFlaws(context: LintContext): readonly Observation[] {
  const { values } = context;
  return (['input', 'environment'] as const).flatMap((origin) => {
    const own = values.filter((value) => value.origin === origin && !repeatsAnInput(value, values));
    const swap = swapped(own, origin);
    const rest = swap === null ? own : own.filter((value) => value.field === 'sessionToken');
    return [...(swap === null ? [] : [swap]), ...rest.flatMap((value) => observed(value, context))];
  });
}

function observed(value: CredentialValue, { standIn }: LintContext): readonly Observation[] {
  const flaw = flawOf(value);
  if (flaw === null) {
    return [];
  }
  const certain = value.used && !(standIn && flaw.standInAccepts === true);
  const severity = flaw.severity === 'error' && !certain ? 'warning' : flaw.severity;
  return [observe(flaw.code, severity, `${called(value)} ${flaw.what}`)];
}

function swapped(values: readonly CredentialValue[], origin: Origin): Observation | null {
  const id = values.find((value) => value.field === 'accessKeyId');
  const secret = values.find((value) => value.field === 'secretAccessKey');
  if (id === undefined || secret === undefined) {
    return null;
  }
  if (!shapes.secretAccessKey.test(id.text.trim()) || !looksLikeKeyId.test(secret.text.trim())) {
    return null;
  }
  const where = origin === 'input' ? `The inputs ${id.name} and ${secret.name}` : `${id.name} and ${secret.name}`;
  return observe(
    'env-swapped',
    id.used ? 'error' : 'warning',
    `${where} hold each other's value: the first has the shape of a secret access key, the second that of an access key id.`,
  );
}

function repeatsAnInput(value: CredentialValue, values: readonly CredentialValue[]): boolean {
  return (
    value.origin === 'environment' &&
    !value.used &&
    values.some((other) => other.origin === 'input' && other.field === value.field && other.raw === value.raw)
  );
}
