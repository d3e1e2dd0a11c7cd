import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { planFile, readPlan, readText } from './terraform-support.ts';

const folder = '__tests__/templates/terraform-cases';
const plans = readdirSync(folder).map(
  (name) => (JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as { readonly plan: object }).plan,
);
const [somePlan = {}] = plans;

const wrongFiles: readonly (readonly [what: string, text: string, says: string, line: number])[] = [
  ['nothing', '', 'The file is empty', 1],
  ['blanks', ' \n\t\n', 'The file is empty', 1],
  ['a saved plan', 'PK\u0003\u0004\u0014\u0000\b\u0000tfplan', 'only the Terraform that wrote it reads', 1],
  ['UTF-16 of PowerShell', '\uFFFD\uFFFD{\u0000"\u0000f\u0000o\u0000', 'UTF-16', 1],
  [
    'events of terraform plan -json',
    '{"@level":"info","@message":"Terraform 1.11.4","@module":"terraform.ui"}\n{"@level":"info"}\n',
    'events of terraform plan -json',
    1,
  ],
  ['the text of terraform plan', '\nTerraform used the selected providers to generate\n', 'The file is not JSON', 1],
  [
    'a state file',
    '{"version":4,"terraform_version":"1.11.4","serial":5,"lineage":"x","resources":[]}',
    'the state',
    1,
  ],
  [
    'the state as terraform show -json prints it',
    '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}',
    'the state',
    1,
  ],
  ['a plan of an older Terraform', '{"format_version":"0.2","resource_changes":[]}', 'version of the plan is 0.2', 1],
  ['a plan of a newer Terraform', '{"format_version":"2.0","resource_changes":[]}', 'version of the plan is 2.0', 1],
  ['a version that is no text', '{"format_version":1.2,"resource_changes":[]}', 'of an unknown form', 1],
  ['changes that are no list', '{"format_version":"1.2","resource_changes":{}}', 'are no list', 1],
  ['some other JSON', '{"Resources":{}}', 'no plan of Terraform', 1],
  ['a list', '[{"format_version":"1.2"}]', 'no plan of Terraform', 1],
  ['a cut file', '{"format_version":"1.2",\n"resource_changes":[\n{"address":"x', 'not valid JSON', 3],
];

describe('a file that is no plan', () => {
  test.each(wrongFiles)('%s is told, with what to run', (_, text, says, line) => {
    const found = readText(text);
    const [observation] = found.observations;
    expect(observation).toMatchObject({
      code: 'template-unreadable',
      location: { file: planFile, line, endLine: line },
    });
    expect(observation?.detail).toContain(says);
    expect(found.requirements).toEqual([]);
  });

  it('is told what to run', () => {
    const advised = wrongFiles.filter(([, text]) => readText(text).observations[0]?.detail.includes('terraform show'));
    expect(advised.length).toBeGreaterThanOrEqual(10);
  });

  it('may begin with a byte order mark', () => {
    const found = readText(`\uFEFF${JSON.stringify(somePlan)}`);
    expect(found.observations).toEqual([]);
    expect(found.requirements.length).toBeGreaterThan(0);
  });
});

describe('lines', () => {
  it('are those of a formatted plan', () => {
    const text = JSON.stringify(plans.at(-2), null, 2);
    const lines = readText(text).requirements.map(({ location }) => location?.line ?? 0);
    const written = text.split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines.filter((one) => one > 1)) {
      expect(written[line - 1]?.trim()).toBe('{');
      expect(written[line]).toContain('"address"');
    }
    expect(new Set(lines).size).toBeGreaterThan(0);
  });

  it('count braces in texts as text', () => {
    const topic = (name: string) => ({
      address: `aws_sns_topic.${name}`,
      mode: 'managed',
      type: 'aws_sns_topic',
      name,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions: ['create'],
        before: null,
        after: { name: `}]{\\"${name}\\\\`, note: '"resource_changes":[{' },
      },
    });
    const plan = { 'resource_changes ': '[{', format_version: '1.2', resource_changes: [topic('a'), topic('b')] };
    const text = JSON.stringify(plan, null, 1);
    const lines = readText(text).requirements.map(({ location }) => location?.line ?? 0);
    const wanted = text.split('\n').flatMap((line, index) => (line.includes('"address"') ? [index] : []));
    expect([...new Set(lines)]).toEqual(wanted);
  });
});

const arbitraryJson = fc.jsonValue({ maxDepth: 4 });

