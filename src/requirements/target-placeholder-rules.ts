import { isPointer } from '../state/json-pointer.ts';
import { didYouMean } from '../similar-names.ts';
import { answerPointer } from './answer-placeholder.ts';
import { quote } from './fault.ts';
import { filters } from './filter.ts';
import { partsOf, placeNames, type PatternPart } from './placeholder.ts';
import type { Violation } from './target.ts';

/** What is wrong with the placeholders of a pattern. `ofAnswer`: whether a value of AWS's answer may stand there. */
export function placeholderViolations(
  path: Violation['path'],
  pattern: string,
  names: readonly string[],
  ofAnswer = false,
): readonly Violation[] {
  const known = [...placeNames, ...names];
  return partsOf(pattern)
    .flatMap((part) => (part.kind === 'text' ? textSentences(part.text) : sentencesOf(part, known, ofAnswer)))
    .map((sentence) => ({ path, sentence }));
}

function textSentences(text: string): readonly string[] {
  return text.includes('${') ? ['A ${ is not closed, or its placeholder holds another one.'] : [];
}

function sentencesOf(
  part: Exclude<PatternPart, { readonly kind: 'text' }>,
  known: readonly string[],
  ofAnswer: boolean,
): readonly string[] {
  const { name, filter, kind } = part;
  const pointer = answerPointer(part);
  if (pointer !== null) {
    return !ofAnswer
      ? [`\${answer:${pointer}} may stand in says only.`]
      : isPointer(pointer)
        ? []
        : [`${quote(pointer)} is no JSON Pointer; behind ~ it takes 0 or 1.`];
  }
  const answer = ofAnswer ? ', or ${answer:/pointer} for a value of the answer' : '';
  const unknownName = !known.includes(name)
    ? [
        `\${${name}} is no parameter that may stand here; known are ${known.join(', ')}${answer}.${didYouMean(name, known)}`,
      ]
    : [];
  const unknownFilter =
    filter !== null && !filters.has(filter)
      ? [`The filter ${quote(filter)} is unknown; known are ${[...filters.keys()].join(', ')}.`]
      : [];
  const filteredPlace = filter !== null && kind === 'place' ? [`\${${name}} takes no filter.`] : [];
  return [...unknownName, ...unknownFilter, ...filteredPlace];
}
