import type { TokenClaims } from './claims.ts';

/** STS itself takes no more than 20,000 characters (STS API Reference, AssumeRoleWithWebIdentity). */
const longestToken = 65_536;

/**
 * Reads what a web identity token says, without checking its signature. `null` for what is no JSON Web Token with an
 * issuer and a subject, and for one of more than 64 KiB. Blanks around the token do not count. The token is not kept.
 */
export function readClaims(jwt: string): TokenClaims | null {
  const parts = jwt.length > longestToken ? [] : jwt.trim().split('.');
  const payload = parts.length === 3 ? decode(parts[1] ?? '') : null;
  if (payload === null) {
    return null;
  }
  const all = new Map(
    Object.entries(payload).flatMap(([name, value]) => {
      const texts = textsOf(value);
      return texts === null ? [] : [[name, texts] as const];
    }),
  );
  const issuer = onlyText(payload, 'iss');
  const subject = onlyText(payload, 'sub');
  return issuer === null || subject === null
    ? null
    : {
        issuer,
        subject,
        audience: all.get('aud') ?? [],
        issuedAt: timeOf(payload, 'iat'),
        expiresAt: timeOf(payload, 'exp'),
        all,
      };
}

function decode(part: string): Readonly<Record<string, unknown>> | null {
  if (!/^[A-Za-z0-9_-]+=*$/.test(part)) {
    return null;
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'));
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** `null` for what is no text, number or truth value, and no list of those alone. */
function textsOf(value: unknown): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.flatMap((one) =>
    typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : [],
  );
  return texts.length === list.length ? texts : null;
}

function onlyText(payload: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.hasOwn(payload, name) ? payload[name] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** JSON Web Tokens give times in seconds (RFC 7519, section 2), and a `Date` ends at 8.64e15 milliseconds. */
function timeOf(payload: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = Object.hasOwn(payload, name) ? payload[name] : null;
  return typeof value === 'number' && Math.abs(value) <= 8.64e12 ? value * 1000 : null;
}
