import type { Account } from '../account.ts';
import type { HttpRequest } from '../http-request.ts';
import { partitionOf } from '../regions.ts';
import type { AccessKey } from '../scenario.ts';
import type { Protocol } from '../services.ts';
import type { HeaderReading, Scope } from './authorization-header.ts';
import type { Refusal } from './refusals.ts';
import { isSignedWith } from './signature.ts';

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
  const { scope, signedHeaders, signature } = reading;
  const time = request.headers.get('x-amz-date') ?? compactTime(request.headers.get('date') ?? '');
  if (readTime(time) === null) {
    return refuse(
      'malformed-header',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    );
  }
  const key = account.findKey(scope.accessKeyId);
  if (key === null || key.state === 'inactive') {
    return refuse('unknown-key');
  }
  const refusal =
    checkToken(key, request.headers.get('x-amz-security-token') ?? null) ??
    checkScope(scope, time, protocol, account) ??
    checkClock(time, protocol, account.now());
  if (refusal !== null) {
    return { ok: false, refusal };
  }
  const signsHost = signedHeaders.includes('host');
  const signed = isSignedWith(key.secretAccessKey, request, scope, signedHeaders, signature, time);
  return signsHost && signed ? { ok: true, key } : refuse('wrong-secret');
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

/** EC2 and S3 give a quarter of an hour, the others five minutes ("Troubleshooting SigV4 signing for AWS API requests"). */
function checkClock(time: string, protocol: Protocol, now: Date): Refusal | null {
  const minutes = protocol === 's3' || protocol === 'ec2' ? 15 : 5;
  const signed = readTime(time) ?? now;
  const slack = minutes * 60_000;
  const limits = `${minutes} min.`;
  const earliest = new Date(now.getTime() - slack);
  const latest = new Date(now.getTime() + slack);
  if (signed < earliest) {
    const detail = `Signature expired: ${time} is now earlier than ${compact(earliest)} (${compact(now)} - ${limits})`;
    return { cause: 'clock', detail };
  }
  if (signed > latest) {
    const detail = `Signature not yet current: ${time} is still later than ${compact(latest)} (${compact(now)} + ${limits})`;
    return { cause: 'clock', detail };
  }
  return null;
}

function readTime(compacted: string): Date | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(compacted) ?? [];
  return second === undefined ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** `YYYYMMDDTHHMMSSZ`. */
function compact(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** An HTTP date in the compact form, or the text as it is where it is no date. */
function compactTime(httpDate: string): string {
  const time = new Date(httpDate);
  return Number.isNaN(time.getTime()) ? httpDate : compact(time);
}
