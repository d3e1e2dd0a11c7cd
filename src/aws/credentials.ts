import { fromHttp, fromIni, fromInstanceMetadata, fromTokenFile } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { CredentialSource } from '../credentials/source.ts';
import type { ResolvedCredentials } from './port.ts';
import type { ClientSettings } from './settings.ts';

/**
 * Resolves one source by itself. The SDK's default chain would replace the real error of a profile, a process or a
 * token file by "Could not load credentials from any providers". Rejects with that real error.
 */
export async function resolveSource(
  source: CredentialSource,
  region: string,
  settings: ClientSettings,
): Promise<ResolvedCredentials> {
  const parentClientConfig = { region, requestHandler: settings.requestHandler, maxAttempts: settings.maxAttempts };
  switch (source.kind) {
    case 'inputs':
    case 'environment':
      return { ...source.keys, expiresAt: null };
    case 'profile':
      return toResolved(
        await fromIni({ profile: source.name, clientConfig: parentClientConfig, parentClientConfig })(),
      );
    case 'web-identity':
      return toResolved(
        await fromTokenFile({
          webIdentityTokenFile: source.tokenFile,
          roleArn: source.roleArn,
          clientConfig: parentClientConfig,
          parentClientConfig,
        })(),
      );
    case 'container':
      return toResolved(await fromHttp({ timeout: 1000, maxRetries: 1 })());
    case 'instance':
      return toResolved(await fromInstanceMetadata({ timeout: 1000, maxRetries: 1 })());
  }
}

function toResolved(identity: AwsCredentialIdentity): ResolvedCredentials {
  return {
    accessKeyId: identity.accessKeyId,
    secretAccessKey: identity.secretAccessKey,
    sessionToken: identity.sessionToken ?? null,
    expiresAt: identity.expiration?.toISOString() ?? null,
  };
}
