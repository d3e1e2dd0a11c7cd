import { keyIdClass } from './credentials/access-key-id.ts';
import { resolveRegion } from './credentials/region.ts';
import { redirectsSts } from './credentials/rules/endpoint.ts';
import { noEvidence, type LogEvidence } from './explain/evidence.ts';
import type { Facts } from './facts.ts';
import type { ReportedIdentity } from './report/report.ts';

/**
 * What the surroundings of a log tell about it. Outside of CI there is nothing: the log of a job that is read on a laptop
 * has nothing to do with the credentials there. `identity` is who AWS has just said the caller is, `null` when it was not
 * asked or did not say.
 */
export function logEvidence(facts: Facts, inCi: boolean, identity: ReportedIdentity | null): LogEvidence {
  if (!inCi) {
    return noEvidence;
  }
  const { credentials, signer, event } = facts;
  const keys = signer?.kind === 'source' && 'keys' in signer.source ? signer.source.keys : null;
  return {
    ...noEvidence,
    accessKeyPrefix: keys === null ? null : keyIdClass(keys.accessKeyId),
    hasSessionToken: keys === null ? null : keys.sessionToken !== null,
    webIdentity: signer?.kind === 'token' || (signer?.kind === 'source' && signer.source.kind === 'web-identity'),
    idTokenMissing: signer?.kind === 'token' && !(event.idTokenUrl && event.idTokenRequestToken),
    region: resolveRegion(credentials, null).region,
    learnerLab: identity?.kind === 'learner-lab',
    endpointOverride: redirectsSts(credentials),
    identityVerified: identity !== null,
  };
}
