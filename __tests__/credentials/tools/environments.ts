import { readFileSync } from 'node:fs';
import type { CredentialFacts } from '../../../src/credentials/facts.ts';
import type { SharedFiles } from '../../../src/credentials/shared-files/shared-files.ts';
import { viewOf } from '../../../src/credentials/shared-files/view.ts';
import type { Tool } from '../../../src/credentials/tools/tool.ts';
import type { ToolChoice } from '../../../src/credentials/tools/tool-choice.ts';
import type { FoundFile } from '../../../src/files/found-file.ts';
import { projectSettings } from '../../../src/project-files/project-files.ts';

/**
 * One environment of `matrix.json`, and what each tool makes of it, in the words of `label`. `{TOKEN_FILE}` and
 * `{CONTAINER}` stand for a file and an address that exist where the tools are really asked.
 */
export interface MatrixCase {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly config?: readonly string[];
  readonly credentials?: readonly string[];
  /** By path, relative to the workspace. */
  readonly project?: Readonly<Record<string, string>>;
  /** True where an instance answers; otherwise none does. */
  readonly instance?: boolean;
  readonly expected: Readonly<Record<Tool, string>>;
  readonly regions?: Readonly<Partial<Record<Tool, string>>>;
}

export const matrix = JSON.parse(
  readFileSync(new URL('./matrix.json', import.meta.url), 'utf8'),
) as readonly MatrixCase[];

export function textFile(path: string, text: string | undefined): FoundFile {
  return text === undefined ? { kind: 'absent', path } : { kind: 'text', path, text, encoding: 'utf-8', mode: 0o600 };
}

export function factsOfCase(one: MatrixCase): CredentialFacts {
  const sharedFiles: SharedFiles = {
    config: textFile('~/.aws/config', one.config?.join('\n')),
    credentials: textFile('~/.aws/credentials', one.credentials?.join('\n')),
  };
  const names = [...viewOf('javascript', sharedFiles).profiles];
  return {
    inputs: { accessKeyId: '', secretAccessKey: '', sessionToken: '', profile: '', region: '' },
    environment: one.environment,
    profiles: Object.fromEntries(
      names.map(([name, { values }]) => [name, { region: values.get('region')?.value ?? null }]),
    ),
    sharedFiles,
    projectSettings: projectSettings(Object.entries(one.project ?? {}).map(([path, text]) => textFile(path, text))),
    selfHosted: one.instance ?? false,
  };
}

/** `environment`, `profile dev`, `profile ops (role)`, `stops ProfileNotFound`, `none`. */
export function label(choice: ToolChoice): string {
  switch (choice.outcome) {
    case 'stops':
      return `stops ${choice.error.name}`;
    case 'none':
      return 'none';
    case 'source': {
      const { source } = choice;
      if (source.kind !== 'profile') {
        return source.kind;
      }
      return `profile ${source.name}${source.profile === 'static' ? '' : ` (${source.profile})`}`;
    }
  }
}
