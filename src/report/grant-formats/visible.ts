/**
 * The inside of a quoted string with every character that nobody sees as the escape which HCL and YAML share, so that
 * the text means the same when it is pasted. `##[` becomes harmless too: GitHub's runner takes it for a command in a log.
 */
export function escapeInvisible(quoted: string): string {
  return quoted
    .replace(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u007F-\u009F]/gu, unicodeEscape)
    .replace(/(?<=##)\[/g, unicodeEscape);
}

/** `\uNNNN`, or `\UNNNNNNNN` where four digits are too few; half a character becomes the sign for one that is missing. */
export function unicodeEscape(character: string): string {
  const code = /\p{Cs}/u.test(character) ? 0xfffd : (character.codePointAt(0) ?? 0);
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
