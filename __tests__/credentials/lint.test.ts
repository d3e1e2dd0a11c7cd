import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { lintCredentials } from '../../src/credentials/lint.ts';
import type { Tool } from '../../src/credentials/tools/tool.ts';
import type { FactsOfCase } from './facts.ts';
import { factsOf } from './facts.ts';

/** `expected` is every observation in order; the n-th `detail` is a pattern for the n-th observation. */
interface Case {
  readonly name: string;
  readonly facts: FactsOfCase;
  /** The tools that matter; every one without them. */
  readonly tools?: readonly Tool[];
  readonly expected: readonly (readonly [code: string, severity: string])[];
  readonly detail?: readonly string[];
}

const folder = new URL('./cases/', import.meta.url);

for (const file of readdirSync(folder).sort()) {
  describe(file.replace('.json', ''), () => {
    const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly Case[];
    test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { facts, tools, expected, detail }) => {
      const found = lintCredentials(factsOf(facts), tools);
      expect(found.map(({ code, severity }) => [code, severity])).toEqual(expected);
      detail?.forEach((pattern, index) => {
        expect(found[index]?.detail).toMatch(new RegExp(pattern));
      });
    });
  });
}
