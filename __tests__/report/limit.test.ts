import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { summary } from '../../src/report/summary.ts';
import { aCheck, aDenial, aFinding, aPolicy, aReport } from './factories.ts';

const mebibyte = 1024 * 1024;
const many = <T>(number: number, make: (index: number) => T): T[] =>
  Array.from({ length: number }, (_, index) => make(index));
const size = (report: Report, maxBytes?: number): number =>
  Buffer.byteLength(summary(report, maxBytes === undefined ? {} : { maxBytes }));

const denials = many(20_000, (index) => aDenial({ resource: `arn:aws:s3:::bucket-${index}/*` }));
const grants = many(20_000, (index) =>
  aCheck({ resource: `arn:aws:s3:::bucket-${index}/*`, target: `target ${index % 50}` }),
);
const notices = many(3000, (index) => aFinding({ severity: 'notice', detail: `notice ${index}. `.repeat(40) }));

const reports: Readonly<Record<string, Report>> = {
  denials: aReport({ result: 'failed', checks: denials }),
  'reasons of their own': aReport({
    checks: denials.map((check, index) => ({ ...check, reason: `${index} `.repeat(50) })),
  }),
  grants: aReport({ checks: grants }),
  'targets of their own': aReport({ checks: denials.map((check, index) => ({ ...check, target: `target ${index}` })) }),
  'ignored checks': aReport({ checks: denials.map((check) => ({ ...check, ignored: 'for a reason' })) }),
  'rarely needed': aReport({ checks: denials.map((check) => ({ ...check, severity: 'notice' as const })) }),
  findings: aReport({ findings: many(5000, () => aFinding()) }),
  notices: aReport({ findings: notices }),
  remedies: aReport({ findings: [aFinding({ remedies: many(10_000, (index) => `Remedy ${index} `.repeat(10)) })] }),
  limits: aReport({ notCovered: many(10_000, (index) => `Limit ${index} `.repeat(10)) }),
  'a large policy': aReport({ policy: aPolicy(...many(50_000, (index) => `s3:Action${index}`)) }),
  'long texts': aReport({
    findings: many(50, () =>
      aFinding({ title: '<'.repeat(50_000), detail: '&'.repeat(50_000), remedies: ['🪣'.repeat(50_000)] }),
    ),
    checks: many(50, () =>
      aDenial({ target: '|'.repeat(50_000), resource: '"'.repeat(50_000), why: '[`]'.repeat(50_000) }),
    ),
  }),
};

describe('a summary fits', () => {
  test.each(Object.entries(reports))('%s', (_, report) => {
    const text = summary(report);
    expect(Buffer.byteLength(text)).toBeLessThan(mebibyte);
    expect(text).toContain('<h2>');
    expect(text).toMatch(/requests?, .* ms<\/sub><\/p>\n$/);
  });

  test.each([60_000, 5000, 300])('%d bytes, as a comment may ask', (maxBytes) => {
    for (const name of ['denials', 'notices', 'remedies', 'long texts', 'a large policy']) {
      expect(size(reports[name] ?? aReport(), maxBytes)).toBeLessThanOrEqual(maxBytes);
    }
  });

  test('a report that is large in every way keeps its headline', () => {
    const report = aReport({
      result: 'failed',
      identity: null,
      findings: many(500, () => aFinding({ detail: '<'.repeat(5000) })),
      checks: denials,
      policy: aPolicy(...many(50_000, (index) => `s3:Action${index}`)),
      notCovered: many(500, () => '&'.repeat(5000)),
    });
    expect(summary(report)).toMatch(/^<h2>❌ AWS preflight failed<\/h2>/);
    expect(size(report)).toBeLessThan(mebibyte);
  });
});

describe('what is given up, in this order', () => {
  const extra = { findings: notices.slice(0, 100), checks: [...denials.slice(0, 100), ...grants.slice(0, 900)] };
  const whole = summary(aReport(extra));

  test('nothing while it fits', () => {
    expect(whole).not.toContain('left out');
    expect(whole).not.toContain('Shortened');
    expect(size(aReport(extra), Buffer.byteLength(whole))).toBe(Buffer.byteLength(whole));
  });

  test('first the allowed rows', () => {
    const text = summary(aReport(extra), { maxBytes: Buffer.byteLength(whole) - 1 });
    expect(text).toContain('Shortened to what GitHub shows, without the allowed rows. ');
    expect(text).toContain('<p>18 allowed rows left out here.</p>');
    expect(text).toContain('notice 99.');
    expect(text).toContain('bucket-99/*');
  });

  test('then the notices', () => {
    const text = summary(aReport(extra), { maxBytes: 60_000 });
    expect(text).toContain('<p>100 notices left out here.</p>');
    expect(text).not.toContain('notice 99.');
    expect(text).toContain('bucket-99/*');
  });

  test('then the ends of the tables, with a count', () => {
    const text = summary(aReport(extra), { maxBytes: 20_000 });
    const rows = text.match(/bucket-\d+/g)?.length ?? 0;
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(100);
    expect(text).toContain(`<p>… and ${100 - rows} more rows, left out here.</p>`);
  });

  test('a policy that is too long leaves its place to a pointer', () => {
    const text = summary(reports['a large policy'] ?? aReport());
    expect(text).toContain('<h3>Policy to add</h3>');
    expect(text).toContain('too long to show here');
    expect(text).not.toContain('```');
  });
});
