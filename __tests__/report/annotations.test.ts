import { describe, expect, test } from '@jest/globals';
import { annotations } from '../../src/report/annotations.ts';
import { aFinding, aReport } from './factories.ts';
import { visible } from './hostile.ts';

describe('annotations', () => {
  test('come by severity, then as found', () => {
    const findings = (['notice', 'error', 'warning', 'error'] as const).map((severity, index) =>
      aFinding({ severity, title: `title ${index}` }),
    );
    const all = annotations(aReport({ findings }));
    expect(all.map(({ level, title }) => `${level} ${title}`)).toEqual([
      'error title 1',
      'error title 3',
      'warning title 2',
      'notice title 0',
    ]);
  });

  test('say what was seen, what to do first and where to read on', () => {
    const finding = aFinding({
      detail: 'Seen.',
      remedies: ['Do this.', 'Or that.'],
      docs: 'https://docs.example/x.md',
    });
    const [annotation] = annotations(aReport({ findings: [finding] }));
    expect(annotation).toEqual({
      level: 'error',
      title: 'Temporary credentials have expired',
      message: 'Seen.\nWhat to do: Do this.\nhttps://docs.example/x.md',
    });
  });

  test('carry the place in the workspace', () => {
    const finding = aFinding({ location: { file: 'deploy.yml', line: 3, endLine: 5 } });
    expect(annotations(aReport({ findings: [finding] }))).toMatchObject([
      { file: 'deploy.yml', startLine: 3, endLine: 5 },
    ]);
  });

  test('a finding without remedies or page has its detail alone', () => {
    const finding = aFinding({ detail: 'Seen.', remedies: [], docs: '' });
    expect(annotations(aReport({ findings: [finding] }))).toMatchObject([{ message: 'Seen.' }]);
  });

  test.each([
    [10, null],
    [11, 'And 1 more error; see the job summary.'],
    [1234, 'And 1,224 more errors; see the job summary.'],
  ])('of %d errors ten are shown, and the tenth tells how many are not', (number, ending) => {
    const findings = Array.from({ length: number }, () => aFinding());
    const all = annotations(aReport({ findings: [...findings, aFinding({ severity: 'warning' })] }));
    const errors = all.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(10);
    expect(all).toHaveLength(11);
    expect(errors.slice(0, 9).some(({ message }) => message.includes('job summary'))).toBe(false);
    expect(errors[9]?.message.endsWith(ending ?? '.md')).toBe(true);
  });

  test.each([
    ['sentences', 'This is a sentence about AWS. '.repeat(400), /^(?:This is a sentence about AWS\. )+…\n/],
    ['words', 'word '.repeat(2000), /^(?:word )+…\n/],
    ['one long word', 'x'.repeat(9000), /^x+…\n/],
    ['pairs of surrogates', '🪣'.repeat(5000), /^(?:🪣)+…\n/u],
  ])('a long detail of %s is cut there, and what to do and the address stay', (_, detail, cut) => {
    const findings = Array.from({ length: 12 }, () => aFinding({ detail, remedies: ['Do this. '.repeat(1000)] }));
    for (const { message } of annotations(aReport({ findings }))) {
      expect(message.length).toBeLessThan(4096);
      expect(message).toMatch(cut);
      expect(message).toContain('\nWhat to do: Do this. ');
      expect(message).toContain('/auth-token-expired.md');
    }
  });

  test('hold no character that a terminal obeys or a reader does not see', () => {
    const hostile = 'a\u001B[31mb\u202Ec\u0000d\r\ne\u2028f\uD800';
    const finding = aFinding({ title: hostile, detail: hostile, remedies: [hostile], docs: hostile });
    const [annotation] = annotations(aReport({ findings: [finding] }));
    expect(annotation?.title).toBe('a�b�c�d�e�f�');
    expect(annotation?.message).toMatch(visible);
  });
});
