import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { type CdkAssembly, type CdkContext, readCdkAssembly } from '../../src/templates/cdk-assembly.ts';
import { type TemplateKind, kindOf } from '../../src/templates/read-any.ts';

interface Case {
  readonly rule: string;
  /** By path in cdk.out. */
  readonly files: Readonly<Record<string, unknown>>;
  readonly context?: Partial<CdkContext>;
  readonly expect: {
    readonly requirements: readonly object[];
    readonly complete?: boolean;
    readonly absent?: readonly object[];
    readonly templates?: readonly { readonly parameters?: readonly (readonly [string, string])[] }[];
    readonly severities?: readonly string[];
    /** How many there are. */
    readonly notes?: number;
  };
}

const context: CdkContext = {
  place: { partition: 'aws', region: 'eu-west-1', accountId: '111122223333' },
  stackName: null,
  principal: 'caller',
  target: 'cdk',
  certain: true,
};

function read(files: Readonly<Record<string, unknown>>, more: Partial<CdkContext> = {}): CdkAssembly {
  const texts = new Map(
    Object.entries(files).map(([path, value]) => [`cdk.out/${path}`, JSON.stringify(value, null, 2)]),
  );
  const manifest = texts.get('cdk.out/manifest.json') ?? '';
  return readCdkAssembly(manifest, 'cdk.out/manifest.json', { ...context, ...more }, (path) => texts.get(path) ?? null);
}

const folder = '__tests__/templates/cdk-cases';
const cases = readdirSync(folder).map((name) => ({
  name,
  ...(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Case),
}));

