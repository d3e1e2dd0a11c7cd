import { readFileSync } from 'node:fs';
import type { ProfileSource, StaticSource } from '../../../src/credentials/shared-files/profile-source.ts';
import { profileSource } from '../../../src/credentials/shared-files/profile-source.ts';
import type { Family, SharedView } from '../../../src/credentials/shared-files/shared-files.ts';

/** Files, a profile, and where each family takes its credentials from: a kind, and the keys where there are any. */
export interface SourceCase {
  readonly name: string;
  readonly profile: string;
  readonly config?: readonly string[];
  readonly credentials?: readonly string[];
  readonly botocore: string;
  readonly javascript: string;
}

export const sourceCases = JSON.parse(
  readFileSync(new URL('./profile-sources.json', import.meta.url), 'utf8'),
) as readonly SourceCase[];

/** `{TOKEN_FILE}` stands for a file that exists. */
export function textsOf(
  { config, credentials }: SourceCase,
  tokenFile: string,
): { config?: string; credentials?: string } {
  const text = (lines: readonly string[]): string => lines.join('\n').replace('{TOKEN_FILE}', tokenFile);
  return {
    ...(config === undefined ? {} : { config: text(config) }),
    ...(credentials === undefined ? {} : { credentials: text(credentials) }),
  };
}

/** What `profileSource` answers, in the words of the cases. */
export function labelOf(view: SharedView, profile: string): string {
  const source = profileSource(view, profile);
  const stop = view.family === 'botocore' ? errorOf(source) : null;
  if (stop !== null) {
    return `stops ${stop}`;
  }
  switch (source.kind) {
    case 'static':
      return `static ${keysOf(source).join(' ')}`;
    case 'role': {
      const next = source.sourceProfile === null ? null : profileSource(view, source.sourceProfile.value, true);
      const keys = view.family === 'javascript' && next?.kind === 'static' ? keysOf(next) : [];
      return ['role', ...keys].join(' ');
    }
    case 'empty':
    case 'missing':
      return 'none';
    case 'sso':
    case 'process':
    case 'web-identity':
    case 'login':
      return source.kind;
  }
}

function keysOf({ accessKeyId, secretAccessKey, sessionToken }: StaticSource): readonly string[] {
  return [accessKeyId, secretAccessKey, sessionToken].flatMap((value) => (value === null ? [] : [value.value]));
}

/** The exception that botocore raises for such a source, before it asks anybody. */
function errorOf(source: ProfileSource): string | null {
  switch (source.kind) {
    case 'static':
      return source.secretAccessKey === null ? 'PartialCredentialsError' : null;
    case 'role': {
      const named = [source.sourceProfile, source.credentialSource].filter((one) => one !== null);
      const wrong = named.length > 1 || named.some(({ value }) => value === '');
      return named.length === 0 ? 'PartialCredentialsError' : wrong ? 'InvalidConfigError' : null;
    }
    case 'web-identity':
      return source.roleArn === null ? 'InvalidConfigError' : null;
    case 'sso':
      return !source.sessionFound || source.missing.length + source.conflicting.length > 0
        ? 'InvalidConfigError'
        : null;
    case 'process':
    case 'login':
    case 'empty':
    case 'missing':
      return null;
  }
}

export const families: readonly Family[] = ['botocore', 'javascript'];
