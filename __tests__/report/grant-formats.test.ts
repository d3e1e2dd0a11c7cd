import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, parseDocument } from 'yaml';
import type { GrantPolicy, GrantStatement } from '../../src/authorization/policy.ts';
import { formatFor, policyFormats, type PolicyFormat } from '../../src/report/grant-formats/format.ts';
import { hclString } from '../../src/report/grant-formats/hcl-string.ts';
import type { Placement } from '../../src/report/grant-formats/placement.ts';
import { renderGrant } from '../../src/report/grant-formats/render.ts';
import { readHcl, type HclBlock } from './grant-hcl.ts';
import { hostile, visible } from './hostile.ts';

const passRole: GrantPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Deploy',
      Effect: 'Allow',
      Action: ['lambda:GetFunction', 'lambda:UpdateFunctionCode'],
      Resource: 'arn:aws:lambda:eu-central-1:123456789012:function:orders',
    },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: 'arn:aws:iam::123456789012:role/exec',
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
  ],
};

/** Every character that one of the languages takes for something else, on its own and in bad company. */
const names = [
  '"; } resource "x" "y" {',
  "it's",
  'back\\slash \\n \\u0041 \\"',
  'line\nbreak\r\ttab',
  '${x} $${x} $$${x} $%{x} %${x} ${*} $',
  '%{x} %%{x} %%%{if true}y%{endif} %',
  'null \u0000 bell \u0007 escape \u001B[31m delete \u007F next \u0085',
  'zero\u200Bwidth \u202Eright to left \uFEFF \u2028 \u2029 \u00AD \u{E0041}',
  'Größe 東京 🚀',
  '---',
  '- item: {a: [b]} # no comment',
  '&anchor *alias !tag |block >folded @at `tick` ```',
  'yes',
  '0123',
  '2012-10-17',
  '',
  ' blanks ',
  '##[error] ::error::',
  '<<EOT\nEOT',
  '/* */ // #',
];
const hostilePolicy: GrantPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: names,
      Condition: { StringLike: { 'iam:PassedToService': names.slice(0, 6), 'a: "b" \u202E': 'x' } },
    },
  ],
};

const role: Placement = { kind: 'inline', principal: { kind: 'role', name: 'deploy-shop' } };
const user: Placement = { kind: 'inline', principal: { kind: 'user', name: 'ci' } };
const nobody: Placement = { kind: 'inline', principal: null };

describe('golden texts', () => {
  test.each<[string, GrantPolicy, PolicyFormat, Placement]>([
    ['role.tf', passRole, 'terraform', role],
    ['managed.tf', passRole, 'terraform', { ...role, kind: 'managed' }],
    ['hostile.tf', hostilePolicy, 'terraform', nobody],
    ['role.yml', passRole, 'cloudformation', role],
    ['managed.yml', passRole, 'cloudformation', { ...user, kind: 'managed' }],
    ['hostile.yml', hostilePolicy, 'cloudformation', nobody],
    ['hostile.json', hostilePolicy, 'json', role],
  ])('%s', (file, policy, format, placement) => {
    const golden = readFileSync(new URL(`./grant-golden/${file}.txt`, import.meta.url), 'utf8');
    expect(`${renderGrant(policy, format, placement)}\n`).toBe(golden);
  });
});

/** With every list as a list, and half characters as what stands for them: IAM knows neither difference. */
function plainly({ Statement }: GrantPolicy): unknown {
  const whole = (text: string): string => text.replace(/\p{Cs}/gu, '\uFFFD');
  const list = (values: string | readonly string[]): readonly string[] => [values].flat().map(whole);
  return Statement.map(({ Sid = null, Effect, Action, Resource, Condition = {} }) => ({
    sid: Sid === null ? null : whole(Sid),
    effect: Effect,
    actions: list(Action),
    resources: list(Resource),
    conditions: Object.entries(Condition).flatMap(([test, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ test: whole(test), key: whole(key), values: list(values) })),
    ),
  }));
}

