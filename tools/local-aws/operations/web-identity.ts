/** The claims of an ID token that a role's trust looks at. */
export interface Claims {
  readonly subject: string;
  readonly audience: string;
  readonly expires: Date | null;
}

/** Reads a JSON Web Token without checking its signature: the stand-in knows no identity provider. */
export function readClaims(token: string): Claims | null {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) {
    return null;
  }
  const claims = readJson(Buffer.from(payload, 'base64url').toString('utf8'));
  if (claims === null) {
    return null;
  }
  const { sub, aud, exp } = claims;
  return {
    subject: typeof sub === 'string' ? sub : '',
    audience: typeof aud === 'string' ? aud : '',
    expires: typeof exp === 'number' ? new Date(exp * 1000) : null,
  };
}

function readJson(text: string): Readonly<Partial<Record<'sub' | 'aud' | 'exp', unknown>>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
