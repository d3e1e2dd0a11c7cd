import type { Aws } from './aws/port.ts';
import { observeFailure } from './failures.ts';
import { identify } from './identity/identify.ts';
import type { CredentialSource } from './credentials/source.ts';

/**
 * Asks once with a long-term key alone that came with a session token: both together are refused for certain, and this
 * tells whether taking the token away is all there is to do. Answers a sentence; empty when there is nothing to try.
 */
export async function tryWithoutToken(aws: Aws, source: CredentialSource | null, region: string): Promise<string> {
  if (source === null || !('keys' in source)) {
    return '';
  }
  const alone = { ...source.keys, sessionToken: null, expiresAt: null };
  const answer = await aws.getCallerIdentity(alone, region);
  if (!answer.ok) {
    const asked = { service: 'sts', region, accessKeyPrefix: 'AKIA', webIdentity: false } as const;
    const told = observeFailure(answer.failure, asked).map(({ detail }) => detail);
    return `Asked without the token, the key does not work either. ${told.join(' ')}`;
  }
  const identity = identify(answer.value);
  return identity === null ? '' : `Asked without the token, the key works, as ${identity.arn}.`;
}
