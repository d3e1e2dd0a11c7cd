import { describe, expect, test } from '@jest/globals';
import { summary } from '../../src/report/summary.ts';
import { gathered, placesOf, tally } from '../../src/report/tally.ts';
import { aDenial, aFinding, aReport } from './factories.ts';

const at = (line: number) => ({ file: 'template.yaml', line, endLine: line });
const denied = (line: number, more: object = {}) =>
  aFinding({ code: 'authz-identity-implicit', severity: 'error', location: at(line), ...more });
const counts = tally([aDenial()]);

describe('findings that sum up checks', () => {
  test('of one code and severity are told once, with every place', () => {
    const [only, ...more] = gathered([denied(4), denied(9), denied(4)], counts, 'Below.');
    expect(more).toEqual([]);
    expect(only?.detail).toBe('Below.');
    expect(only === undefined ? null : placesOf(only)).toEqual({
      shown: ['template.yaml:4', 'template.yaml:9'],
      more: 0,
    });
  });

  test('stay apart where the severity differs, and where they say something of their own', () => {
    const warning = denied(5, { severity: 'warning' });
    const own = [1, 2].map((line) => aFinding({ code: 'template-unreadable', severity: 'error', location: at(line) }));
    expect(
      gathered([denied(4), warning, ...own], tally([aDenial(), aDenial({ severity: 'warning' })]), ''),
    ).toHaveLength(4);
  });

  test('name eight places and count the rest', () => {
    const many = Array.from({ length: 11 }, (_, index) => denied(index + 1));
    const page = summary(aReport({ findings: many, checks: [aDenial()] }));
    expect(page).toContain('template.yaml:8');
    expect(page).not.toContain('template.yaml:9');
    expect(page).toContain('and 3 more');
  });
});
