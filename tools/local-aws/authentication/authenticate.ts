import type { Account } from '../account.ts';
import type { HttpRequest } from '../http-request.ts';
import { partitionOf } from '../regions.ts';
import type { AccessKey } from '../scenario.ts';
import type { Protocol } from '../services.ts';
import type { HeaderReading, Scope } from './authorization-header.ts';
import type { Refusal } from './refusals.ts';
import { checkClock, signingTime } from './clock.ts';
import { isSignedWith, sha256 } from './signature.ts';

export type Authentication =
  { readonly ok: true; readonly key: AccessKey } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Decides whose request this is, or why it is nobody's. Which check comes first is AWS's secret; here the key and its
 * token go before the scope, the scope before the clock, and the signature last, so that each fault has one answer.
 */
export function authenticate(
  reading: HeaderReading,
  request: HttpRequest,
  protocol: Protocol,
  account: Account,
): Authentication {
  if (reading.kind === 'absent') {
    return refuse('unsigned');
  }
  if (reading.kind === 'malformed') {
    return refuse('malformed-header', protocol === 'rest-json' ? reading.hashedDetail : reading.detail);
  }
  const { scope } = reading;
  const time = signingTime(request);
  if (time === null) {
    const needed = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
    return refuse('malformed-header', needed);
  }
  const key = account.findKey(scope.accessKeyId);
  if (key === null || key.state === 'inactive') {
    return refuse('unknown-key');
  }
  const refusal =
    checkToken(key, request.headers.get('x-amz-security-token') ?? null) ??
    checkScope(scope, time, protocol, account) ??
    checkClock(time, protocol, account.now()) ??
    checkSignature(reading, request, time, key);
  return refusal === null ? { ok: true, key } : { ok: false, refusal };
}

function refuse(cause: Refusal['cause'], detail = ''): Authentication {
  return { ok: false, refusal: { cause, detail } };
}

/** A temporary key without its token is an unknown key; with another key's token, or a stray one, the token is wrong. */
function checkToken(key: AccessKey, token: string | null): Refusal | null {
  if (key.sessionToken !== null && token === null) {
    return { cause: 'unknown-key', detail: '' };
  }
  if (key.sessionToken !== token) {
    return { cause: 'wrong-token', detail: '' };
  }
  return key.state === 'expired' ? { cause: 'expired-session', detail: '' } : null;
}

/**
 * All services share this server's address, so that the region in the scope is also the region asked. A region that the
 * account has not enabled knows none of its keys (IAM user guide, "Manage AWS STS in an AWS Region"); IAM is in none.
 */
function checkScope(
  { region, service, date, terminator }: Scope,
  time: string,
  protocol: Protocol,
  account: Account,
): Refusal | null {
  const { partition, regions, stsDisabledRegions, account: accountId } = account.scenario;
  if (terminator !== 'aws4_request') {
    return {
      cause: 'wrong-scope',
      detail: `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`,
    };
  }
  if (!time.startsWith(date)) {
    const day = time.slice(0, 8);
    const what = 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP';
    return { cause: 'wrong-scope', detail: `${what}: '${date}' != '${day}', from '${time}'.` };
  }
  const named = partitionOf(region);
  if (named === null) {
    return {
      cause: 'wrong-scope',
      detail:
        protocol === 's3'
          ? `The authorization header is malformed; the region '${region}' is wrong; expecting '${regions[0] ?? ''}'`
          : `Credential should be scoped to a valid region, not '${region}'.`,
    };
  }
  if (service === 'sts' && stsDisabledRegions.includes(region)) {
    const advice = 'Your account administrator can activate STS in this region using the IAM Console.';
    return {
      cause: 'region-disabled',
      detail: `STS is not activated in this region for account:${accountId}. ${advice}`,
    };
  }
  const enabled = service === 'iam' ? named === partition : regions.includes(region);
  return enabled ? null : { cause: 'unknown-key', detail: '' };
}

/** S3 wants to be told the body's hash; what it is told is part of the signature, and has to be true. */
function checkSignature(
  { scope, signedHeaders, signature }: HeaderReading & { readonly kind: 'present' },
  request: HttpRequest,
  time: string,
  key: AccessKey,
): Refusal | null {
  const hash = request.headers.get('x-amz-content-sha256') ?? null;
  if (scope.service === 's3' && hash === null) {
    return { cause: 'hash-missing', detail: '' };
  }
  const signed = isSignedWith(key.secretAccessKey, request, scope, signedHeaders, signature, time);
  if (!signed || !signedHeaders.includes('host')) {
    return { cause: 'wrong-secret', detail: '' };
  }
  const told = scope.service === 's3' && /^[0-9a-f]{64}$/.test(hash ?? '');
  return told && hash !== sha256(request.body) ? { cause: 'hash-wrong', detail: '' } : null;
}
