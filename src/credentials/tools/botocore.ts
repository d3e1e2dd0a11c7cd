import { namedProfileMissing, stop } from './stop.ts';
import { roleFault } from './role-chain.ts';
import type { NamedBy, Verdict } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/** What a tool on botocore does differently from the next. */
export interface BotocoreSetup {
  /** The variables that name a profile: the first that is set counts, even an empty one. */
  readonly profileVariables: readonly string[];
  /** A profile that the tool sets on the session, as `--profile` does; `null` when it sets none. */
  readonly explicit: { readonly name: string; readonly namedBy: NamedBy } | null;
}

/**
 * The chain of botocore. Whatever else is set, it first reads both files and looks for the profile that is named, and
 * stops when it is not there. A profile on the session switches the key variables off; one in a variable does not.
 *
 * Sources: `create_credential_resolver`, `ProfileProviderBuilder` and `EnvProvider` of botocore 1.44; the same in
 * version 2 of the AWS CLI. Measured against botocore.
 */
export function botocoreChain(setup: BotocoreSetup, tools: ToolFacts): Verdict {
  const named = setup.explicit ?? fromVariables(setup.profileVariables, tools);
  if (tools.botocore.isBroken) {
    return stop(
      'ConfigParseError',
      'file-parse-error',
      'botocore reads the shared files before it looks at anything else, and one of them breaks their format.',
    );
  }
  if (named !== null && isMissing(named.name, tools)) {
    return namedProfileMissing('ProfileNotFound', named);
  }
  return (
    (setup.explicit === null ? fromEnvironment(tools) : null) ??
    fromProfile(named, setup.explicit !== null, tools) ??
    fromContainer(tools) ??
    fromInstance(tools) ?? {
      outcome: 'none',
      error: { name: 'NoCredentialsError', saidBy: null },
      why: 'No variable, no profile, no container and no instance gives botocore credentials.',
    }
  );
}

interface Named {
  readonly name: string;
  readonly namedBy: NamedBy;
}

function fromVariables(variables: readonly string[], { environment }: ToolFacts): Named | null {
  const variable = variables.find((name) => environment[name] !== undefined);
  return variable === undefined ? null : { name: environment[variable] ?? '', namedBy: { variable } };
}

/** A section without a name is never there. */
function isMissing(name: string, { botocore }: ToolFacts): boolean {
  return name === '' || botocore.profile(name).kind === 'missing';
}

/** A key id decides; `AWS_SECURITY_TOKEN` is looked at before `AWS_SESSION_TOKEN`. */
function fromEnvironment({ environment }: ToolFacts): Verdict | null {
  if (!environment['AWS_ACCESS_KEY_ID']) {
    return null;
  }
  if (!environment['AWS_SECRET_ACCESS_KEY']) {
    return stop(
      'PartialCredentialsError',
      'env-partial-pair',
      'AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not, and botocore does not go on to another source then.',
    );
  }
  const token = (['AWS_SECURITY_TOKEN', 'AWS_SESSION_TOKEN'] as const).find((name) => environment[name]) ?? null;
  return {
    outcome: 'source',
    source: { kind: 'environment', token },
    why: 'The key variables come first; a profile that a variable names does not change that.',
  };
}

/** The role of a profile comes before the web identity of the variables, and that before everything else in a profile. */
function fromProfile(named: Named | null, isExplicit: boolean, tools: ToolFacts): Verdict | null {
  const name = named?.name ?? 'default';
  const profile = tools.botocore.profile(name);
  const chosen = (kind: 'static' | 'role' | 'sso' | 'process' | 'web-identity' | 'login' | 'unknown'): Verdict => ({
    outcome: 'source',
    source: { kind: 'profile', name, namedBy: named?.namedBy ?? null, profile: kind },
    why: isExplicit
      ? 'A profile that the tool itself names switches the key variables off.'
      : named === null
        ? 'No variable gives credentials, so that the default profile does.'
        : 'No key variables are set, so that the profile counts.',
  });
  if (profile.kind === 'role') {
    const fault = roleFault('botocore', name, tools);
    return fault === null ? chosen('role') : stop(fault.error, fault.saidBy, fault.why);
  }
  const web = isExplicit ? null : webIdentity(profile.kind === 'web-identity' ? profile.roleArn?.value : null, tools);
  if (web !== null) {
    return web;
  }
  switch (profile.kind) {
    case 'missing':
    case 'empty':
      return null;
    case 'static':
      return profile.secretAccessKey === null
        ? stop(
            'PartialCredentialsError',
            'env-partial-pair',
            'The profile has a key id without a secret in the same file.',
          )
        : chosen('static');
    case 'sso':
      return profile.missing.length > 0 || !profile.sessionFound || profile.conflicting.length > 0
        ? stop('InvalidConfigError', 'sso-config-incomplete', 'The SSO settings of the profile are not complete.')
        : chosen('sso');
    case 'web-identity':
      if (!isExplicit && tools.environment['AWS_WEB_IDENTITY_TOKEN_FILE'] === '') {
        return null;
      }
      return roleOf(profile.roleArn?.value, isExplicit, tools) ? chosen('web-identity') : withoutRole();
    case 'process':
    case 'login':
    case 'unknown':
      return chosen(profile.kind);
  }
}

/** Variables before the profile, one by one: a variable that is set, even to nothing, hides the setting. */
function webIdentity(roleOfProfile: string | null | undefined, tools: ToolFacts): Verdict | null {
  if (!tools.environment['AWS_WEB_IDENTITY_TOKEN_FILE']) {
    return null;
  }
  return roleOf(roleOfProfile, false, tools)
    ? {
        outcome: 'source',
        source: { kind: 'web-identity' },
        why: 'AWS_WEB_IDENTITY_TOKEN_FILE comes before the keys of a profile, also of one that a variable names.',
      }
    : withoutRole();
}

function roleOf(ofProfile: string | null | undefined, isExplicit: boolean, { environment }: ToolFacts): boolean {
  return Boolean((isExplicit ? undefined : environment['AWS_ROLE_ARN']) ?? ofProfile);
}

function withoutRole(): Verdict {
  return stop('InvalidConfigError', null, 'A web identity token file is named without a role to assume with it.');
}

/** botocore asks whether the variables are there, and not what is in them. */
function fromContainer({ environment }: ToolFacts): Verdict | null {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = environment;
  const address = relative ?? full;
  if (address === undefined) {
    return null;
  }
  return address === ''
    ? stop('CredentialRetrievalError', null, 'The variable with the address of the container is set, and empty.')
    : { outcome: 'source', source: { kind: 'container' }, why: 'The variables of the container are all that is left.' };
}

function fromInstance({ environment, hasInstance }: ToolFacts): Verdict | null {
  return hasInstance && environment['AWS_EC2_METADATA_DISABLED']?.toLowerCase() !== 'true'
    ? {
        outcome: 'source',
        source: { kind: 'instance' },
        why: 'Nothing else is set, so that the role of the instance signs.',
      }
    : null;
}
