import type { DiagnosisCode } from '../../diagnoses/catalogue/index.ts';
import type { Severity } from '../../diagnoses/finding.ts';
import type { CredentialValue } from '../value.ts';
import { lineBreak, invisibleCharacters, surroundingBlanks, trimmedAway } from './characters.ts';
import { keyIdShape } from './key-id.ts';
import { pastedBlock } from './pasted.ts';
import { placeholder } from './placeholder.ts';
import { quotes } from './quotes.ts';
import { secretShape } from './secret.ts';
import { tokenShape } from './token.ts';
import { unexpanded } from './unexpanded.ts';

/** What is wrong with one value. */
export interface Flaw {
  readonly code: DiagnosisCode;
  /** `error` only where AWS or the tools refuse the value for certain. */
  readonly severity: Severity;
  /** Goes after the value's name in a sentence; says lengths and positions, never characters of the value. */
  readonly what: string;
  /** True for what stand-ins for AWS accept (`test`, short ids): not an error when the endpoint is one. */
  readonly standInAccepts?: boolean;
}

/** Answers `null` when the value is free of this flaw, or is not of the field that the rule is about. */
export type FlawRule = (value: CredentialValue) => Flaw | null;

/** The one flaw that says most about a value; `null` for a value without any. */
export function flawOf(value: CredentialValue): Flaw | null {
  for (const rule of precedence) {
    const flaw = rule(value);
    if (flaw !== null) {
      return flaw;
    }
  }
  return null;
}

/**
 * First match wins, the nearest to the mistake first: a pasted block also has line breaks and the wrong shape, a
 * quoted value the wrong characters, a placeholder the wrong length.
 */
const precedence: readonly FlawRule[] = [
  pastedBlock,
  unexpanded,
  placeholder,
  quotes,
  invisibleCharacters,
  lineBreak,
  surroundingBlanks,
  keyIdShape,
  secretShape,
  tokenShape,
  trimmedAway,
];