/** What the provider makes of a data source, its `&{` included. */
function fromHcl(text: string): unknown {
  const provider = (values: unknown): unknown => (values as string[]).map((value) => value.replaceAll('&{', '${'));
  const data = readHcl(text).find(({ kind }) => kind === 'data');
  return data?.blocks.map(({ values, blocks }) => ({
    sid: values.get('sid') ?? null,
    effect: values.get('effect'),
    actions: values.get('actions'),
    resources: provider(values.get('resources')),
    conditions: blocks.map((condition: HclBlock) => ({
      test: condition.values.get('test'),
      key: condition.values.get('variable'),
      values: provider(condition.values.get('values')),
    })),
  }));
}

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
}

function fromYaml(text: string, version: '1.1' | '1.2'): unknown {
  const document = parseDocument(text, { version, strict: true });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  const [resource] = Object.values((document.toJS() as Template).Resources);
  return plainly(resource?.Properties['PolicyDocument'] as GrantPolicy);
}

const text = fc.oneof({ weight: 2, arbitrary: hostile }, fc.constantFrom(...names, '&{x}', '{{resolve:ssm:/x}}'));
const texts = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }));
const policies = fc
  .array(
    fc.record<GrantStatement>(
      {
        Sid: text,
        Effect: fc.constant('Allow'),
        Action: texts,
        Resource: texts,
        Condition: fc.dictionary(text, fc.dictionary(text, texts, { minKeys: 1, maxKeys: 2 }), {
          minKeys: 1,
          maxKeys: 2,
        }),
      },
      { requiredKeys: ['Effect', 'Action', 'Resource'] },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((Statement): GrantPolicy => ({ Version: '2012-10-17', Statement }));
const placements = fc.constantFrom(role, user, nobody, { ...role, kind: 'managed' as const });

describe('whatever the policy holds', () => {
  test('Terraform reads the same policy', () => {
    fc.assert(
      fc.property(policies, placements, (policy, placement) => {
        fc.pre(formatFor(policy, 'terraform') === 'terraform');
        expect(fromHcl(renderGrant(policy, 'terraform', placement))).toEqual(plainly(policy));
      }),
      { numRuns: 500 },
    );
  });

  test.each(['1.1', '1.2'] as const)('a reader of YAML %s reads the same policy', (version) => {
    fc.assert(
      fc.property(policies, placements, (policy, placement) => {
        expect(fromYaml(renderGrant(policy, 'cloudformation', placement), version)).toEqual(plainly(policy));
      }),
      { numRuns: 300 },
    );
  });

  test.each(policyFormats)('%s holds nothing invisible and no command to the runner', (format) => {
    fc.assert(
      fc.property(policies, placements, (policy, placement) => {
        const written = renderGrant(policy, format, placement);
        expect(written).toMatch(visible);
        expect(written).not.toMatch(/^\s*::|##\[/m);
      }),
      { numRuns: 300 },
    );
  });

  test('a reader that is as strict as this one is finds what is wrong', () => {
    const data = (inside: string): string => `data "a" "b" {\n  sid = ${inside}\n}`;
    expect(readHcl(data('"$${x} %%{y} \\u0024$${z} \\u202e"'))[0]?.values.get('sid')).toBe('${x} %{y} $${z} \u202E');
    for (const bad of ['"${x}"', '"%{x}"', '"$$${x}"', '"\\x"', '"a\nb"', '"a"b"', '"a" "b"', "'a'"]) {
      expect(() => readHcl(data(bad))).toThrow();
    }
  });
});

describe('what a format cannot write', () => {
  test.each<[PolicyFormat, string, PolicyFormat]>([
    ['terraform', 'a&{b', 'json'],
    ['terraform', '{{resolve:ssm:/x}}', 'terraform'],
    ['cloudformation', 'a&{b', 'cloudformation'],
    ['cloudformation', '{{resolve:ssm:/x}}', 'json'],
    ['json', '&{{{resolve:ssm:/x}}', 'json'],
  ])('%s of %j becomes %s', (asked, name, expected) => {
    expect(
      formatFor({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'a:B', Resource: name }] }, asked),
    ).toBe(expected);
  });

  test('a template of CloudFormation holds no alias, which it does not know', () => {
    const shared = { StringEquals: { 'iam:PassedToService': ['a', 'b'] } };
    const statement = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition: shared } as const;
    const policy: GrantPolicy = {
      Version: '2012-10-17',
      Statement: [statement, { ...statement, Action: 'iam:GetRole' }],
    };
    expect(renderGrant(policy, 'cloudformation')).not.toMatch(/[&*]a\d/);
  });
});

