import { clipSentence } from '../report/plain.ts';
import type { Seen } from './seen.ts';
import { scrub } from './scrub.ts';

/** UTF-16 units of foreign words that a detail quotes. */
const mostWords = 400;

/**
 * What was seen, in sentences: who says it, AWS's code, the service and operation, and AWS's own words, scrubbed and
 * bounded. At most 700 characters.
 */
export function describe(seen: Seen): string {
  const words = quote(seen.words);
  const says = seen.tool ?? 'The log';
  const operation = seen.operation === null ? '' : ` to ${name(seen.operation)}`;
  const asked = seen.service === null ? 'AWS' : name(seen.service);
  const code = seen.code === '' ? '' : ` ${name(seen.code)}`;
  const reporter = seen.tool === null ? '' : `${seen.tool}: `;
  switch (seen.voice) {
    case 'sentence':
      return `${says} says: ${words}`;
    case 'source':
      return `${says} reports${code}: ${words}`;
    case 'overlay':
      return words === ''
        ? `${says} calls this ${name(seen.code)}; the cause is a finding of its own.`
        : `${says} says: ${words}`;
    case 'answer':
      return `${reporter}${asked} answered${code}${operation}${words === '' ? '.' : `: ${words}`}`;
  }
}

/** Foreign words as they may be shown. Scrubbed as a whole first: a cut would leave pieces that nothing recognises. */
export function quote(words: string): string {
  return clipSentence(scrub(words).replace(/\s+/g, ' ').trim(), mostWords);
}

/** A code, a service or an operation: foreign too, but a name. */
export function name(text: string): string {
  return scrub(text).slice(0, 120);
}
