import type { DeployedValue } from '../../requirements/deployed.ts';
import { findEntry } from '../../workflow/workflow.ts';
import type { Resolver } from '../expressions/context.ts';
import { asText } from '../expressions/value.ts';
import { locationOf } from '../location.ts';
import { safeValue } from '../safe-value.ts';
import { wordValue } from '../uses/word-value.ts';
import { type Match, nameOf } from './match.ts';
import { optionOf } from './step-values.ts';

/** The region that a step names for itself, whatever the environment says; `null` when it names none that is known. */
export function namedRegion(match: Match, resolver: Resolver): DeployedValue | null {
  if (match.kind === 'action') {
    const { step, scope, file } = match.use.step;
    const entry = findEntry(step.with, 'region') ?? findEntry(step.with, 'aws-region');
    const told = entry?.value == null ? null : resolver.text(entry.value, scope, entry.line);
    return told?.known === true && entry !== null
      ? valueOf(asText(told.value), `with: ${entry.key} of ${nameOf(match)}`, { file, line: entry.line })
      : null;
  }
  const option = optionOf(match, ['--region', ...(shortNames.has(match.use.program) ? ['-r'] : [])]);
  const [word] = option?.values ?? [];
  const told = word === undefined ? null : wordValue(word, match.use.step.scope, resolver);
  return told === null || option === null ? null : valueOf(told.value, `${option.name} of ${nameOf(match)}`, told.spot);
}

/** Of other programs, `-r` is something else. */
const shortNames: ReadonlySet<string> = new Set(['eb', 'serverless']);

function valueOf(
  text: string,
  what: string,
  spot: { readonly file: string; readonly line: number },
): DeployedValue | null {
  const value = safeValue(text);
  return value === null ? null : { value, origin: { kind: 'step', what, location: locationOf(spot) } };
}
