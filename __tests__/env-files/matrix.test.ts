import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import dotenv from 'dotenv';
import { pagePath, readMatrix, renderPage } from '../../scripts/env-file-matrix.ts';
import type { Dialect } from '../../src/env-files/dialects.ts';
import { loaders } from '../../src/env-files/dialects.ts';
import { seenIn } from './reality.ts';

const matrix = readMatrix();
const { name, cases } = matrix;
const major = Number(process.versions.node.split('.')[0]);
const ownNode: Dialect | null = major === 20 ? 'node-20' : major >= 24 ? 'node-24' : null;
const inThisNode = ownNode === null ? it.skip : it;

describe('the matrix of variants is what the loaders make of them', () => {
  it('has many variants, each once, and says something of every loader', () => {
    expect(cases.length).toBeGreaterThan(45);
    expect(new Set(cases.map(({ text }) => text)).size).toBe(cases.length);
    for (const { seen } of cases) {
      expect(Object.keys(seen).sort()).toEqual(loaders.map(({ dialect }) => dialect).sort());
    }
  });

  test.each(cases)('dotenv itself: $title', ({ text, seen }) => {
    expect(dotenv.parse(text)[name] ?? null).toEqual(seen.dotenv);
  });

  inThisNode.each(cases)(`util.parseEnv of Node ${major}: $title`, ({ text, seen }) => {
    expect(parseEnv(text)[name] ?? null).toEqual(ownNode === null ? undefined : seen[ownNode]);
  });

  describe(`node --env-file of Node ${major}`, () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'env-files-'));
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });
    inThisNode.each(cases)('$title', ({ text, seen }) => {
      const file = join(folder, '.env');
      writeFileSync(file, text);
      const print = `console.log(JSON.stringify(process.env[${JSON.stringify(name)}] ?? null))`;
      const output = execFileSync(process.execPath, [`--env-file=${file}`, '-e', print], { env: {}, encoding: 'utf8' });
      expect(JSON.parse(output)).toEqual(ownNode === null ? undefined : seen[ownNode]);
    });
  });

  describe.each(loaders)('the reader of $dialect', ({ dialect, read }) => {
    test.each(cases)('$title', ({ text, seen }) => {
      expect(seenIn(read(text), name)).toEqual(seen[dialect]);
    });
  });
});

describe('every loader', () => {
  test.each(loaders)('reads the portable form, and knows the lines: $dialect', ({ read }) => {
    const reading = read('AWS_ACCESS_KEY_ID=AKIAQ2\nAWS_REGION=us-east-1\n\nK=v\n');
    expect(reading.broken).toBeNull();
    expect(reading.complaints).toEqual([]);
    expect(Object.fromEntries(reading.variables)).toEqual({
      AWS_ACCESS_KEY_ID: { value: 'AKIAQ2', line: 1 },
      AWS_REGION: { value: 'us-east-1', line: 2 },
      K: { value: 'v', line: 4 },
    });
  });

  test.each(loaders)('takes __proto__ for a name like others: $dialect', ({ read }) => {
    expect(read('__proto__=v\nconstructor=w\n').variables.get('__proto__')?.value).toBe('v');
    expect(read('').variables.size).toBe(0);
  });
});

test('docs/env-files.md is made of the matrix', async () => {
  expect(readFileSync(pagePath, 'utf8')).toBe(await renderPage(matrix));
});