/** Puts a value in the place of some part of a plan. */
function mutate(value: unknown, picks: readonly number[], replacement: unknown): unknown {
  const [pick, ...rest] = picks;
  if (pick === undefined || typeof value !== 'object' || value === null) {
    return replacement;
  }
  const keys = Object.keys(value);
  const key = keys[pick % Math.max(keys.length, 1)];
  if (key === undefined) {
    return replacement;
  }
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  Object.defineProperty(copy, key, {
    value: mutate((value as Record<string, unknown>)[key], rest, replacement),
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

describe('whatever a plan holds', () => {
  test('it is read without failing, and every row is one that can be asked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...plans),
        fc.array(fc.nat(40), { maxLength: 9 }),
        arbitraryJson,
        (plan, picks, replacement) => {
          const found = readPlan(mutate(plan, picks, replacement));
          for (const { resource, severity, guessed, location } of found.requirements) {
            expect(resource === '*' || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(resource)).toBe(true);
            expect(guessed.length === 0 || severity !== 'error').toBe(true);
            expect(location?.line).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('any text is read without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readText(text).requirements).toEqual([]);
        expect(readText(`{"format_version":"1.2","resource_changes":[${text}`).requirements).toEqual([]);
      }),
    );
  });

  it('takes no harm from keys such as __proto__', () => {
    const entry =
      '{"address":"aws_sns_topic.a","mode":"managed","type":"aws_sns_topic","name":"__proto__","__proto__":{"x":1},"provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,"after":{"__proto__":{"name":"b"},"constructor":"c"},"after_unknown":{"__proto__":true}}}';
    const found = readText(
      `{"format_version":"1.2","resource_changes":[${entry}],"configuration":{"provider_config":{"__proto__":{}},"root_module":{"module_calls":{"__proto__":{"source":"x"}}}}}`,
    );
    expect(found.requirements.length).toBeGreaterThan(0);
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });

  it('follows no circle of modules for ever', () => {
    const call = {
      source: './m',
      expressions: { v: { references: ['module.m.out', 'module.m'] } },
      module: {
        outputs: { out: { expression: { references: ['var.v'] } } },
        resources: [
          {
            mode: 'managed',
            type: 'aws_s3_bucket_policy',
            name: 'p',
            provider_config_key: 'aws',
            expressions: { bucket: { references: ['var.v'] } },
          },
        ],
      },
    };
    const found = readPlan({
      format_version: '1.2',
      resource_changes: [
        {
          address: 'module.m.aws_s3_bucket_policy.p',
          module_address: 'module.m',
          mode: 'managed',
          type: 'aws_s3_bucket_policy',
          name: 'p',
          provider_name: 'registry.terraform.io/hashicorp/aws',
          change: { actions: ['create'], before: null, after: {}, after_unknown: { bucket: true } },
        },
      ],
      configuration: { root_module: { module_calls: { m: call } } },
    });
    expect(found.requirements.map(({ resource }) => resource)).toContain('arn:aws:s3:::*');
  });
});

describe('size', () => {
  const name = 'orders';
  const change = (index: number) => ({
    address: `module.shop["eu"].aws_lambda_function.f[${index}]`,
    module_address: 'module.shop["eu"]',
    mode: 'managed',
    type: 'aws_lambda_function',
    name: 'f',
    index,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions: ['update'],
      before: { function_name: `${name}-${index}`, timeout: 3, tags_all: { a: 'b' } },
      after: { function_name: `${name}-${index}`, timeout: 5, tags_all: { a: 'b' } },
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
    },
  });

  test('five thousand changes take no more than moments', () => {
    readPlan(somePlan);
    const text = JSON.stringify({
      format_version: '1.2',
      resource_changes: Array.from({ length: 5000 }, (_, i) => change(i)),
    });
    const started = process.cpuUsage();
    const found = readText(text);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(4000);
    expect(found.requirements.length).toBeGreaterThan(10_000);
  });

  test.each([
    ['nesting', `{"format_version":"1.2","resource_changes":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['line breaks', `{"format_version":"1.2",${'\n'.repeat(1_000_000)}"resource_changes":[]}`],
    ['brackets that close nothing', '{'.repeat(1_000_000)],
    ['quotes and backslashes', `{"format_version":"1.2","x":"${'\\\\'.repeat(500_000)}",\n"resource_changes":[{}]}`],
  ])('a mebibyte of %s is read at once', (_, text) => {
    const started = process.cpuUsage();
    readText(text);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
  });

  it('shows a long address in one line, and cuts it', () => {
    const long = { ...change(0), address: `aws_lambda_function.f["${'a\n'.repeat(5000)}"]` };
    const found = readPlan({ format_version: '1.2', resource_changes: [long] });
    for (const { why } of found.requirements) {
      expect(why.length).toBeLessThan(400);
      expect(why).not.toContain('\n');
    }
  });

  test('values that are nested deeply are compared without failing', () => {
    const deep = (leaf: string) => JSON.parse(`${'[['.repeat(5000)}"${leaf}"${']]'.repeat(5000)}`) as unknown;
    const base = change(0);
    const nested = {
      ...base,
      change: {
        ...base.change,
        before: { ...base.change.before, layers: deep('a') },
        after: { ...base.change.after, layers: deep('b') },
        after_unknown: { layers: deep('c') },
      },
    };
    const text = `{"format_version":"1.2","resource_changes":[${stringify(nested)}]}`;
    expect(readText(text).requirements.length).toBeGreaterThan(0);
  });
});

/** JSON.stringify itself fails on values that are nested so deeply. */
function stringify(value: unknown): string {
  if (Array.isArray(value) && value.length === 1) {
    let depth = 0;
    let at: unknown = value;
    while (Array.isArray(at) && at.length === 1) {
      depth += 1;
      at = (at as readonly unknown[])[0];
    }
    return `${'['.repeat(depth)}${JSON.stringify(at)}${']'.repeat(depth)}`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return `{${Object.entries(value)
      .map(([key, part]) => `${JSON.stringify(key)}:${stringify(part)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}
