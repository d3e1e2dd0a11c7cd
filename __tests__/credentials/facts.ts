import type { CredentialFacts, CredentialInputs } from '../../src/credentials/facts.ts';

/** Facts as the case files write them: everything optional, values with marks such as `{AKIA}` in place of keys. */
export interface FactsOfCase {
  readonly inputs?: Partial<CredentialInputs>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly profiles?: Readonly<Record<string, string | null>> | null;
  readonly selfHosted?: boolean;
  readonly roleToAssume?: string;
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
  TOKEN2: `FwoGZXIvYXdz${'m5Tb'.repeat(97)}`,
};

/** Facts of a run without a self-hosted runner, shared files or inputs; what the case gives is put over them. */
export function factsOf(given: FactsOfCase): CredentialFacts {
  const inputs = { accessKeyId: '', secretAccessKey: '', sessionToken: '', profile: '', region: '' };
  const profiles = given.profiles === undefined ? {} : given.profiles;
  return {
    inputs: { ...inputs, ...expandAll(given.inputs ?? {}) },
    environment: expandAll(given.environment ?? {}),
    profiles: profiles && Object.fromEntries(Object.entries(profiles).map(([name, region]) => [name, { region }])),
    selfHosted: given.selfHosted ?? false,
    ...(given.roleToAssume === undefined ? {} : { roleToAssume: given.roleToAssume }),
  };
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
