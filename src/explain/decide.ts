import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import type { LogEvidence } from './evidence.ts';

/** What a text was recognised as, and what else decides about its name. */
export interface Recognised {
  readonly diagnosis: DiagnosisCode;
  /** AWS's code without `Exception`; empty without one. */
  readonly code: string;
  readonly service: string | null;
  readonly operation: string | null;
  readonly action: string | null;
  /** In lower case. */
  readonly text: string;
  /** True when Amplify says it, under the one name that it has for expired and invalid tokens. */
  readonly isAmplifyToken: boolean;
  /** True when configure-aws-credentials has said before that the job may not ask for a token, or the evidence does. */
  readonly idTokenMissing: boolean;
}

/**
 * The name of a failure once the evidence is weighed: AWS uses one text for several causes, and what is known of the
 * environment makes some of them certain. Where it decides nothing the general name stays.
 */
export function decide(recognised: Recognised, evidence: LogEvidence): DiagnosisCode {
  const { diagnosis } = recognised;
  if (diagnosis === 'auth-token-invalid') {
    return decideInvalidToken(recognised, evidence);
  }
  if (diagnosis === 'auth-token-expired' && isStaleToken(evidence)) {
    return 'env-akia-with-token';
  }
  if (diagnosis === 'env-no-credentials' && recognised.idTokenMissing && saysAction(recognised.text)) {
    return 'oidc-no-permission';
  }
  const isPlainDenial = plainDenials.includes(diagnosis) && recognised.action?.startsWith('iam:') === true;
  return isPlainDenial && evidence.learnerLab ? 'academy-iam-restricted' : diagnosis;
}

/** Denials that name no policy of an organization, a boundary or a resource. */
const plainDenials: readonly DiagnosisCode[] = [
  'authz-identity-implicit',
  'authz-identity-explicit',
  'authz-unspecified',
];

/** Certain first: what the key looks like, then where the call went, then what STS says of the same key. */
function decideInvalidToken(recognised: Recognised, evidence: LogEvidence): DiagnosisCode {
  if (evidence.endpointOverride && recognised.text.includes('the access key id or security token is invalid')) {
    return 'endpoint-override';
  }
  if (evidence.accessKeyPrefix === 'ASIA' && evidence.hasSessionToken === false) {
    return 'env-asia-no-token';
  }
  if (isStaleToken(evidence)) {
    return 'env-akia-with-token';
  }
  if (recognised.isAmplifyToken && evidence.accessKeyPrefix === 'ASIA') {
    return 'auth-token-expired';
  }
  return evidence.identityVerified && isRegional(recognised) ? 'region-not-enabled' : 'auth-token-invalid';
}

/** A long-term key never expires and needs no token: the one that stands beside it is left over. */
function isStaleToken(evidence: LogEvidence): boolean {
  return evidence.accessKeyPrefix === 'AKIA' && evidence.hasSessionToken === true;
}

/** STS knows the key; that a service in a region does not is what a region that is not enabled looks like. */
function isRegional({ code, service, operation }: Recognised): boolean {
  const isGlobal = service === 'sts' || service === 'iam' || operation === 'GetCallerIdentity';
  return !isGlobal && (code === 'UnrecognizedClient' || code === 'AuthFailure');
}

function saysAction(text: string): boolean {
  return text.includes('check your action inputs') || text.includes('could not load credentials from any providers');
}
