import type { Facts } from './facts.ts';

/**
 * Why a run has nothing to ask AWS with: `by design`, because GitHub gives a fork's or Dependabot's pull request neither
 * secrets nor a token; `unset` otherwise; `null` when there is something.
 */
export function withoutCredentials({ signer, event }: Facts): 'by design' | 'unset' | null {
  const noToken =
    signer?.kind === 'token' && signer.tokenFile === null && !(event.idTokenUrl && event.idTokenRequestToken);
  if (signer !== null && !noToken) {
    return null;
  }
  if (event.forkPullRequest || event.dependabot) {
    return 'by design';
  }
  return signer === null ? 'unset' : null;
}
