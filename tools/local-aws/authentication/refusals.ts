import type { ErrorAnswer } from '../answer.ts';
import type { Protocol } from '../services.ts';

/** Why a request is turned away before anybody asks what it may do. */
export type Cause =
  | 'unsigned'
  | 'malformed-header'
  | 'unknown-key'
  | 'wrong-token'
  | 'expired-session'
  | 'wrong-secret'
  | 'clock'
  | 'wrong-scope'
  | 'region-disabled'
  | 'hash-missing'
  | 'hash-wrong';

export interface Refusal {
  readonly cause: Cause;
  /** AWS's sentence, where it depends on the request. */
  readonly detail: string;
}

/** Status, code, and the sentence; `null` is the refusal's own detail. */
type Wording = readonly [status: number, code: string, message: string | null];

const invalidToken = 'The security token included in the request is invalid.';
const expiredToken = 'The security token included in the request is expired';
const notValidated = 'AWS was not able to validate the provided access credentials';
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.';
const s3Mismatch =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

/**
 * One cause, five wordings (the "Common Errors" pages of the API references, EC2's and S3's own error lists, and public
 * logs for the statuses). What EC2 and S3 say about a malformed header is not documented; theirs is the nearest known.
 */
const wordings: Readonly<Record<Cause, Readonly<Record<Protocol, Wording>>>> = {
  unsigned: {
    query: [403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
    ec2: [403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'],
    s3: [403, 'AccessDenied', 'Access Denied'],
    json: [400, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token'],
    'rest-json': [403, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
  },
  'malformed-header': {
    query: [400, 'IncompleteSignature', null],
    ec2: [401, 'AuthFailure', notValidated],
    s3: [400, 'AuthorizationHeaderMalformed', null],
    json: [400, 'IncompleteSignatureException', null],
    'rest-json': [403, 'IncompleteSignatureException', null],
  },
  'unknown-key': {
    query: [403, 'InvalidClientTokenId', invalidToken],
    ec2: [401, 'AuthFailure', notValidated],
    s3: [403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'],
    json: [400, 'UnrecognizedClientException', invalidToken],
    'rest-json': [403, 'UnrecognizedClientException', invalidToken],
  },
  'wrong-token': {
    query: [403, 'InvalidClientTokenId', invalidToken],
    ec2: [401, 'AuthFailure', notValidated],
    s3: [400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.'],
    json: [400, 'UnrecognizedClientException', invalidToken],
    'rest-json': [403, 'UnrecognizedClientException', invalidToken],
  },
  'expired-session': {
    query: [403, 'ExpiredToken', expiredToken],
    ec2: [400, 'RequestExpired', 'Request has expired.'],
    s3: [400, 'ExpiredToken', 'The provided token has expired.'],
    json: [400, 'ExpiredTokenException', expiredToken],
    'rest-json': [403, 'ExpiredTokenException', expiredToken],
  },
  'wrong-secret': {
    query: [403, 'SignatureDoesNotMatch', mismatch],
    ec2: [401, 'AuthFailure', notValidated],
    s3: [403, 'SignatureDoesNotMatch', s3Mismatch],
    json: [400, 'InvalidSignatureException', mismatch],
    'rest-json': [403, 'InvalidSignatureException', mismatch],
  },
  clock: {
    query: [403, 'SignatureDoesNotMatch', null],
    ec2: [400, 'RequestExpired', 'Request has expired.'],
    s3: [403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
    json: [400, 'InvalidSignatureException', null],
    'rest-json': [403, 'InvalidSignatureException', null],
  },
  'wrong-scope': {
    query: [403, 'SignatureDoesNotMatch', null],
    ec2: [401, 'AuthFailure', notValidated],
    s3: [400, 'AuthorizationHeaderMalformed', null],
    json: [400, 'InvalidSignatureException', null],
    'rest-json': [403, 'InvalidSignatureException', null],
  },
  'region-disabled': {
    query: [403, 'RegionDisabledException', null],
    ec2: [401, 'AuthFailure', notValidated],
    s3: [403, 'InvalidAccessKeyId', null],
    json: [400, 'UnrecognizedClientException', null],
    'rest-json': [403, 'UnrecognizedClientException', null],
  },
  'hash-missing': ofS3([400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256']),
  'hash-wrong': ofS3([
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ]),
};

/** A rule that only S3 has; for the others the signature does not match. */
function ofS3(wording: Wording): Readonly<Record<Protocol, Wording>> {
  return {
    query: [403, 'SignatureDoesNotMatch', mismatch],
    ec2: [401, 'AuthFailure', notValidated],
    s3: wording,
    json: [400, 'InvalidSignatureException', mismatch],
    'rest-json': [403, 'InvalidSignatureException', mismatch],
  };
}

/** A refusal in the words of a protocol. */
export function refusalAnswer({ cause, detail }: Refusal, protocol: Protocol): ErrorAnswer {
  const [status, code, message] = wordings[cause][protocol];
  return { kind: 'error', status, code, message: message ?? detail };
}
