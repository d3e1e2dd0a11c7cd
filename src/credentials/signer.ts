import { chooseSource } from './choose-source.ts';
import type { CredentialFacts } from './facts.ts';
import type { CredentialSource } from './source.ts';

/** What the run signs with in the end: a source by itself, or a role that it takes on first. */
export type Signer =
  | { readonly kind: 'source'; readonly source: CredentialSource }
  /** The role is assumed with a web identity token: of the job, or of a file that another CI system wrote. */
  | { readonly kind: 'token'; readonly roleArn: string; readonly tokenFile: string | null }
  /** The role is assumed with other credentials. */
  | { readonly kind: 'keys'; readonly roleArn: string; readonly source: CredentialSource };

/**
 * As aws-actions/configure-aws-credentials decides (`src/index.ts`, `useGitHubOIDCProvider`): key inputs come before the
 * job's token, the token before everything else, and without a token other credentials assume the role. `null` when no
 * role is named and there is no source. Without any means at all it is `token`, which then says what is missing.
 */
export function chooseSigner(facts: CredentialFacts, roleToAssume: string, mayAskForToken: boolean): Signer | null {
  const source = chooseSource(facts);
  const roleArn = roleToAssume.trim();
  if (roleArn === '') {
    return source === null ? null : { kind: 'source', source };
  }
  if (source?.kind === 'inputs') {
    return { kind: 'keys', roleArn, source };
  }
  const tokenFile = facts.environment['AWS_WEB_IDENTITY_TOKEN_FILE'] || null;
  if (mayAskForToken || source === null || (tokenFile !== null && source.kind !== 'web-identity')) {
    return { kind: 'token', roleArn, tokenFile: mayAskForToken ? null : tokenFile };
  }
  return { kind: 'keys', roleArn, source };
}
