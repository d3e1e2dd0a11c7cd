import { isPointer } from '../state/json-pointer.ts';
import { answerPointer } from './answer-placeholder.ts';
import { quote } from './fault.ts';
import { partsOf } from './placeholder.ts';
import type { TargetAnswer, Violation } from './target.ts';

/** What an answer says of a success. */
const ofSuccess = ['missing', 'has', 'lacks', 'below'] as const;

/** What an entry of `answers` has to agree with itself about: it is an error or a success, and its pointers are some. */
export function answerViolations(path: Violation['path'], answer: TargetAnswer): readonly Violation[] {
  const about = ofSuccess.filter((key) => answer[key] !== undefined);
  const here = (key: string | null, sentence: string): Violation => ({
    path: key === null ? path : [...path, key],
    sentence,
  });
  const [first] = about;
  return [
    ...(answer.error === undefined && first === undefined
      ? [here(null, `An answer takes error, or at least one of ${ofSuccess.join(', ')}.`)]
      : []),
    ...(answer.error !== undefined && first !== undefined
      ? [here(first, `An answer is an error or a success: ${first} does not go with error.`)]
      : []),
    ...(answer.message !== undefined && answer.error === undefined
      ? [here('message', 'message needs error: only an error has a sentence.')]
      : []),
    ...(answer.error !== undefined && namesValue(answer.says)
      ? [here('says', 'An error has no values: ${answer:...} needs an answer without error.')]
      : []),
    ...(answer.missing !== undefined && !isPointer(answer.missing) ? [here('missing', noPointer(answer.missing))] : []),
    ...(['has', 'lacks', 'below'] as const).flatMap((key) =>
      Object.keys(answer[key] ?? {})
        .filter((pointer) => !isPointer(pointer))
        .map((pointer) => ({ path: [...path, key, pointer], sentence: noPointer(pointer) })),
    ),
  ];
}

function noPointer(text: string): string {
  return `${quote(text)} is no JSON Pointer; it takes the form of "/Stacks/0/StackStatus", with ~1 for / and ~0 for ~.`;
}

function namesValue(says: string): boolean {
  return partsOf(says).some((part) => part.kind !== 'text' && answerPointer(part) !== null);
}
