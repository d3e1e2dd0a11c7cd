import { decodeJwt, errors, jwtVerify, type JWTPayload } from 'jose';
import { failure, type ErrorAnswer } from '../answer.ts';
import { withoutScheme, type OidcProvider } from '../oidc-provider.ts';
import { parameter, type Call } from './operation.ts';

/** A token that has been accepted, and by which provider; `null` where nobody looked at its signature. */
export interface Token {
  readonly kind: 'token';
  readonly claims: Readonly<Record<string, unknown>>;
  readonly subject: string;
  readonly audience: readonly string[];
  readonly provider: OidcProvider | null;
}

/**
 * Checks a token as STS does: its form, its issuer among the providers of the role's account, its signature, its time,
 * its audience. Which comes first is not documented; a signature that is wrong goes before what the token says.
 */
export async function verifyToken(text: string, call: Call): Promise<Token | ErrorAnswer> {
  const claims = decode(text);
  if (claims === null) {
    return notAToken();
  }
  const issuer = claims.iss ?? '';
  if (!URL.canParse(issuer)) {
    return invalid('Issuer must be a valid URL');
  }
  const account = parameter(call, 'RoleArn').split(':')[4] ?? '';
  const providers = call.account.scenario.oidcProviders ?? [];
  const provider = providers.find((known) => known.account === account && known.url === withoutScheme(issuer));
  if (provider === undefined) {
    return invalid(`No OpenIDConnect provider found in your account for ${issuer}`);
  }
  const problem = await checkSignature(text, claims, provider, call.account.now());
  if (problem !== null) {
    return problem;
  }
  const token = toToken(claims, provider);
  return token.audience.some((one) => provider.clientIds.includes(one)) ? token : invalid('Incorrect token audience');
}

/** Reads a token without looking at its signature. */
export function readToken(text: string, now: Date): Token | ErrorAnswer {
  const claims = decode(text);
  if (claims === null) {
    return notAToken();
  }
  return claims.exp !== undefined && claims.exp * 1000 < now.getTime() ? expired(claims, now) : toToken(claims, null);
}

async function checkSignature(
  text: string,
  claims: JWTPayload,
  { keys }: OidcProvider,
  now: Date,
): Promise<ErrorAnswer | null> {
  if (keys === null) {
    return noKey();
  }
  try {
    await jwtVerify(text, keys, { currentDate: now, requiredClaims: ['exp'], algorithms: ['RS256', 'RS384', 'RS512'] });
    return null;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return invalid('Token signature invalid');
    }
    if (error instanceof errors.JWTExpired) {
      return expired(claims, now);
    }
    if (error instanceof errors.JWTClaimValidationFailed) {
      // AWS's own sentences for a token of tomorrow, or one without a time, are not known.
      return invalid(`Token not acceptable: the claim ${error.claim} does not hold`);
    }
    return error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid ? notAToken() : noKey();
  }
}

function decode(text: string): JWTPayload | null {
  try {
    return text.split('.').length === 3 ? decodeJwt(text) : null;
  } catch {
    return null;
  }
}

function toToken(claims: JWTPayload, provider: OidcProvider | null): Token {
  const audience = typeof claims.aud === 'string' ? [claims.aud] : (claims.aud ?? []);
  return { kind: 'token', claims, subject: claims.sub ?? '', audience, provider };
}

/** The sentences below are AWS's, from public logs and issues. */
function notAToken(): ErrorAnswer {
  const hint = '(You may see this error if you sent an Access Token)';
  return invalid(`The ID Token provided is not a valid JWT. ${hint}`);
}

function noKey(): ErrorAnswer {
  const advice = 'please reference AssumeRoleWithWebIdentity documentation for requirements';
  return invalid(`Couldn't retrieve verification key from your identity provider, ${advice}`);
}

function expired({ exp }: JWTPayload, now: Date): ErrorAnswer {
  const times = `current date/time ${Math.floor(now.getTime() / 1000)} must be before the expiration date/time ${exp ?? 0}`;
  return failure(400, 'ExpiredTokenException', `Token expired: ${times}`);
}

function invalid(message: string): ErrorAnswer {
  return failure(400, 'InvalidIdentityToken', message);
}
