import type { Principal } from '../principal.ts';
import { arnIn, type Call } from './operation.ts';

/** A role's trust policy as text: its own, or one that says what its short forms mean. */
export function trustDocument({ trustPolicy, trust, webIdentity }: Principal, call: Call): string {
  if (trustPolicy !== null) {
    return trustPolicy.text;
  }
  const { principals, oidcProviders } = call.account.scenario;
  const named = trust.map((name) => principals[name]).map((principal) => principal?.entityArn ?? principal?.arn ?? '');
  const issuer = oidcProviders?.[0]?.url ?? 'token.actions.githubusercontent.com';
  const statements = [
    ...(named.length === 0 ? [] : [{ Effect: 'Allow', Principal: { AWS: named }, Action: 'sts:AssumeRole' }]),
    ...(webIdentity === null
      ? []
      : [
          {
            Effect: 'Allow',
            Principal: { Federated: arnIn(call, 'iam', `oidc-provider/${issuer}`, '') },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { [`${issuer}:aud`]: webIdentity.audience },
              StringLike: { [`${issuer}:sub`]: webIdentity.subject },
            },
          },
        ]),
  ];
  const service = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.length === 0 ? [service] : statements });
}
