/** A place where a text is not what its format asks for. */
export interface TextFault {
  readonly offset: number;
  readonly sentence: string;
}

/** Says why what stands here begins no key. */
export function characterFault(text: string, offset: number): string {
  const character = text[offset] ?? '';
  if (character === ',') {
    return 'A comma stands here without anything before it; remove it.';
  }
  return quoteFault(character) ?? 'A key in double quotes is expected here.';
}

/** Says why what stands here begins no value. `word` is the run of letters and digits that was found. */
export function literalFault(text: string, offset: number, word: string): string {
  const character = text[offset];
  if (character === undefined) {
    return offset === 0 || text.trim() === '' ? 'The file is empty.' : 'The text ends where a value is expected.';
  }
  if (character === ',') {
    return 'A comma stands here without a value before it; remove it.';
  }
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false' || lower === 'null') {
    return `JSON writes ${lower} in lower case.`;
  }
  if (lower === 'none' || lower === 'undefined') {
    return 'JSON has no such word; write null, or leave the key out.';
  }
  if (/^[-+.\d]/.test(word)) {
    return 'This is no number as JSON writes it; account ids and numbers with leading zeros go in double quotes.';
  }
  return quoteFault(character) ?? 'A value is expected here; text goes in double quotes.';
}

/** A quote that people or word processors put where JSON takes only the double one. */
function quoteFault(character: string): string | null {
  if (character === "'" || character === '`') {
    return 'JSON takes double quotes only; replace the single quotes.';
  }
  return '“”‘’„«»'.includes(character) && character !== ''
    ? 'This is a typographic quote; JSON takes the plain double quote only.'
    : null;
}
