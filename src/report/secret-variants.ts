/** Below this a value is no credential of AWS's or GitHub's, and masking it would shred every text around it. */
export const shortest = 4;

/** From here on a value does not occur by chance, and is replaced wherever it stands. */
export const unmistakable = 8;

const quotes = '"\'`\u00AB\u00BB\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u2039\u203A';
const wrapping = new RegExp(`^[\\s\\p{Cf}${quotes}]+|[\\s\\p{Cf}${quotes}]+$`, 'gu');

/** Runs that look like a key or a token inside something larger, and what only looks so: `aws_secret_access_key=`. */
const embedded = /[\w+/.-]{16,}={0,2}/g;
const variableName = /^[A-Za-z]+(?:[_-][A-Za-z]+)+=*$/;

/**
 * The forms of a secret that the masking step hands to the runner: as it is, without the blanks and quotes around it
 * (of which the runner itself strips only double quotes), each of its lines, in one piece when it was wrapped, and the
 * keys and tokens in it when it is a whole pasted block. The value itself comes first; blank forms are left out, because
 * the runner warns about them.
 */
export function secretVariants(raw: string): string[] {
  const whole = [raw, ...peeled(raw), raw.replace(/[\s\p{Cf}]+/gu, '')];
  const lines = raw.split(/[\r\n\u0085\u2028\u2029]+/).flatMap((line) => [line, ...peeled(line)]);
  const tokens = (raw.match(embedded) ?? []).filter((token) => !variableName.test(token));
  const parts = [...lines, ...tokens].filter((part) => part.trim().length >= shortest);
  return [...new Set([...whole, ...parts])].filter((variant) => variant.trim() !== '');
}

/**
 * How a form of a secret may be written inside other text: in JSON, in an address, in HTML or XML, and in base64. The
 * latter has three shapes, by where the secret starts in what was encoded; the characters at the edges, which depend on
 * the neighbours, are left off.
 */
export function encodings(variant: string): string[] {
  const address = encodeAddress(variant);
  const base64 = [0, 1, 2].map((offset) => shifted(variant, offset)).filter((text) => text.length >= unmistakable);
  const full = Buffer.from(variant).toString('base64').replace(/=+$/, '');
  return [
    JSON.stringify(variant).slice(1, -1),
    address,
    address.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    address.replaceAll('%20', '+'),
    variant.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ...[full, ...base64].flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]),
  ];
}

function peeled(text: string): string[] {
  return [text.trim(), text.replace(wrapping, '')];
}

/** Signature Version 4 encodes what `encodeURIComponent` leaves; a lone surrogate has no encoding. */
function encodeAddress(variant: string): string {
  return encodeURIComponent(variant.replace(/\p{Cs}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function shifted(variant: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(variant)]);
  const whole = bytes.toString('base64').replace(/=+$/, '');
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor((bytes.length * 8) / 6);
  return whole.slice(start, end);
}
