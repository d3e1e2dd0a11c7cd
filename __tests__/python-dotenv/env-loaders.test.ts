import { beforeAll, describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { Seen } from '../../scripts/env-file-matrix.ts';
import { readMatrix } from '../../scripts/env-file-matrix.ts';
import type { Reading } from '../../src/env-files/reading.ts';
import { readBash } from '../../src/env-files/readers/bash.ts';
import { readDocker } from '../../src/env-files/readers/docker.ts';
import { readExportCat, readExportXargs } from '../../src/env-files/readers/export-words.ts';
import { readGodotenv } from '../../src/env-files/readers/godotenv.ts';
import { readPythonDotenv } from '../../src/env-files/readers/python-dotenv.ts';
import { settled, sorted } from '../env-files/reality.ts';
import type { Loaded } from './real-loaders.ts';
import { hasDocker, loadWithAct, loadWithBash, loadWithDocker, loadWithPython, shellDialects } from './real-loaders.ts';

const { name, cases } = readMatrix();
const texts = cases.map(({ text }) => text);
const shellReaders = { bash: readBash, 'export-xargs': readExportXargs, 'export-cat': readExportCat } as const;

describe('the matrix of variants is what the loaders make of them', () => {
  const python = loadWithPython(texts);
  const shells = loadWithBash(texts);

  test.each(cases.map((variant, index) => ({ ...variant, index })))('python-dotenv: $title', ({ seen, index }) => {
    expectSeen(python[index], seen['python-dotenv']);
  });

  describe.each(shellDialects)('%s', (dialect) => {
    test.each(cases.map((variant, index) => ({ ...variant, index })))('$title', ({ seen, index }) => {
      expectSeen(shells[dialect][index], seen[dialect]);
    });
  });

  describe('act, which uses godotenv', () => {
    let loaded: readonly Loaded[] = [];
    beforeAll(async () => {
      loaded = await loadWithAct(texts);
    });
    test.each(cases.map((variant, index) => ({ ...variant, index })))('$title', ({ text, seen, index }) => {
      // act evaluates expressions in what godotenv has read.
      expectSeen(loaded[index], text.includes('${{') ? '' : seen.godotenv);
    });
  });

  (hasDocker ? describe : describe.skip)('the docker CLI', () => {
    let loaded: readonly Loaded[] = [];
    beforeAll(async () => {
      loaded = await loadWithDocker(texts);
    });
    test.each(cases.map((variant, index) => ({ ...variant, index })))('$title', ({ seen, index }) => {
      expectSeen(loaded[index], seen.docker);
    });
  });
});

/** `open` is not held against the loader: that it depends on the surroundings is what it says. */
function expectSeen(loaded: Loaded | undefined, seen: Seen): void {
  const value = loaded?.variables?.[name];
  if (typeof seen === 'string' || seen === null) {
    expect({ value: value ?? null, error: loaded?.error }).toEqual({ value: seen, error: false });
  } else if ('error' in seen) {
    expect({ value, error: loaded?.error }).toEqual({ value: seen.value, error: true });
  } else {
    expect(seen).toEqual({ open: true });
  }
}

describe('our readers against the loaders themselves, on any text', () => {
  const pieces = ['"', "'", '#', '=', ' ', '\t', '\\', '\n', '\n', '\r', 'a', 'b', 'K=', 'A="', 'export ', "'"];
  // A backslash that is the very last character is left out: bash answers by what stood on the line before it.
  const any = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 24 })
    .map((parts) => parts.join('').replace(/\\+$/, ''));
  const samples = fc.sample(any, 250);

  it('python-dotenv', () => {
    const more = fc.sample(any, 4000);
    expectAlike(more, loadWithPython(more), readPythonDotenv);
  });

  it('bash and both forms of export $(...)', () => {
    const loaded = loadWithBash(samples);
    for (const dialect of shellDialects) {
      expectAlike(samples, loaded[dialect], shellReaders[dialect]);
    }
  });

  it('act, which uses godotenv', async () => {
    const some = samples.slice(0, 150);
    expectAlike(some, await loadWithAct(some), readGodotenv);
  });

  (hasDocker ? it : it.skip)('the docker CLI', async () => {
    expectAlike(samples, await loadWithDocker(samples), readDocker);
  });
});

/** Names that a shell can have; others do not get into an environment, or get lost in it. */
function expectAlike(samples: readonly string[], loaded: readonly Loaded[], read: (text: string) => Reading): void {
  const plain = (variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    sorted(Object.entries(variables).filter(([key]) => /^[ABKab]+$/.test(key)));
  samples.forEach((text, index) => {
    const reading = read(text);
    const ours = settled(reading);
    if (ours !== null) {
      const { variables, error } = loaded[index] ?? { variables: null, error: false };
      expect({ text, variables: plain(variables ?? {}), error }).toEqual({
        text,
        variables: plain(ours),
        error: reading.broken !== null || reading.complaints.length > 0,
      });
    }
  });
}
