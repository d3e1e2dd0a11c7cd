import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { catalogue } from '../../src/diagnoses/catalogue/index.ts';
import { lintEnvFile } from '../../src/env-files/lint-env-file.ts';
import type { TextFile } from '../../src/files/found-file.ts';
import { filled, madeUp } from './made-up.ts';

interface LintCase {
  readonly title: string;
  readonly text: string;
  readonly path?: string;
  readonly encoding?: TextFile['encoding'];
  readonly mode?: number;
  readonly finds: readonly {
    readonly code: string;
    readonly severity: string;
    readonly line: number;
    readonly endLine?: number;
    readonly says: readonly string[];
  }[];
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'lint-cases.json'), 'utf8')) as readonly LintCase[];

function file(text: string, more: Partial<TextFile> = {}): TextFile {
  return { kind: 'text', path: '.env', text, encoding: 'utf-8', mode: 0o600, ...more };
}

describe('lintEnvFile', () => {
  test.each(cases)('$title', ({ text, path = '.env', encoding = 'utf-8', mode = 0o600, finds }) => {
    const found = lintEnvFile(file(filled(text), { path, encoding, mode }));
    const seen = found.map(({ code, severity, location }) => ({
      code,
      severity,
      line: location?.line,
      endLine: location?.endLine,
    }));
    expect(seen.map((one) => JSON.stringify(one)).sort()).toEqual(
      finds.map(({ code, severity, line, endLine = line }) => JSON.stringify({ code, severity, line, endLine })).sort(),
    );
    for (const { code, line, severity, says } of finds) {
      const details = found.filter(
        (one) => one.code === code && one.location?.line === line && one.severity === severity,
      );
      const fitting = details.filter(({ detail }) => says.every((part) => detail.includes(part)));
      expect({ says, details: details.map(({ detail }) => detail), fitting: fitting.length }).toMatchObject({
        fitting: 1,
      });
    }
    for (const { code, location, detail } of found) {
      expect(Object.hasOwn(catalogue, code)).toBe(true);
      expect(location?.file).toBe(path);
      expect(detail).toMatch(/^[^\n\r]+\.$/);
    }
  });

  it('says nothing of a file that is not there', () => {
    expect(lintEnvFile({ kind: 'absent', path: '.env' })).toEqual([]);
  });

  it.each([
    [true, 'file-permissions'],
    [false, 'file-unreadable'],
  ])('says that a file cannot be looked at, denied: %s', (denied, code) => {
    const [found, ...others] = lintEnvFile({ kind: 'unreadable', path: '.env', why: 'is a directory', denied });
    expect(found).toMatchObject({ code, severity: 'warning', detail: '.env is a directory.' });
    expect(others).toEqual([]);
  });

  it('tells twenty findings, warnings before notices, and how many more there are', () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) => `AWS_A${index}=${' '.repeat(index % 2)}${'"'.repeat(index % 3)}x\n`,
    );
    const odd = Array.from({ length: 40 }, (_, index) => `P${index}_AWS_ACCESS_KEY_ID=${madeUp.ID}\n`);
    const found = lintEnvFile(file([...lines, ...odd].join('')));
    expect(found).toHaveLength(21);
    expect(found.slice(0, 20).every(({ severity }) => severity === 'warning')).toBe(true);
    expect(found.at(-1)).toMatchObject({
      severity: 'notice',
      detail: expect.stringMatching(/has \d+ more such findings/),
    });
  });
});
