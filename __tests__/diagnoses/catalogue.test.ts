import { describe, expect, it } from '@jest/globals';
import { catalogue, parts, type DiagnosisCode } from '../../src/diagnoses/catalogue/index.ts';
import type { Diagnosis } from '../../src/diagnoses/diagnosis.ts';

const entries = Object.entries(catalogue) as [DiagnosisCode, Diagnosis][];

/** Every text of an entry that a person reads. */
function texts(diagnosis: Diagnosis): readonly string[] {
  return [
    diagnosis.title,
    diagnosis.meaning,
    diagnosis.tell,
    ...diagnosis.causes,
    ...Object.values(diagnosis.remedies),
    ...diagnosis.sources.map(({ source }) => source),
  ];
}

/** What a renderer takes for Markdown or HTML: everything outside of code spans. */
function prose(text: string): string {
  return text
    .split('`')
    .filter((_, index) => index % 2 === 0)
    .join(' ');
}

describe('the catalogue', () => {
  it('has no code in two of its parts', () => {
    const codes = parts.flatMap((part) => Object.keys(part));
    expect(codes).toHaveLength(new Set(codes).size);
    expect(new Set(codes)).toEqual(new Set(Object.keys(catalogue)));
  });

  it('spells codes in lower case with dashes', () => {
    expect(entries.map(([code]) => code).filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });

  it('gives no two codes the same title', () => {
    expect(new Set(entries.map(([, { title }]) => title)).size).toBe(entries.length);
  });

  describe.each(entries)('%s', (_code, diagnosis) => {
    it('has a short title without a full stop', () => {
      expect(diagnosis.title).toMatch(/^[A-Z`].{4,79}$/);
      expect(diagnosis.title).not.toMatch(/[.!:\n]$/);
    });

    it('has a meaning, a cause, a way to tell, a remedy and a source', () => {
      expect(texts(diagnosis).filter((text) => text.trim() === '' || text !== text.trim())).toEqual([]);
      expect(diagnosis.causes.length).toBeGreaterThan(0);
      expect(Object.keys(diagnosis.remedies).length).toBeGreaterThan(0);
      expect(diagnosis.sources.length).toBeGreaterThan(0);
    });

    it('writes in sentences, each on one line, with closed code spans and no stray markup', () => {
      const sentences = [diagnosis.meaning, diagnosis.tell, ...diagnosis.causes, ...Object.values(diagnosis.remedies)];
      expect(sentences.filter((text) => !/[.`]$/.test(text))).toEqual([]);
      expect(texts(diagnosis).filter((text) => /[\r\n\t]/.test(text))).toEqual([]);
      expect(texts(diagnosis).filter((text) => text.split('`').length % 2 === 0)).toEqual([]);
      expect(texts(diagnosis).filter((text) => /[<>*[\]|\\]/.test(prose(text)))).toEqual([]);
    });

    it('stands on more than an unconfirmed fact when it is an error', () => {
      const confirmed = diagnosis.sources.filter(({ evidence }) => evidence !== 'unconfirmed');
      expect(diagnosis.severity === 'error' && confirmed.length === 0).toBe(false);
    });

    it('shows nothing that looks like a key', () => {
      const all = texts(diagnosis).join('\n');
      expect(all).not.toMatch(/(AKIA|ASIA|AIDA|AROA)[A-Z0-9]{8}/);
      expect(all).not.toMatch(/[A-Za-z0-9/+]{40}/);
      expect(all).not.toMatch(/\d{12}/);
    });
  });

  it('weighs what could only not be asked as a warning', () => {
    const codes: readonly DiagnosisCode[] = [
      'net-dns',
      'net-refused-timeout',
      'net-proxy',
      'net-tls',
      'net-empty-identity',
      'throttled',
      'time-budget-used',
      'aws-error-unknown',
      'academy-region',
      'oidc-idp-unreachable',
      'simulation-not-permitted',
      'permissions-uncertain',
    ];
    expect(codes.filter((code) => catalogue[code].severity !== 'warning')).toEqual([]);
  });
});
