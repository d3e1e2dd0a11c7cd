import { roleFault } from './role-chain.ts';
import { stop } from './stop.ts';
import type { NamedBy, ProfileChoice, Verdict } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/** What a tool on the JavaScript SDK does differently from the next. */
export interface JavascriptSetup {
  /** The variables that name a profile: the first that is not empty counts. */
  readonly profileVariables: readonly string[];
  /** True for a tool that asks somebody for an MFA code where the SDK alone would stop. */
  readonly asksForMfa: boolean;
}

/**
 * The default chain of the JavaScript SDK. A named profile switches the key variables off, and when it has no
 * credentials, or is not there, the chain goes on without a word: to a web identity, the container, the instance.
 *
 * Sources: `defaultProvider` and `remoteProvider` of @aws-sdk/credential-provider-node 3.1169, `resolveProfileData` of
 * @aws-sdk/credential-provider-ini. Measured against both.
 */
export function javascriptChain(setup: JavascriptSetup, tools: ToolFacts): Verdict {
  const { environment } = tools;
  const variable = setup.profileVariables.find((name) => environment[name]);
  const named = variable === undefined ? null : { name: environment[variable] ?? '', namedBy: { variable } };
  return (
    (named === null ? fromEnvironment(tools) : null) ??
    fromProfile(named, setup, tools) ??
    fromWebIdentity(tools) ??
    fromRemote(tools) ?? {
      outcome: 'none',
      error: {
        name: 'CredentialsProviderError',
        saidBy:
          named !== null && tools.javascript.profile(named.name).kind === 'missing' ? 'file-profile-not-found' : null,
      },
      why: 'No source of the default chain gives credentials; it does not say which one was meant to.',
    }
  );
}

/** The keys in the environment, if both are there. `AWS_SECURITY_TOKEN` is not read. */
export function fromEnvironment({ environment }: ToolFacts): Verdict | null {
  return environment['AWS_ACCESS_KEY_ID'] && environment['AWS_SECRET_ACCESS_KEY']
    ? {
        outcome: 'source',
        source: { kind: 'environment', token: environment['AWS_SESSION_TOKEN'] ? 'AWS_SESSION_TOKEN' : null },
        why: 'The key variables come first when no profile is named.',
      }
    : null;
}

/** `null` where the SDK passes over the profile. */
export function fromProfile(
  named: { readonly name: string; readonly namedBy: NamedBy } | null,
  { asksForMfa }: Pick<JavascriptSetup, 'asksForMfa'>,
  tools: ToolFacts,
): Verdict | null {
  const name = named?.name ?? 'default';
  const profile = tools.javascript.profile(name);
  const chosen = (kind: ProfileChoice['profile']): Verdict => ({
    outcome: 'source',
    source: { kind: 'profile', name, namedBy: named?.namedBy ?? null, profile: kind },
    why:
      named === null
        ? 'No key variables are set, so that the default profile counts.'
        : 'The default chain leaves the key variables aside as soon as a profile is named.',
  });
  switch (profile.kind) {
    case 'missing':
    case 'empty':
      return null;
    case 'role': {
      const fault = roleFault('javascript', name, tools);
      if (fault?.isMfa === true) {
        return asksForMfa ? chosen('role') : stop(fault.error, fault.saidBy, fault.why);
      }
      return fault === null ? chosen('role') : null;
    }
    case 'sso':
      return profile.missing.length > 0 || !profile.sessionFound
        ? stop('CredentialsProviderError', 'sso-config-incomplete', 'The SSO settings of the profile are not complete.')
        : chosen('sso');
    case 'static':
    case 'process':
    case 'web-identity':
    case 'login':
    case 'unknown':
      return chosen(profile.kind);
  }
}

function fromWebIdentity({ environment }: ToolFacts): Verdict | null {
  return environment['AWS_WEB_IDENTITY_TOKEN_FILE'] && environment['AWS_ROLE_ARN']
    ? {
        outcome: 'source',
        source: { kind: 'web-identity' },
        why: 'No keys and no profile give credentials, so that the web identity of the variables does.',
      }
    : null;
}

/** An empty address counts as none; whatever the metadata switch holds besides `false` switches it off. */
function fromRemote({ environment, hasInstance }: ToolFacts): Verdict | null {
  if (environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || environment['AWS_CONTAINER_CREDENTIALS_FULL_URI']) {
    return {
      outcome: 'source',
      source: { kind: 'container' },
      why: 'The variables of the container are all that is left.',
    };
  }
  return hasInstance && ['', 'false'].includes(environment['AWS_EC2_METADATA_DISABLED'] ?? '')
    ? {
        outcome: 'source',
        source: { kind: 'instance' },
        why: 'Nothing else gives credentials, so that the role of the instance signs.',
      }
    : null;
}
