import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import type { TemplateContext } from '../../src/templates/template-reading.ts';
import type { TerraformSource } from '../../src/templates/terraform-sources.ts';
import { planFile, readPlan } from './terraform-support.ts';

interface Row {
  readonly action: string;
  readonly resource: string;
  readonly severity: string;
  readonly principal?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly guessed?: readonly string[];
  readonly location?: { readonly file: string; readonly line: number; readonly endLine: number };
}

interface Case {
  readonly rule: string;
  readonly context?: Partial<TemplateContext>;
  readonly sources?: readonly TerraformSource[];
  readonly plan: unknown;
  readonly expect: {
    readonly requirements: readonly Row[];
    /** The requirements are all there are. */
    readonly complete?: boolean;
    /** Actions that nothing needs. */
    readonly absent?: readonly string[];
    /** All resources that there are rows for, but `*`. */
    readonly resources?: readonly string[];
    /** Resources that there is no row for. */
    readonly missing?: readonly string[];
    readonly severities?: readonly string[];
    readonly uncovered?: readonly string[];
    /** How some of the notes begin. */
    readonly notes?: readonly string[];
  };
}

const folder = '__tests__/templates/terraform-cases';
const cases = readdirSync(folder).map((name) => ({
  name,
  ...(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Case),
}));

describe('a plan', () => {
  test.each(cases)('$name: $rule', (one) => {
    const { expect: expected } = one;
    const found = readPlan(one.plan, one.context, one.sources);
    expect(found.observations).toEqual([]);
    const rows = found.requirements;
    for (const row of expected.requirements) {
      expect(rows).toContainEqual(expect.objectContaining(row));
    }
    const actions = new Set(rows.map(({ action }) => action));
    if (expected.complete === true) {
      expect([...actions].sort()).toEqual([...new Set(expected.requirements.map(({ action }) => action))].sort());
      expect(rows).toHaveLength(expected.requirements.length);
    }
    expect((expected.absent ?? []).filter((action) => actions.has(action))).toEqual([]);
    const resources = new Set(rows.map(({ resource }) => resource).filter((resource) => resource !== '*'));
    if (expected.resources !== undefined) {
      expect([...resources].sort()).toEqual([...expected.resources].sort());
    }
    expect((expected.missing ?? []).filter((resource) => resources.has(resource))).toEqual([]);
    if (expected.severities !== undefined) {
      expect([...new Set(rows.map(({ severity }) => severity))].sort()).toEqual(expected.severities);
    }
    if (expected.uncovered !== undefined) {
      expect(found.uncovered.map(({ type }) => type)).toEqual(expected.uncovered);
    }
    for (const note of expected.notes ?? []) {
      expect(found.notes).toContainEqual(expect.stringContaining(`${planFile}: ${note}`));
    }
  });

  it('has a case of every action', () => {
    const seen = new Set(JSON.stringify(cases).match(/"actions":\[[^\]]*\]/g));
    expect(seen.size).toBeGreaterThanOrEqual(9);
  });
});
