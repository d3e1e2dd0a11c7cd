/** STS's sentences are short; what is longer is an echo of what was sent, or a page that nobody asked for. */
const maxLength = 1000;

/** As much of a sentence as is looked at. */
const maxRead = 100_000;

/** So many characters of a token in a row are no coincidence; fewer would take words of AWS's for pieces of it. */
const traceLength = 6;

/**
 * A sentence without the token that was sent, whole or in part: every word of the token's alphabet that shares six
 * characters in a row with it is replaced. Cut after a thousand characters.
 */
export function withoutToken(sentence: string, token: string): string {
  const read = sentence.length > maxRead ? withoutLastWord(sentence.slice(0, maxRead)) : sentence;
  const traces = tracesOf(token);
  return read
    .replace(/[A-Za-z0-9_.%+/=-]+/g, (word) => (isTrace(word, token, traces) ? '(token)' : word))
    .slice(0, maxLength);
}

/** A cut may have gone through the token, and left too little of it to be known again. */
function withoutLastWord(text: string): string {
  let end = text.length;
  while (end > 0 && /[A-Za-z0-9_.%+/=-]/.test(text.charAt(end - 1))) {
    end -= 1;
  }
  return text.slice(0, end);
}

function tracesOf(token: string): ReadonlySet<string> {
  const traces = new Set<string>();
  for (let start = 0; start + traceLength <= token.length; start += 1) {
    traces.add(token.slice(start, start + traceLength));
  }
  return traces;
}

function isTrace(word: string, token: string, traces: ReadonlySet<string>): boolean {
  if (word === token) {
    return true;
  }
  for (let start = 0; start + traceLength <= word.length; start += 1) {
    if (traces.has(word.slice(start, start + traceLength))) {
      return true;
    }
  }
  return false;
}