describe('a cloud assembly', () => {
  test.each(cases)('$name: $rule', (one) => {
    const { expect: expected } = one;
    const found = read(one.files, one.context);
    expect(found.observations).toEqual([]);
    for (const row of expected.requirements) {
      expect(found.requirements).toContainEqual(expect.objectContaining(row));
    }
    if (expected.complete === true) {
      expect(found.requirements).toHaveLength(expected.requirements.length);
    }
    for (const row of expected.absent ?? []) {
      expect(found.requirements).not.toContainEqual(expect.objectContaining(row));
    }
    if (expected.templates !== undefined) {
      const templates = found.templates.map((template) => ({ ...template, parameters: [...template.parameters] }));
      expect(templates).toHaveLength(expected.templates.length);
      expect(templates).toMatchObject(expected.templates);
    }
    if (expected.severities !== undefined) {
      expect([...new Set(found.requirements.map(({ severity }) => severity))].sort()).toEqual(expected.severities);
    }
    if (expected.notes !== undefined) {
      expect(found.notes).toHaveLength(expected.notes);
    }
  });

  it('shows each requirement at the line of its stack', () => {
    const [one] = cases.filter(({ name }) => name === 'several-stacks.json');
    const lines = JSON.stringify(one?.files['manifest.json'], null, 2).split('\n');
    const found = read(one?.files ?? {});
    expect(found.requirements.length).toBeGreaterThan(0);
    for (const { location } of found.requirements) {
      expect(lines[(location?.line ?? 0) - 1]).toMatch(/"(?:Net|App|Spare)": \{/);
    }
  });

  it('is certain of nothing when the job may not deploy it', () => {
    const found = cases.flatMap(({ files }) => read(files, { certain: false }).requirements);
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each([
    ['nothing', '', 1],
    ['no JSON', 'artifacts:\n  x: 1', 1],
    ['a cut file', '{"version":"44.0.0",\n"artifacts":{\n"x":', 3],
    ['other JSON', '{"name":"x","icons":[]}', 1],
    ['a list', '[]', 1],
  ])('that is %s is told, with what to run', (_, text, line) => {
    const found = readCdkAssembly(text, 'cdk.out/manifest.json', context, () => null);
    expect(found.observations).toMatchObject([{ code: 'template-unreadable', location: { line } }]);
    expect(found.observations[0]?.detail).toContain('cdk synth');
    expect(found.requirements).toEqual([]);
  });

  it('that holds itself as a stage ends', () => {
    const manifest = {
      artifacts: { 'assembly-X': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-X' } } },
    };
    const text = JSON.stringify(manifest);
    const asked: string[] = [];
    const found = readCdkAssembly(text, 'cdk.out/manifest.json', context, (path) => {
      asked.push(path);
      return text;
    });
    expect(found.notes).toHaveLength(1);
    expect(asked.length).toBeLessThan(10);
  });

  it('leads to no file outside its folder', () => {
    const paths = ['../secret', '/etc/passwd', 'a/../../b', '..', 'C:\\x', 'a\\..\\..\\b', 'x\u0000', ''];
    const asked: string[] = [];
    for (const path of paths) {
      const manifest = {
        artifacts: {
          s: { type: 'aws:cloudformation:stack', properties: { templateFile: path }, dependencies: ['s.assets'] },
          's.assets': { type: 'cdk:asset-manifest', properties: { file: path } },
          t: { type: 'cdk:cloud-assembly', properties: { directoryName: path } },
        },
      };
      const found = readCdkAssembly(JSON.stringify(manifest), 'cdk.out/manifest.json', context, (one) => {
        asked.push(one);
        return null;
      });
      expect(found.templates.map(({ file }) => file)).toEqual([]);
    }
    expect(asked.filter((path) => path !== 'cdk.out//manifest.json')).toEqual([]);
  });

  test('of any content is read without failing, and every row can be asked', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const some = fc.constantFrom(...cases.map(({ files }) => files));
    fc.assert(
      fc.property(some, fc.array(fc.nat(30), { maxLength: 7 }), json, fc.boolean(), (files, picks, value, inAssets) => {
        const key = Object.keys(files).find((name) => name.endsWith('.assets.json') === inAssets) ?? 'manifest.json';
        const found = read({ ...files, [key]: mutate(files[key], picks, value) });
        for (const { resource } of found.requirements) {
          expect(resource).toMatch(/^(?:\*|arn:aws[a-z-]*:[a-z0-9]+:[a-z0-9-]*:\d*:\S+)$/);
        }
        for (const { file } of found.templates) {
          expect(file).toMatch(/^cdk\.out\//);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Puts a value in the place of some part of another. */
function mutate(value: unknown, picks: readonly number[], replacement: unknown): unknown {
  const [pick, ...rest] = picks;
  if (pick === undefined || typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return replacement;
  }
  const entries = Object.entries(value);
  const at = pick % entries.length;
  const changed = entries.map(
    ([key, part], index) => [key, index === at ? mutate(part, rest, replacement) : (part as unknown)] as const,
  );
  return Array.isArray(value) ? changed.map(([, part]) => part) : Object.fromEntries(changed);
}

const kinds: readonly (readonly [what: string, file: string, text: string, kind: TemplateKind])[] = [
  [
    'a plan',
    'plan.json',
    '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{}}',
    'terraform-plan',
  ],
  ['a formatted plan', 'x.json', '{\n  "format_version": "1.2",\n  "resource_changes": []\n}', 'terraform-plan'],
  ['a plan with a byte order mark', 'x.json', '\uFEFF{"format_version":"1.2"}', 'terraform-plan'],
  ['a plan that deploys a template', 'x.json', '{"format_version":"1.2","x":"{\\"Resources\\":1}"}', 'terraform-plan'],
  ['a state file', 'terraform.tfstate', '{"version":4,"terraform_version":"1.11.4"}', 'terraform-plan'],
  ['a saved plan', 'out', 'PK\u0003\u0004', 'terraform-plan'],
  ['a plan in UTF-16', 'tfplan.json', '\uFFFD\uFFFD{\u0000', 'terraform-plan'],
  ['events of a plan', 'log.json', '{"@level":"info","@message":"Terraform 1.11.4"}', 'terraform-plan'],
  ['an empty file that is named as a plan', 'plan.json', '', 'terraform-plan'],
  ['an assembly', 'cdk.out/manifest.json', '{"version":"44.0.0","artifacts":{}}', 'cdk-manifest'],
  ['the manifest of a web app', 'public/manifest.json', '{"name":"x","icons":[]}', 'unknown'],
  ['a template of an assembly', 'cdk.out/Shop.template.json', '{"Resources":{}}', 'template'],
  [
    'a template with long parameters',
    'x.json',
    `{"Parameters":{"A":"${'x'.repeat(100_000)}"},"Resources":{}}`,
    'template',
  ],
  ['a template in YAML', 'template.yaml', '# a comment\nAWSTemplateFormatVersion: 2010-09-09\n', 'template'],
  ['a template with quoted keys', 't.yml', '"Resources":\n  A: {}\n', 'template'],
  ['serverless.yml', 'serverless.yml', 'service: x\nresources:\n  Resources:\n    A: {}\n', 'unknown'],
  ['nothing', 'x.yml', '', 'unknown'],
  ['a picture', 'x.png', '\u0089PNG\u0000', 'unknown'],
];

test.each(kinds)('%s (%s) is known', (_, file, text, kind) => {
  expect(kindOf(text, file)).toBe(kind);
});

test('any file has a kind, at once', () => {
  const long = [' '.repeat(1_000_000), '{'.repeat(1_000_000), '"Resources"'.repeat(100_000), '\n'.repeat(1_000_000)];
  const started = process.cpuUsage();
  expect(long.map((text) => kindOf(text, 'x'))).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
  fc.assert(fc.property(fc.string(), fc.string(), (text, file) => typeof kindOf(text, file) === 'string'));
});
