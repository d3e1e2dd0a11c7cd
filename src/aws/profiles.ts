import { loadSharedConfigFiles } from '@smithy/core/config';

/**
 * The profiles that the shared files define, as the JavaScript SDK reads them; `null` when there are none at all. A
 * file that cannot be read or parsed counts as absent, as it does in the SDK.
 */
export async function readProfiles(): Promise<Readonly<Record<string, { readonly region: string | null }>> | null> {
  try {
    const { configFile, credentialsFile } = await loadSharedConfigFiles();
    const profiles: Record<string, { readonly region: string | null }> = {};
    for (const [name, section] of [...Object.entries(configFile), ...Object.entries(credentialsFile)]) {
      profiles[name] = { region: section['region'] ?? profiles[name]?.region ?? null };
    }
    return Object.keys(profiles).length === 0 ? null : profiles;
  } catch {
    return null;
  }
}
