import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { reportJson } from '../../src/report/json.ts';
import { results } from '../../src/report/report.ts';
import { verdicts } from '../../src/authorization/verdict.ts';
import { kindWords } from '../../src/report/wording.ts';
import { aCheck, aDenial, aDeployment, aFinding, anIdentity, aPolicy, aReport, samples } from './factories.ts';

const schema = JSON.parse(readFileSync('schema/report.schema.json', 'utf8')) as {
  readonly properties: Record<string, { readonly enum?: readonly string[] }>;
  readonly $defs: Record<string, { readonly properties?: Record<string, { readonly enum?: readonly string[] }> }>;
};
const valid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
/** `sub` stands for any claim of a token. */
const optional = new Set(['Sid', 'Condition', 'StringEquals', 'token', 'sub', 'deployments']);

const full = aReport({
  result: 'failed',
  token: { claims: [{ name: 'sub', value: 'repo:octo-org/octo-repo:pull_request' }] },
  deployments: [aDeployment()],
  findings: [aFinding({ location: { file: 'a.yml', line: 1, endLine: 2 } })],
  checks: [aCheck({ missingContext: ['aws:PrincipalTag/team'], location: { file: 'b.yml', line: 3, endLine: 3 } })],
  policy: {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'PassRole',
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] } },
      },
    ],
  },
});

/** Every place in a document that is an object, with its path. */
function objects(value: unknown, path: string): [string, Record<string, unknown>][] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, item]) => objects(item, `${path}/${key}`));
  return Array.isArray(value) ? inner : [[path, value as Record<string, unknown>], ...inner];
}

const document = (): unknown => JSON.parse(JSON.stringify(reportJson(full)));
const places = objects(document(), '');
const at = (root: unknown, path: string): Record<string, unknown> =>
  objects(root, '').find(([place]) => place === path)?.[1] ?? {};

describe('the JSON report', () => {
  test.each(Object.entries({ ...samples, full }))('%s fits the schema', (_, report) => {
    valid(reportJson(report));
    expect(valid.errors).toBeNull();
  });

  test.each(verdicts.flatMap((verdict) => results.map((result) => ({ verdict, result }))))(
    '$verdict under $result fits the schema',
    ({ verdict, result }) => {
      expect(valid(reportJson(aReport({ result, checks: [aCheck({ verdict })] })))).toBe(true);
    },
  );

  test('the schema knows the words that the program knows, and no others', () => {
    expect(schema.properties['result']?.enum).toEqual(results);
    expect(schema.$defs['check']?.properties?.['verdict']?.enum).toEqual(verdicts);
    expect(schema.$defs['identity']?.properties?.['kind']?.enum).toEqual(Object.keys(kindWords));
  });

  test.each(places.flatMap(([path, object]) => Object.keys(object).map((key) => ({ path, key }))))(
    'without $path/$key it does not fit the schema',
    ({ path, key }) => {
      const changed = document();
      Reflect.deleteProperty(at(changed, path), key);
      expect(valid(changed)).toBe(optional.has(key) || key === 'iam:PassedToService');
    },
  );

  test.each(places.map(([path]) => path).filter((path) => !path.includes('Condition')))(
    'with one property more at "%s" it does not fit the schema',
    (path) => {
      const changed = document();
      at(changed, path)['more'] = 1;
      expect(valid(changed)).toBe(false);
    },
  );

  test('has the shape of the contract and nothing of the program', () => {
    const report = aReport({
      checks: [aDenial({ guessed: ['application-name'] })],
      simulationGrant: aPolicy('x'),
      durationMs: 1.5,
    });
    expect(reportJson(report)).toEqual({
      schemaVersion: 1,
      result: 'passed',
      identity: {
        accountId: '123456789012',
        arn: 'arn:aws:sts::123456789012:assumed-role/deploy-shop/GitHubActions',
        principalArn: 'arn:aws:iam::123456789012:role/deploy-shop',
        kind: 'assumed-role',
        source: 'environment',
        expiresAt: '2026-11-22T14:03:20Z',
      },
      findings: [],
      checks: [
        {
          target: 'elastic-beanstalk',
          action: 'elasticbeanstalk:UpdateEnvironment',
          resource: 'arn:aws:elasticbeanstalk:eu-central-1:123456789012:environment/shop/shop-prod',
          principal: 'caller',
          severity: 'error',
          verdict: 'denied',
          reason: 'No statement of the principal allows it.',
          missingContext: [],
          statements: [],
          location: null,
        },
      ],
      policy: null,
      calls: { sts: 1, iam: 3, probes: 1 },
      durationMs: 2,
    });
  });

  test('an ignored check weighs nothing and says why', () => {
    const [check] = reportJson(aReport({ checks: [aDenial({ ignored: 'kept on purpose' })] })).checks;
    expect(check).toMatchObject({
      severity: 'notice',
      verdict: 'denied',
      reason: 'ignored: kept on purpose; No statement of the principal allows it.',
    });
  });

  test('identity is null when there is none', () => {
    expect(reportJson(aReport({ identity: null })).identity).toBeNull();
    expect(reportJson(aReport({ identity: anIdentity({ expiresAt: null }) })).identity?.expiresAt).toBeNull();
  });
});
