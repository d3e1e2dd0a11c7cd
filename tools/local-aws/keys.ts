const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an id names, by its first four letters (IAM user guide, "IAM identifiers"). */
export type IdPrefix = 'AKIA' | 'ASIA' | 'AIDA' | 'AROA';

/**
 * An id of the shape that AWS issues, with the account inside: in base32, one marker bit, forty bits of account, and
 * 39 bits that AWS fills at random. Here their last thirty are the label, so that one can read whose key it is. AWS does
 * not document the layout; "A short note on AWS KEY ID" (Tal Be'ery, 2023) does.
 */
export function makeId(prefix: IdPrefix, account: string, label: string): string {
  const bits = (1n << 79n) | (BigInt(account) << 39n);
  const digits = Array.from({ length: 10 }, (_, index) =>
    alphabet.charAt(Number((bits >> BigInt(75 - 5 * index)) & 31n)),
  );
  return prefix + digits.join('') + toLabel(label);
}

/** The account inside an id, or `null` for ids of the format before 2019, which hold none. */
export function accountOf(id: string): string | null {
  const digits = id
    .slice(4, 14)
    .split('')
    .map((character) => alphabet.indexOf(character));
  if (digits.length < 10 || digits.some((digit) => digit < 0) || (digits[0] ?? 0) < 16) {
    return null;
  }
  const bits = digits.reduce((sum, digit) => (sum << 5n) | BigInt(digit), 0n);
  return String((bits >> 9n) & ((1n << 40n) - 1n)).padStart(12, '0');
}

/** A secret of the right shape that nobody, and no scanner, takes for a real one. */
export function makeSecret(label: string): string {
  return `localStandInOnly/${toLabel(label)}/`.repeat(2).slice(0, 40);
}

/** A session token of the right shape: base64, at least a hundred characters, and the head of current tokens. */
export function makeToken(label: string): string {
  return `IQoJb3JpZ2luX2Vj${`LocalStandInOnly${toLabel(label)}`.repeat(12)}`;
}

/** Six characters of the alphabet of ids. */
function toLabel(text: string): string {
  const letters = text.toUpperCase().replace(/[^A-Z2-7]/g, '');
  return letters.slice(0, 6).padEnd(6, 'A');
}
