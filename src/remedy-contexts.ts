import { keyIdClass } from './credentials/access-key-id.ts';
import type { RemedyContext } from './diagnoses/catalogue/index.ts';
import type { Facts } from './facts.ts';
import type { PrincipalKind } from './identity/identity.ts';

/** Which surroundings hold, and so which remedies are worth showing. A temporary key may come from a lab or from OIDC. */
export function remedyContexts(facts: Facts, targetIds: readonly string[]): ReadonlySet<RemedyContext> {
  const { event, credentials, signer } = facts;
  const source = signer === null || signer.kind === 'token' ? null : signer.source;
  const contexts = new Set<RemedyContext>();
  const keys = source !== null && 'keys' in source ? source.keys : null;
  if (event.inActions) {
    contexts.add('github-secrets');
  }
  if (event.runnerEnvironment === 'self-hosted') {
    contexts.add('self-hosted');
  }
  if (keys !== null && keyIdClass(keys.accessKeyId) === 'ASIA') {
    contexts.add('academy');
  }
  if (
    signer?.kind === 'token' ||
    source?.kind === 'web-identity' ||
    (event.inActions && source === null) ||
    (keys?.sessionToken ?? null) !== null
  ) {
    contexts.add('oidc');
  }
  if (source?.kind === 'profile') {
    contexts.add('identity-center');
  }
  if (facts.inputs['env-files'].trim() !== '') {
    contexts.add('dotenv');
  }
  if (targetIds.some((id) => id.startsWith('amplify'))) {
    contexts.add('amplify');
  }
  if (targetIds.includes('elastic-beanstalk') || credentials.environment['AWS_EB_PROFILE'] !== undefined) {
    contexts.add('eb-cli');
  }
  return contexts;
}

/** Once AWS has said who the caller is, guesses about where a temporary key comes from give way to what it is. */
export function settleContexts(contexts: ReadonlySet<RemedyContext>, kind: PrincipalKind): ReadonlySet<RemedyContext> {
  const guesses: readonly RemedyContext[] = kind === 'learner-lab' ? ['oidc', 'academy'] : ['academy'];
  const settled = new Set([...contexts].filter((context) => !guesses.includes(context)));
  const own = kind === 'learner-lab' ? 'academy' : kind === 'sso-role' ? 'identity-center' : null;
  return own === null ? settled : settled.add(own);
}
