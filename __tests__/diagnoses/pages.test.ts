import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { differences, pagesDirectory, renderIndex, renderPage, renderPages } from '../../scripts/diagnosis-pages.ts';
import { catalogue } from '../../src/diagnoses/catalogue/index.ts';
import type { Diagnosis } from '../../src/diagnoses/diagnosis.ts';

const sample: Diagnosis = {
  title: 'The kettle is empty',
  stage: 'offline',
  severity: 'warning',
  meaning: 'There is no water in it.',
  causes: ['Somebody had tea.', 'It leaks.'],
  tell: 'It weighs too little.',
  remedies: { academy: 'Ask the educator.', any: 'Run `fill kettle`.' },
  sources: [
    { evidence: 'measured', source: 'Scales' },
    { evidence: 'unconfirmed', source: 'Hearsay' },
  ],
};

describe('renderPage', () => {
  it('puts an entry into words and order', () => {
    expect(renderPage('kettle-empty', sample)).toBe(`# The kettle is empty

Code: \`kettle-empty\`. Warning: it never fails a run by itself. A single finding can weigh less or more, and says so.

There is no water in it.

## Likely causes

1. Somebody had tea.
2. It leaks.

## How it is established

It weighs too little.

## What to do

- **In an AWS Academy Learner Lab:** Ask the educator.
- **Everywhere:** Run \`fill kettle\`.

## Sources

- Measured: Scales
- Unconfirmed: Hearsay

[All diagnoses](README.md)
`);
  });
});

describe('renderIndex', () => {
  it('groups by stage, in the order of a run', () => {
    const index = renderIndex({
      'no-power': { ...sample, stage: 'service', severity: 'error' },
      'kettle-empty': sample,
    });
    const lines = index.split('\n').filter((line) => /^(##|-) /.test(line));
    expect(lines).toEqual([
      '## Seen without asking AWS',
      '- [`kettle-empty`](kettle-empty.md): The kettle is empty (warning)',
      '## The service and the account',
      '- [`no-power`](no-power.md): The kettle is empty (error)',
    ]);
  });

  it('lists every diagnosis once', () => {
    const linked = [...renderIndex(catalogue).matchAll(/\]\((.+)\.md\)/g)].map((match) => match[1]);
    expect(linked).toHaveLength(Object.keys(catalogue).length);
    expect(new Set(linked)).toEqual(new Set(Object.keys(catalogue)));
  });
});

describe('docs/diagnoses', () => {
  const pages = renderPages(catalogue);

  it('has a page for each code, and no page without one', () => {
    const expected = [...Object.keys(catalogue).map((code) => `${code}.md`), 'README.md'].sort();
    expect(readdirSync(pagesDirectory).sort()).toEqual(expected);
  });

  it.each([...pages])('%s is what the catalogue says', (name, content) => {
    expect(readFileSync(join(pagesDirectory, name), 'utf8')).toBe(content);
  });
});

describe('differences', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pages-'));
  });

  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('names what is missing, what differs and what has no code', () => {
    writeFileSync(join(directory, 'same.md'), 'a');
    writeFileSync(join(directory, 'changed.md'), 'old');
    writeFileSync(join(directory, 'left-over.md'), 'c');
    const pages = new Map([
      ['same.md', 'a'],
      ['changed.md', 'new'],
      ['missing.md', 'd'],
    ]);
    expect([...differences(pages, directory)].sort()).toEqual(['changed.md', 'left-over.md', 'missing.md']);
  });
});
