/**
 * The words of a text by Python's `shlex.split`, which botocore takes the header of a section apart with: blanks
 * separate, either kind of quotes holds together, a backslash takes the next character as it is (within double quotes
 * only a backslash or a double quote). `null` where Python raises an error: a quote that is not closed, or a backslash
 * at the end.
 */
export function shellWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (quote === "'" ? character !== "'" : quote === '"' && character !== '"' && character !== '\\') {
      word = (word ?? '') + character;
    } else if (quote !== '' && character === quote) {
      quote = '';
    } else if (character === '\\') {
      index += 1;
      if (index === text.length) {
        return null;
      }
      const next = text.charAt(index);
      word = (word ?? '') + (quote === '"' && next !== '"' && next !== '\\' ? `\\${next}` : next);
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/[ \t\r\n]/.test(character)) {
      words.push(...(word === null ? [] : [word]));
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  return quote === '' ? [...words, ...(word === null ? [] : [word])] : null;
}