test.each(policyFormats)('%s keeps a long name on its line', (format) => {
  const name = `arn:aws:s3:::a/${'long name with blanks '.repeat(20)}`;
  const policy: GrantPolicy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'a:B', Resource: name }],
  };
  expect(renderGrant(policy, format)).toContain(`"${name}"`);
});

describe('who gets it', () => {
  const resourceTypes = (placement: Placement): string[] =>
    readHcl(renderGrant(passRole, 'terraform', placement)).map(({ labels: [type = ''] }) => type);
  const cloudFormation = (placement: Placement) =>
    Object.values((parse(renderGrant(passRole, 'cloudformation', placement)) as Template).Resources)[0];

  test.each<[string, Placement, string[], string, Record<string, unknown>]>([
    ['a role', role, ['aws_iam_role_policy'], 'AWS::IAM::RolePolicy', { RoleName: 'deploy-shop' }],
    ['a user', user, ['aws_iam_user_policy'], 'AWS::IAM::UserPolicy', { UserName: 'ci' }],
    ['nobody known', nobody, [], 'AWS::IAM::ManagedPolicy', {}],
    [
      'a role, with a policy too long for inline',
      { ...role, kind: 'managed' },
      ['aws_iam_policy', 'aws_iam_role_policy_attachment'],
      'AWS::IAM::ManagedPolicy',
      { Roles: ['deploy-shop'] },
    ],
    [
      'a user, with such a policy',
      { ...user, kind: 'managed' },
      ['aws_iam_policy', 'aws_iam_user_policy_attachment'],
      'AWS::IAM::ManagedPolicy',
      { Users: ['ci'] },
    ],
  ])('%s', (_, placement, inTerraform, type, properties) => {
    expect(resourceTypes(placement)).toEqual(['aws_iam_policy_document', ...inTerraform]);
    expect(cloudFormation(placement)).toMatchObject({ Type: type, Properties: properties });
  });

  test('every reference of the Terraform snippet leads to a block of it', () => {
    const blocks = readHcl(renderGrant(passRole, 'terraform', { ...role, kind: 'managed' }));
    const known = blocks.map(({ kind, labels }) => [...(kind === 'data' ? ['data'] : []), ...labels].join('.'));
    const references = blocks.flatMap(({ values }) =>
      [...values.values()].flatMap((value) =>
        typeof value === 'object' && 'reference' in value ? [value.reference.replace(/\.\w+$/, '')] : [],
      ),
    );
    expect(references).toHaveLength(2);
    expect(known).toEqual(expect.arrayContaining(references));
  });
});

describe('hclString', () => {
  test.each([
    ['plain', '"plain"'],
    ['a "b" \\', '"a \\"b\\" \\\\"'],
    ['${x}', '"$${x}"'],
    ['%{x}', '"%%{x}"'],
    ['$${x}', '"\\u0024$${x}"'],
    ['%${x}', '"\\u0025$${x}"'],
    ['a $ b {c} $5 100%', '"a $ b {c} $5 100%"'],
    ['\u{E0041}\u202E', '"\\U000e0041\\u202e"'],
    ['##[', '"##\\u005b"'],
  ])('%j', (value, expected) => {
    expect(hclString(value)).toBe(expected);
  });
});
