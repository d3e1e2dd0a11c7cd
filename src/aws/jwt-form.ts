/** Tokens have a few kilobytes; STS takes 20,000 characters (STS API reference, AssumeRoleWithWebIdentity). */
const maxLength = 65_536;

/** Whether a text is a signed JSON Web Token by its form: three parts, a header with an algorithm, and an object. */
export function hasJwtForm(text: string): boolean {
  const [header = '', payload = '', signature = '', ...more] = text.length > maxLength ? [] : text.split('.', 4);
  const parts = [header, payload, signature];
  return (
    more.length === 0 &&
    parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)) &&
    typeof readObject(header)?.['alg'] === 'string' &&
    readObject(payload) !== null
  );
}

function readObject(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}
