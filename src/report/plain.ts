/** Stands where a character was that a person would not see, or that a terminal would obey. */
export const mark = '\uFFFD';

const escape = String.fromCharCode(27);
const colourCode = `${escape}\\[[0-9;?]*[ -/]*[@-~]`;
const unseen = new RegExp(`(?:${colourCode}|[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}])+`, 'gu');

/**
 * Foreign text on one line without control characters, terminal sequences, zero-width and bidirectional controls and
 * lone surrogates. Each run of them becomes one visible mark: taking them out without a trace would join what they
 * hold apart, so that a secret which the redaction did not recognise could come together here.
 */
export function plain(text: string): string {
  return text.replaceAll('\t', ' ').replace(unseen, mark);
}

/** The same for text that may have several lines; blank ones are left out. */
export function plainLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => plain(line).trimEnd())
    .filter((line) => line !== '');
}

/** At most `max` UTF-16 units, never half a surrogate pair; what was cut shows as an ellipsis. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, Math.max(0, max - 1)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Like `clip`, but ends with a whole sentence, or else a whole word, where there is one in the second half. */
export function clipSentence(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = clip(text, max - 1).slice(0, -1);
  const sentence = lastMatchEnd(head, /[.!?](?=\s)/g);
  if (sentence > head.length / 2) return `${head.slice(0, sentence)} …`;
  const word = lastMatchEnd(head, /\S(?=\s)/g);
  return word > head.length / 2 ? `${head.slice(0, word)} …` : `${head}…`;
}

/**
 * Indented JSON in which nothing is invisible: what `plain` would mark is written as JSON's own escape, so that the
 * document means the same when it is pasted. So is `##[`, which GitHub's runner takes for a command in a log.
 */
export function visibleJson(value: object): string {
  return JSON.stringify(value, null, 2)
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\u007F-\u009F]/gu, hexEscapes)
    .replace(/(?<=##)\[/g, hexEscapes);
}

function hexEscapes(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

function lastMatchEnd(text: string, pattern: RegExp): number {
  let end = -1;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
