import { readVariables } from '../../credentials/near-names.ts';
import { editDistance } from '../../edit-distance.ts';
import type { Spot } from '../sources.ts';
import { inContext, looksLikeKey, sentence, where } from '../wording.ts';
import { grouped, hangingOn, isSure, type Case, type Cause, type Hanging } from './case.ts';

/** Names that are not what was meant. Only what cannot be a name is certain: nobody can see here which secrets exist. */
export function spellingCauses(found: Case): readonly Cause[] {
  const secrets = hangingOn(found.empty, 'secret').filter(({ origin }) => origin.certain);
  const variables = hangingOn(found.empty, 'variable').filter(({ origin }) => origin.certain);
  return [
    ...grouped(secrets, ({ origin }) => origin.name.toUpperCase()).flatMap((group) => ofSecret(found, group)),
    ...grouped(variables, ({ origin }) => origin.name.toUpperCase()).flatMap((group) => ofVariable(found, group)),
  ];
}

type Group<K extends 'secret' | 'variable'> = readonly [Hanging<K>, ...Hanging<K>[]];

function ofSecret(found: Case, group: Group<'secret'>): readonly Cause[] {
  const [{ name: variable, origin }] = group;
  const { name, at } = origin;
  const upper = name.toUpperCase();
  const shown = inContext('secrets', name);
  const causes: readonly (Draft | null)[] = [
    looksLikeKey(name) ? pastedKey(name, at) : impossible(name, at),
    misspelt(found, upper, shown, at),
    otherContext(found.used.vars.get(upper), inContext('vars', name), shown, at),
    unlikeSiblings(found, variable, upper, shown, at),
    unlikeVariable(found, variable, upper, shown, at),
  ];
  return finish(found, group, causes);
}

function ofVariable(found: Case, group: Group<'variable'>): readonly Cause[] {
  const [{ origin }] = group;
  const { name, at } = origin;
  const shown = inContext('vars', name);
  const other = otherContext(found.used.secrets.get(name.toUpperCase()), inContext('secrets', name), shown, at);
  const plain: Draft = {
    text: `${shown} (${where(at)}) is a configuration variable, and the repository, its organization and the environment of the job have none of that name with a value; what is stored as a secret is read with secrets.`,
    weight: 55,
  };
  return finish(found, group, [other, plain]);
}

interface Draft {
  readonly text: string;
  readonly weight: number;
  readonly certain?: boolean;
}

function finish(
  found: Case,
  group: Group<'secret'> | Group<'variable'>,
  drafts: readonly (Draft | null)[],
): readonly Cause[] {
  const explains = group.map(({ name }) => name);
  const { at } = group[0].origin;
  return drafts
    .filter((draft) => draft !== null)
    .map(({ text, weight, certain = false }) => ({
      sentence: sentence(text),
      established: certain && isSure(found),
      weight,
      at,
      explains,
    }));
}

/** GitHub docs, "Secrets reference": letters, digits and underscores, no digit first, and no GITHUB_ before it. */
function impossible(name: string, at: Spot): Draft | null {
  if (canBeName(name)) {
    return null;
  }
  const rule = name.toUpperCase().startsWith('GITHUB_')
    ? 'GitHub keeps names that start with GITHUB_ for itself'
    : 'names of secrets consist of letters, digits and underscores';
  const text = `${where(at)} reads ${inContext('secrets', name)}, and there can be no such secret: ${rule}.`;
  return { text, weight: 95, certain: true };
}

function canBeName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !name.toUpperCase().startsWith('GITHUB_');
}

/** Whether or not such a secret exists, the file should not hold it. */
function pastedKey(name: string, at: Spot): Draft {
  return {
    text: `${where(at)} reads a secret whose name looks like a key itself: behind secrets. belongs the name under which it is stored. If it is a key, everybody who can read the file has it, so replace it.`,
    weight: 95,
    certain: !canBeName(name),
  };
}

/** A name that is used once, beside one that is used elsewhere and differs in a letter or two. */
function misspelt(found: Case, upper: string, shown: string, at: Spot): Draft | null {
  const uses = found.used.secrets.get(upper) ?? [];
  if (uses.length > 1 || upper.length < 5 || upper.length > 100) {
    return null;
  }
  for (const [other, [use]] of found.used.secrets) {
    const near = other !== upper && Math.abs(other.length - upper.length) <= 2 && differsInSpelling(other, upper);
    if (near && use !== undefined) {
      return {
        text: `${shown} (${where(at)}) is read nowhere else, and ${where(use)} reads ${inContext('secrets', other)}, which is nearly the same name.`,
        weight: 86,
      };
    }
  }
  return null;
}

/** `KEY_1` and `KEY_2`, `A_KEY` and `B_KEY`, and `PRE_KEY` and `PROD_KEY`, differ on purpose. */
function differsInSpelling(name: string, other: string): boolean {
  const numbers = (text: string): string => text.replace(/\D/g, '');
  const parts = name.split('_');
  const others = other.split('_');
  const onPurpose = parts.some((part, index) => isOtherWord(part, others[index] ?? ''));
  return (
    numbers(name) === numbers(other) && !(parts.length === others.length && onPurpose) && editDistance(name, other) <= 2
  );
}

function isOtherWord(part: string, other: string): boolean {
  const length = Math.max(part.length, other.length);
  return part !== other && (length <= 2 || (length <= 4 && editDistance(part, other) > 1));
}

function otherContext(uses: readonly Spot[] | undefined, meant: string, shown: string, at: Spot): Draft | null {
  const [use] = uses ?? [];
  return use === undefined
    ? null
    : {
        text: `${where(at)} reads ${shown}, and ${where(use)} reads ${meant}: secrets and variables are stored apart.`,
        weight: 82,
      };
}

/** The secrets that arrived are named after their variables with something before or behind, and this one is not. */
function unlikeSiblings(found: Case, variable: string, upper: string, shown: string, at: Spot): Draft | null {
  const target = asVariable(variable);
  for (const { name, origin } of hangingOn(found.arrived, 'secret')) {
    const sibling = origin.name.toUpperCase();
    const start = sibling.indexOf(asVariable(name));
    const expected =
      start < 0 ? null : `${sibling.slice(0, start)}${target}${sibling.slice(start + asVariable(name).length)}`;
    if (expected !== null && expected !== upper && expected !== target) {
      return {
        text: `${inContext('secrets', origin.name)} has arrived (${where(origin.at)}), and after its pattern ${shown} (${where(at)}) would be ${inContext('secrets', expected)}.`,
        weight: 80,
      };
    }
  }
  return null;
}

/** The secret's name is the variable's with a slip in it. */
function unlikeVariable(found: Case, variable: string, upper: string, shown: string, at: Spot): Draft | null {
  const target = readVariables.find((name) => name === asVariable(variable));
  return target !== undefined && upper !== target && upper.length <= 60 && editDistance(upper, target) <= 2
    ? {
        text: `${shown} (${where(at)}) differs from ${target} by a slip or two; is the secret stored under that name?`,
        weight: found.used.secrets.has(target) ? 60 : 78,
      }
    : null;
}

function asVariable(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
