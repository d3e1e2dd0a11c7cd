/** AWS's own prefixes: `AKIA` for long-term keys, `ASIA` for temporary ones, which need a session token. */
export type KeyIdClass = 'AKIA' | 'ASIA' | 'other';

/**
 * The kind of key that an id announces by its first four letters, blanks around it left aside.
 * Source: IAM User Guide, "Unique identifiers".
 */
export function keyIdClass(id: string): KeyIdClass {
  const head = id.trim().slice(0, 4);
  return head === 'AKIA' || head === 'ASIA' ? head : 'other';
}

/**
 * The twelve digits of the account that an access key id, or a unique id such as `AROA...`, was issued for; `null` for
 * anything that is not such an id, and for ids of the format before about 2019, which carry no account: their fifth
 * character is before `Q`.
 *
 * AWS does not document this, so it is a hint and never a proof. The sixteen characters after the prefix are base32;
 * of their first 48 bits the topmost marks the format and the next 40 are the account id. Source: "A short note on AWS
 * KEY ID" (Tal Be'ery, 2023), and trufflehog's AWS detector.
 */
export function decodeAccountId(id: string): string | null {
  if (!/^A[A-Z]{3}[Q-Z2-7][A-Z2-7]{15}$/.test(id)) {
    return null;
  }
  let bits = 0n;
  for (const character of id.slice(4, 14)) {
    bits = (bits << 5n) | BigInt(base32.indexOf(character));
  }
  const first48 = bits >> 2n;
  const account = ((first48 & 0x7fffffffff80n) >> 7n).toString();
  return account.length > 12 ? null : account.padStart(12, '0');
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
