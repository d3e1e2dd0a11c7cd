import type { DeployedValue } from '../../requirements/deployed.ts';
import { findEntry } from '../../workflow/workflow.ts';
import type { Resolver } from '../expressions/context.ts';
import { asText } from '../expressions/value.ts';
import { locationOf } from '../location.ts';
import { safeValue } from '../safe-value.ts';
import type { StepAt } from '../steps/step-at.ts';
import type { Use } from '../uses/use.ts';
import { wordValue } from '../uses/word-value.ts';
import { type Match, nameOf } from './match.ts';
import { isConfiguration } from './signing.ts';
import { optionOf } from './step-values.ts';

/**
 * The region that a step names for itself, or that a step between this one and it sets; `null` when none is known. `uses`
 * is everything from this step on, in order.
 */
export function namedRegion(match: Match, uses: readonly Use[], resolver: Resolver): DeployedValue | null {
  const { step } = match.use;
  const own = match.kind === 'action' ? inputRegion(step, nameOf(match), resolver) : optionRegion(match, resolver);
  const before = uses.slice(0, Math.max(0, uses.indexOf(match.use))).filter(isConfiguration);
  return (
    own ??
    entryRegion(step, 'env', ['AWS_REGION', 'AWS_DEFAULT_REGION'], nameOf(match), resolver) ??
    before
      .slice(-1)
      .map((use) => inputRegion(use.step, use.name, resolver))
      .find((region) => region !== null) ??
    null
  );
}

function inputRegion(at: StepAt, name: string, resolver: Resolver): DeployedValue | null {
  return entryRegion(at, 'with', ['region', 'aws-region'], name, resolver);
}

/** The first of the entries that is there. */
function entryRegion(
  { file, scope, step }: StepAt,
  block: 'with' | 'env',
  keys: readonly string[],
  name: string,
  resolver: Resolver,
): DeployedValue | null {
  const [entry] = keys.flatMap((key) => findEntry(step[block], key) ?? []);
  const told = entry?.value == null ? null : resolver.text(entry.value, scope, entry.line);
  return told?.known === true && entry !== undefined
    ? valueOf(asText(told.value), `${block}: ${entry.key} of ${name}`, { file, line: entry.line })
    : null;
}

function optionRegion(match: Match & { readonly kind: 'command' }, resolver: Resolver): DeployedValue | null {
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
