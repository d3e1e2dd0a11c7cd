import type { AwsFailure } from '../aws/port.ts';
import { normaliseCode } from '../aws/failure.ts';
import { classifyLogged, type About, type Voice } from '../diagnoses/classify.ts';
import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import { decide } from './decide.ts';
import { denialIn } from './denial.ts';
import type { LogEvidence } from './evidence.ts';
import { namesOtherProvider } from './hosts.ts';
import { serviceName, serviceOfOperation } from './service.ts';
import type { Found } from './shapes/shape.ts';

/** What the message around an error tells about it. */
export interface Surroundings {
  readonly text: string;
  /** True behind the words with which a tool says that it was assuming a role with an OIDC token. */
  readonly withOidc: boolean;
  readonly isAmplifyToken: boolean;
  readonly idTokenMissing: boolean;
}

/** What an error of a log is: a diagnosis; AWS's, but about something else; a refusal that no sign fits; or nothing of AWS's. */
export type Verdict =
  | { readonly kind: 'diagnosis'; readonly diagnosis: DiagnosisCode }
  | { readonly kind: 'other' | 'unknown' | 'foreign' };

/** An error with what its words and its shape tell, in AWS's own terms. */
export interface NamedError {
  readonly verdict: Verdict;
  /** AWS's code without `Exception`; empty without one. */
  readonly code: string;
  readonly service: string | null;
  readonly action: string | null;
  readonly resource: string | null;
}

/** Gives one error its name. */
export function nameError(found: Found, around: Surroundings, evidence: LogEvidence): NamedError {
  const denial = denialIn(found.words);
  const service =
    serviceName(found.service) ?? denial?.action.split(':', 1)[0]?.toLowerCase() ?? serviceOfOperation(found.operation);
  const code = normaliseCode(found.code.replace(/^Client\./, ''));
  const base = { code, service, action: denial?.action ?? null, resource: denial?.resource ?? null };
  if (denial === null && found.voice === 'answer' && namesOtherProvider(around.text)) {
    return { ...base, verdict: { kind: 'foreign' } };
  }
  const recognised = recognise(found, code, service, around, evidence);
  if (recognised === null) {
    return { ...base, verdict: { kind: kindOfUnrecognised(found, code) } };
  }
  const diagnosis = decide(
    {
      diagnosis: recognised,
      code,
      service,
      operation: found.operation,
      action: base.action,
      text: `${around.text.slice(0, 2_000)} ${found.words}`.toLowerCase(),
      isAmplifyToken: around.isAmplifyToken,
      idTokenMissing: around.idTokenMissing,
    },
    evidence,
  );
  return { ...base, verdict: { kind: 'diagnosis', diagnosis } };
}

/** Codes of statuses: an answer to a HEAD request has no words. */
const statusCodes: Readonly<Record<string, string>> = { 401: 'Unauthorized', 403: 'AccessDenied' };

function recognise(
  found: Found,
  code: string,
  service: string | null,
  around: Surroundings,
  evidence: LogEvidence,
): DiagnosisCode | null {
  if (isUserSignIn(found, code)) {
    return null;
  }
  const about: About = {
    service: service ?? '',
    accessKeyPrefix:
      evidence.accessKeyPrefix === 'AKIA' && evidence.hasSessionToken !== true ? null : evidence.accessKeyPrefix,
    region: evidence.region,
    webIdentity: around.withOidc || isTokenExchange(found, service, evidence),
    operation: found.operation,
  };
  const failure: AwsFailure = {
    kind: found.voice === 'answer' ? 'aws' : 'provider',
    code: statusCodes[code] ?? found.code,
    message: found.words,
    status: found.status,
    requestId: found.requestId ?? (found.voice === 'answer' ? 'of AWS' : null),
    host: null,
    clockAheadSeconds: evidence.clockAheadSeconds,
  };
  return named(found.voice, failure, about);
}

/** AWS calls the token of the job expired too; the operation, or what the job does with STS, tells which one is meant. */
function isTokenExchange({ operation }: Found, service: string | null, evidence: LogEvidence): boolean {
  return operation === 'AssumeRoleWithWebIdentity' || (evidence.webIdentity && service === 'sts' && operation === null);
}

/** A permission set that is not assigned is refused under a code that other services use for other things. */
function named(voice: Voice, failure: AwsFailure, about: About): DiagnosisCode | null {
  if (about.operation === 'GetRoleCredentials' && normaliseCode(failure.code) === 'Forbidden') {
    return 'sso-role-forbidden';
  }
  return classifyLogged(voice, failure, about);
}

/** Amazon Cognito refuses the users of an application under the code with which AWS refuses callers. */
function isUserSignIn(found: Found, code: string): boolean {
  return (
    code === 'NotAuthorized' &&
    (/^(?:Admin)?(?:InitiateAuth|RespondToAuthChallenge)$/.test(found.operation ?? '') ||
      /incorrect username or password|user is disabled|(?:access|refresh|id) token has|password attempts exceeded|invalid session for the user/i.test(
        found.words,
      ))
  );
}

/** Codes that speak of tokens of another kind, or of names that are taken. */
const harmless =
  /Next|Pagination|Iterator|ClientToken|Idempoten|AlreadyExists|NotFound|NoSuch|DoesNotExist|Import|Certificate|Limit|Quota/i;
const refusing =
  /Denied|Unauthori[sz]ed|NotAuthori[sz]ed|Forbidden|Credential|Signature|Token|AccessKey|Expired|OptIn|AuthFailure|Permission|NotSignedUp|Blocked|InvalidClient|Authentication/;

function kindOfUnrecognised(found: Found, code: string): 'other' | 'unknown' {
  if (found.voice !== 'answer' || isUserSignIn(found, code)) {
    return found.voice === 'answer' ? 'other' : 'unknown';
  }
  const refused = found.status === 401 || found.status === 403 || refusing.test(code);
  return refused && !harmless.test(code) ? 'unknown' : 'other';
}
