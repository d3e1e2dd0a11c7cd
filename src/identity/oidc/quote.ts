/** A sentence stays readable up to here; of a longer text the beginning and the end are shown. */
const longest = 160;
const tailLength = 60;

/**
 * A text from outside in quotes, for a sentence. Characters that are not visible are shown as `?`, quotes as `'`, and of a
 * text of more than 160 characters the middle is left out.
 */
export function quoted(text: string): string {
  const short =
    text.length <= longest ? text : `${text.slice(0, longest - tailLength)}...${text.slice(text.length - tailLength)}`;
  return `"${visible(short)}"`;
}

/** The first three in quotes, and how many more there are: `"a"`, `"a" or "b"`, `"a", "b", "c" or one of 7 more`. */
export function quotedList(texts: readonly string[], word = 'or'): string {
  const shown = texts.slice(0, 3).map(quoted);
  const more = texts.length - shown.length;
  return joined(more === 0 ? shown : [...shown, `one of ${more} more`], word);
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(words: readonly string[], word = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** A name from outside, such as a condition key, without quotes and no longer than a line. */
export function named(text: string): string {
  return visible(text.length <= longest ? text : `${text.slice(0, longest)}...`);
}

/** JSON on one line, in which everything that is not visible is written as an escape. It reads as the same value. */
export function oneLineJson(value: object): string {
  return JSON.stringify(value).replace(unseen, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** Control and format characters, separators of lines, halves of surrogate pairs, and what has no agreed meaning. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

function visible(text: string): string {
  return text.replace(unseen, '?').replaceAll('"', "'");
}
