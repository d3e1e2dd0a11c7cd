import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { pagePath, renderPage } from '../../scripts/established-table.ts';
import { catalogue } from '../../src/diagnoses/catalogue/index.ts';
import type { Diagnosis } from '../../src/diagnoses/diagnosis.ts';
import { evidence, parts } from './index.ts';

const all = Object.entries(evidence);
const cases = all.flatMap(([code, one]) => (one.by === 'none' ? [] : one.cases.map((each) => ({ code, ...each }))));

describe('the evidence', () => {
  test('is there once for each code of the catalogue, under the part that the code is in', () => {
    const codes = Object.values(parts).flatMap((part) => Object.keys(part));
    expect([...codes].sort()).toEqual(Object.keys(catalogue).sort());
  });

  test('is missing for none', () => {
    expect(all.flatMap(([code, { by }]) => (by === 'none' ? [code] : []))).toEqual([]);
  });

  test('is a log where it says so, and gives the reason in a sentence', () => {
    for (const [, one] of all) {
      if (one.by === 'log') {
        expect(one.cases.some(({ log }) => log !== undefined)).toBe(true);
      }
      if (one.by !== 'run') {
        expect(one.why).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  test('names each case of a code but once, and where a log is from', () => {
    expect(new Set(cases.map(({ code, name }) => `${code}: ${name}`)).size).toBe(cases.length);
    expect(cases.filter(({ log }) => log !== undefined && !log.source.startsWith('https://'))).toEqual([]);
  });
});

describe('docs/how-codes-are-established.md', () => {
  test('is what the catalogue and the reproductions say', async () => {
    expect(readFileSync(pagePath, 'utf8')).toBe(await renderPage(parts, catalogue));
  });

  test('has a row for a code by each kind of evidence', async () => {
    const kettle: Diagnosis = {
      title: 'The kettle is empty',
      stage: 'tool',
      severity: 'warning',
      meaning: '',
      causes: [],
      tell: 'It weighs | nothing.',
      remedies: {},
      sources: [],
    };
    const reproduction = { name: 'no water', finds: { severity: 'warning', says: /empty/ }, result: 'passed' } as const;
    const page = await renderPage(
      {
        kitchen: {
          'kettle-empty': {
            by: 'run',
            cases: [reproduction, { ...reproduction, name: 'no tap', through: 'command line' }],
          },
          'kettle-lost': { by: 'none', why: 'Nobody looks for it.' },
          'kettle-sings': {
            by: 'log',
            why: 'It sings to itself.',
            cases: [{ ...reproduction, log: { text: 'la la', source: 'https://example.com/la' } }],
          },
        },
      },
      { 'kettle-empty': kettle, 'kettle-lost': kettle, 'kettle-sings': kettle },
    );
    const test = '[kitchen.test.ts](../__tests__/reproductions/kitchen.test.ts):';
    expect(page.split('\n').filter((line) => line.startsWith('| ['))).toEqual([
      `| [\`kettle-empty\`](diagnoses/kettle-empty.md)<br>The kettle is empty (warning) | It weighs \\| nothing. | built action<br>built command line | ${test}<br>no water<br>no tap |`,
      '| [`kettle-lost`](diagnoses/kettle-lost.md)<br>The kettle is empty (warning) | It weighs \\| nothing. | not: Nobody looks for it. |  |',
      `| [\`kettle-sings\`](diagnoses/kettle-sings.md)<br>The kettle is empty (warning) | It weighs \\| nothing. | log: It sings to itself.<br>built action, on a log | ${test}<br>no water ([source](https://example.com/la)) |`,
    ]);
    expect(page).toContain('of 3 codes 1 by a run that meets the failure, 1 by the log');
  });
});
