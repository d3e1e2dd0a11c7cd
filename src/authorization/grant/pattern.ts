/**
 * Whether everything that `special` stands for is covered by `general`. In what is asked, `*` is the only wildcard: it
 * stands where a name was not known. A `*` of the special text is taken for a character that only a `*` of the general
 * one can match. That is exact, because a name may hold a character in its place which the general text does not hold.
 */
export function covers(general: string, special: string): boolean {
  if (!general.includes('*')) {
    return general === special;
  }
  const [first = '', ...pieces] = general.split('*');
  const last = pieces.pop() ?? '';
  if (!special.startsWith(first) || !special.endsWith(last) || special.length < first.length + last.length) {
    return false;
  }
  const end = special.length - last.length;
  let at = first.length;
  for (const piece of pieces) {
    const found = special.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) {
      return false;
    }
    at = found + piece.length;
  }
  return true;
}

/** One way to write each pattern: `**` says no more than `*`. */
export function normalize(asked: string): string {
  return asked.replace(/\*{2,}/g, '*');
}

/**
 * As a policy has to write what is asked, where wildcards count. A `?` that is asked for is a plain character and `${`
 * starts no policy variable: names are foreign text, and unescaped they would grant more than was asked, or nothing (IAM
 * user guide, "IAM policy elements: Variables and tags", special characters).
 */
export function asPattern(asked: string): string {
  return asText(asked).replaceAll('?', '${?}');
}

/** The same where wildcards do not count, as in `StringEquals`: variables still do. */
export function asText(asked: string): string {
  return asked.replaceAll('${', '${$}{');
}
