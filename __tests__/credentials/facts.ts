import type { CredentialFacts, CredentialInputs } from '../../src/credentials/facts.ts';
import type { SharedFiles } from '../../src/credentials/shared-files/shared-files.ts';
import { viewOf } from '../../src/credentials/shared-files/view.ts';
import type { FoundFile } from '../../src/files/found-file.ts';
import { projectSettings } from '../../src/project-files/project-files.ts';

/** Facts as the case files write them: everything optional, values with marks such as `{AKIA}` in place of keys. */
export interface FactsOfCase {
  readonly inputs?: Partial<CredentialInputs>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly profiles?: Readonly<Record<string, string | null>> | null;
  readonly selfHosted?: boolean;
  readonly roleToAssume?: string;
  /** The lines of the two shared files. With one of them, `profiles` is read from both. */
  readonly config?: readonly string[];
  readonly credentials?: readonly string[];
  /** Texts of project files, by path. */
  readonly project?: Readonly<Record<string, string>>;
}

/** Fake values of the right shapes, put together here so that no file holds one. */
export const fakes: Readonly<Record<string, string>> = {
  AKIA: `AKIA${'QX7M'.repeat(4)}`,
  AKIA2: `AKIA${'RW5K'.repeat(4)}`,
  ASIA: `ASIA${'QX7M'.repeat(4)}`,
  ASIA2: `ASIA${'RW5K'.repeat(4)}`,
  SECRET: 'k7Tq/W+x'.repeat(5),
  SECRET2: 'p3Lz+V/m'.repeat(5),
  TOKEN: `IQoJb3JpZ2luX2Vj${'q8Rw'.repeat(96)}`,
  /** Ids that tell an account by their form: 123456789012 and 111122223333. */
  AKIAA: `AKIA${'RZPUZDIKAAEXAMPL'.replace('EXAMPL', 'QX7MQX')}`,
  AKIAB: `AKIA${'RTX3GSDSQAEXAMPL'.replace('EXAMPL', 'RW5KRW')}`,
  TOKEN2: `FwoGZXIvYXdz${'m5Tb'.repeat(97)}`,
};

/** Facts of a run without a self-hosted runner, shared files or inputs; what the case gives is put over them. */
export function factsOf(given: FactsOfCase): CredentialFacts {
  const inputs = { accessKeyId: '', secretAccessKey: '', sessionToken: '', profile: '', region: '' };
  const sharedFiles = {
    config: textFile('~/.aws/config', given.config),
    credentials: textFile('~/.aws/credentials', given.credentials),
  };
  const hasFiles = given.config !== undefined || given.credentials !== undefined;
  const profiles = given.profiles === undefined ? regionsOf(sharedFiles) : given.profiles;
  const project = Object.entries(given.project ?? {}).map(([path, text]) => textFile(path, [text]));
  return {
    inputs: { ...inputs, ...expandAll(given.inputs ?? {}) },
    environment: expandAll(given.environment ?? {}),
    profiles: profiles && Object.fromEntries(Object.entries(profiles).map(([name, region]) => [name, { region }])),
    selfHosted: given.selfHosted ?? false,
    ...(hasFiles ? { sharedFiles } : {}),
    ...(project.length === 0 ? {} : { projectSettings: projectSettings(project) }),
    ...(given.roleToAssume === undefined ? {} : { roleToAssume: given.roleToAssume }),
  };
}

function textFile(path: string, lines: readonly string[] | undefined): FoundFile {
  return lines === undefined
    ? { kind: 'absent', path }
    : { kind: 'text', path, text: expand(lines.join('\n')), encoding: 'utf-8', mode: null };
}

function regionsOf(files: SharedFiles): Readonly<Record<string, string | null>> {
  const names = [...viewOf('javascript', files).profiles];
  return Object.fromEntries(names.map(([name, { values }]) => [name, values.get('region')?.value ?? null]));
}

/** `{AKIA}` stands for a fake key id and so on, `{ab*3}` for `ababab`. */
export function expand(text: string): string {
  return text
    .replace(/\{([A-Z]+2?)\}/g, (mark, name: string) => fakes[name] ?? mark)
    .replace(/\{([^{}*]+)\*(\d+)\}/g, (_, part: string, count: string) => part.repeat(Number(count)));
}

function expandAll<T extends Readonly<Record<string, string>>>(values: T): T {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expand(value)])) as T;
}
