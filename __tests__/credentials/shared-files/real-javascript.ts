import { fromIni } from '@aws-sdk/credential-providers';
import { loadSharedConfigFiles, loadSsoSessionData, parseKnownFiles } from '@smithy/core/config';
import type { Expected, Paths, PlainSections } from './matrix.ts';

/** What the loader of the SDK itself sees; the sections for sessions and services are no profiles. */
export async function readByJavascript(paths: Paths): Promise<Expected> {
  const init = { ...paths, ignoreCache: true };
  const { configFile, credentialsFile } = await loadSharedConfigFiles(init);
  const known = (await parseKnownFiles(init)) as PlainSections;
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  const profiles = Object.entries(known).filter(([name]) => names.has(name) && !/^(sso-session|services)\./.test(name));
  return { profiles: Object.fromEntries(profiles), ssoSessions: (await loadSsoSessionData(init)) as PlainSections };
}

/** Where the credentials of a profile came from, by what `fromIni` does. */
export interface Resolved {
  readonly kind: 'static' | 'role' | 'process' | 'web-identity' | 'sso' | 'login' | 'none';
  /** Keys of the profile, or those that the role is assumed with. */
  readonly keys?: readonly (string | null)[];
}

/** The variables are set too: Identity Center and sign-ins look there, and not at the paths they are given. */
export async function resolveByJavascript(profile: string, paths: Paths): Promise<Resolved> {
  process.env['AWS_CONFIG_FILE'] = paths.configFilepath;
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = paths.filepath;
  const assumed: { role?: readonly (string | null)[]; webIdentity?: boolean } = {};
  const taken = { accessKeyId: 'assumed', secretAccessKey: 'assumed' };
  const provider = fromIni({
    ...paths,
    profile,
    ignoreCache: true,
    roleAssumer: async (source) => {
      assumed.role = [source.accessKeyId, source.secretAccessKey, source.sessionToken ?? null];
      return taken;
    },
    roleAssumerWithWebIdentity: async () => {
      assumed.webIdentity = true;
      return taken;
    },
  });
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await provider();
    if (assumed.webIdentity === true) {
      return { kind: 'web-identity' };
    }
    if (assumed.role !== undefined) {
      return { kind: 'role', keys: assumed.role };
    }
    return accessKeyId === 'process-id'
      ? { kind: 'process' }
      : { kind: 'static', keys: [accessKeyId, secretAccessKey, sessionToken ?? null] };
  } catch (error) {
    return { kind: kindOf(error) };
  }
}

function kindOf(error: unknown): Resolved['kind'] {
  const message = error instanceof Error ? error.message : '';
  if (/login/i.test(message) && !/sso login/.test(message)) {
    return 'login';
  }
  return /sso/i.test(message) ? 'sso' : 'none';
}
