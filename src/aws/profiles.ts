import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { CredentialFacts } from '../credentials/facts.ts';

/**
 * The profiles that the shared files define, as the JavaScript SDK reads them: empty when there are no files, `null`
 * when one is there and may not be read, since the SDK takes that for an empty one.
 */
export async function readProfiles(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CredentialFacts['profiles']> {
  const files = [
    environment['AWS_CONFIG_FILE'] || join(homedir(), '.aws', 'config'),
    environment['AWS_SHARED_CREDENTIALS_FILE'] || join(homedir(), '.aws', 'credentials'),
  ];
  if (!files.every(readableOrAbsent)) {
    return null;
  }
  const { configFile, credentialsFile } = await loadSharedConfigFiles();
  const profiles: Record<string, { readonly region: string | null }> = {};
  for (const [name, section] of [...Object.entries(configFile), ...Object.entries(credentialsFile)]) {
    profiles[name] = { region: section['region'] ?? profiles[name]?.region ?? null };
  }
  return profiles;
}

function readableOrAbsent(path: string): boolean {
  try {
    if (existsSync(path)) {
      accessSync(path, constants.R_OK);
    }
    return true;
  } catch {
    return false;
  }
}
