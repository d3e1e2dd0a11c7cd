import type { DeployedValue } from '../../requirements/deployed.ts';
import type { Target, TargetOrigin } from '../../requirements/target.ts';
import { findEntry } from '../../workflow/workflow.ts';
import type { Resolver } from '../expressions/context.ts';
import { asText } from '../expressions/value.ts';
import { locationOf } from '../location.ts';
import { safeValue } from '../safe-value.ts';
import { written, type Word } from '../shell/word.ts';
import { wordValue } from '../uses/word-value.ts';
import { type Match, matchUse, nameOf } from './match.ts';
import type { CommandUse, Matched } from '../uses/use.ts';

/** Something that a step gives for a parameter, whether or not its value is known. */
export interface Given {
  /** Equal for what has the same value. */
  readonly key: string;
  readonly value: DeployedValue | null;
  /** Whether it is what the presence of something stands for, which names nothing. */
  readonly isConstant: boolean;
}

/** Whether an origin stands in a step, and not in a file. */
export function isInStep(origin: TargetOrigin): boolean {
  return origin.reader === undefined && origin.file === undefined;
}

/** What a step gives for the parameters of a target: the first origin that has a value, or else that is there. */
export function stepValues(target: Target, match: Match, resolver: Resolver): ReadonlyMap<string, Given> {
  const found = new Map<string, Given>();
  for (const [name, { from = [] }] of target.parameters) {
    for (const origin of from.filter(isInStep)) {
      const earlier = found.get(name);
      const given = earlier?.value == null ? givenBy(origin, match, resolver) : null;
      if (given !== null && (earlier === undefined || given.value !== null)) {
        found.set(name, given);
      }
    }
  }
  return found;
}

/** An origin that names no action and no command holds for whichever shows the target. */
function givenBy(origin: TargetOrigin, match: Match, resolver: Resolver): Given | null {
  const isAny = origin.action === undefined && origin.command === undefined;
  const own = isAny ? match : matchUse(match.use, origin);
  if (own === null) {
    return null;
  }
  if (origin.input !== undefined) {
    return own.kind === 'action' ? inputOf(origin, origin.input, own, resolver) : null;
  }
  if (origin.option !== undefined || origin.argument !== undefined) {
    return own.kind === 'command' ? fromCommand(origin, own, resolver) : null;
  }
  return origin.value === undefined ? null : stands(origin.value, nameOf(own), own.use.spot, own.use);
}

function inputOf(
  origin: TargetOrigin,
  input: string,
  match: Match & { kind: 'action' },
  resolver: Resolver,
): Given | null {
  const { step, scope, file } = match.use.step;
  const entry = findEntry(step.with, input);
  if (entry === null || entry.value?.trim() === '') {
    return step.with.dynamic ? unknown(`with ${step.line}`) : null;
  }
  const told = entry.value === null ? null : resolver.text(entry.value, scope, entry.line);
  if (told?.known !== true) {
    return origin.value === undefined ? unknown(entry.value ?? `with ${step.line}`) : null;
  }
  const text = asText(told.value);
  if (origin.value !== undefined) {
    return isOff(text)
      ? null
      : stands(origin.value, `with: ${input} of ${match.use.name}`, { file, line: entry.line }, match.use);
  }
  const what = `with: ${input} of ${match.use.name}${told.via === null ? '' : `, from ${told.via}`}`;
  return known(text, what, told.spot ?? { file, line: entry.line });
}

function fromCommand(origin: TargetOrigin, match: Match & { kind: 'command' }, resolver: Resolver): Given | null {
  const { use, command } = match;
  if (origin.argument !== undefined) {
    const word = match.positions[origin.argument - 1];
    return word === undefined ? null : fromWords([word], `argument ${origin.argument} of ${command}`, use, resolver);
  }
  const names = typeof origin.option === 'string' ? [origin.option] : (origin.option ?? []);
  const option = optionOf(match, names);
  if (option === null) {
    return null;
  }
  const what = `${option.name} of ${command}`;
  if (origin.value !== undefined) {
    const [only] = option.values;
    const text = only === undefined ? '' : (wordValue(only, use.step.scope, resolver)?.value ?? '');
    return isOff(text) && text !== '' ? null : stands(origin.value, what, option.word.spot, use);
  }
  return option.values.length === 0 ? null : fromWords(option.values, what, use, resolver);
}

/** The last one counts, as most programs have it. */
export function optionOf(match: Matched, names: readonly string[]): Matched['options'][number] | null {
  return match.options.findLast(({ name }) => names.includes(name)) ?? null;
}

function fromWords(words: readonly Word[], what: string, use: CommandUse, resolver: Resolver): Given | null {
  const values = words.map((word) => wordValue(word, use.step.scope, resolver));
  const told = values.filter((value) => value !== null);
  const [first] = told;
  const text = words.map(written).join(' ');
  const key = text.includes('\u0000') ? `${text} ${use.spot.file}:${use.spot.line}` : text;
  if (first === undefined || told.length < words.length) {
    return unknown(key);
  }
  const [via] = told.flatMap((value) => value.via ?? []);
  const spot = told.length === 1 ? first.spot : (words[0]?.spot ?? first.spot);
  const script = use.script === null ? '' : ` in the script ${shownScript(use.script)}`;
  return known(
    told.map(({ value }) => value).join(' '),
    `${what}${script}${via === undefined ? '' : `, from ${via}`}`,
    spot,
  );
}

function shownScript(name: string): string {
  return /^[\w:.@/-]+$/.test(name) ? name : 'of package.json';
}

function known(text: string, what: string, spot: { readonly file: string; readonly line: number }): Given | null {
  const value = safeValue(text);
  if (text.trim() === '') {
    return null;
  }
  return value === null
    ? unknown(text)
    : { key: value, value: { value, origin: { kind: 'step', what, location: locationOf(spot) } }, isConstant: false };
}

/** What the presence of something stands for. */
function stands(
  value: string,
  what: string,
  spot: { readonly file: string; readonly line: number },
  use: Match['use'],
): Given {
  const script = use.kind === 'command' && use.script !== null ? ` in the script ${shownScript(use.script)}` : '';
  return {
    key: value,
    value: { value, origin: { kind: 'step', what: `${what}${script}`, location: locationOf(spot) } },
    isConstant: true,
  };
}

function unknown(key: string): Given {
  return { key: `\u0000${key.slice(0, 500)}`, value: null, isConstant: false };
}

/** A switch that is written and turned off. */
function isOff(text: string): boolean {
  return ['false', 'no', 'off', '0', ''].includes(text.trim().toLowerCase());
}
