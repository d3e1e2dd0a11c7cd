import type { Token } from './web-identity-token.ts';

/** The claims of every issuer that policies can ask for (IAM user guide, "Available keys for AWS OIDC federation"). */
const common = ['sub', 'amr', 'email'];

/** Those of GitHub's tokens besides (same page, since 2026). Every other claim is one that no condition ever meets. */
const ofGitHub = [
  'actor',
  'actor_id',
  'enterprise_id',
  'environment',
  'job_workflow_ref',
  'ref',
  'repository',
  'repository_id',
  'repository_owner_id',
  'workflow',
];

/** The context keys that a token's claims become: `token.actions.githubusercontent.com:sub`. */
export function contextOfClaims(
  { claims, audience }: Token,
  issuer: string,
): Readonly<Record<string, string | readonly string[]>> {
  const names = isGitHub(issuer) ? [...common, ...ofGitHub] : common;
  const known = names.flatMap((name) => {
    const value = claims[name];
    return isTexts(value) ? [[`${issuer}:${name}`, value] as const] : [];
  });
  return { ...Object.fromEntries(known), [`${issuer}:aud`]: audience };
}

/** GitHub's own issuer, with an enterprise's path below it, and the issuers of GitHub Enterprise Cloud's regions. */
function isGitHub(issuer: string): boolean {
  const [host = ''] = issuer.split('/', 1);
  return host === 'token.actions.githubusercontent.com' || /^token\.actions\.[a-z0-9-]+\.ghe\.com$/.test(host);
}

function isTexts(value: unknown): value is string | readonly string[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}
