import type { Spot } from '../../workflow/sources.ts';
import type { Resolver } from '../expressions/context.ts';
import { asText, type Told } from '../expressions/value.ts';
import type { Word } from '../shell/word.ts';
import type { Scope } from '../steps/step-at.ts';

/** What a word of a command comes to. */
export interface WordValue {
  readonly value: string;
  /** Where it is written: that of the literal text when the word only names it. */
  readonly spot: Spot;
  /** `$STACK`, `env.STACK`; `null` for what is written in the word. */
  readonly via: string | null;
}

/** `null` when the shell or the run decides. */
export function wordValue(word: Word, scope: Scope, resolver: Resolver): WordValue | null {
  if (word.isGlob) {
    return null;
  }
  let value = '';
  let only: Told | null = null;
  for (const part of word.parts) {
    if (part.kind === 'unknown') {
      return null;
    }
    if (part.kind === 'text') {
      value += part.text;
      continue;
    }
    const told =
      part.kind === 'expression'
        ? resolver.text(part.text, scope, word.spot.line)
        : resolver.variable(part.name, scope);
    if (told.known) {
      value += asText(told.value);
      only = told;
    } else if (part.kind === 'variable' && part.otherwise !== null && resolver.isUnset(part.name, scope)) {
      value += part.otherwise;
    } else {
      return null;
    }
  }
  const alone = word.parts.length === 1 && only?.known === true ? only : null;
  return { value, spot: alone?.spot ?? word.spot, via: alone?.via ?? null };
}
