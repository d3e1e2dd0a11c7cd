import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { typesOfArn } from '../../src/requirements/arn-type.ts';
import { expand } from '../../src/requirements/expand.ts';
import { partsOf } from '../../src/requirements/placeholder.ts';
import { lintTarget } from '../../src/requirements/target-lint.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { parseTarget, type Target } from '../../src/requirements/target.ts';
import { authorization, builtIn, place, everyCheck } from './built-in.ts';

/** Checks whose ARN is of no type that the reference lists for the action, and why they stay. */
const untyped: Readonly<Record<string, string>> = {
  'api-gateway create-http-api':
    'The reference lists /apis on the page of API Gateway V2, which shares its prefix; POST is not on it. A notice, because the simulator may not know it.',
  'api-gateway import-http-api':
    'The reference lists the ARN of an HTTP API on the page of API Gateway V2; PUT is not on it with this type.',
  'api-gateway read-http-api':
    'The reference lists the ARN of an HTTP API on the page of API Gateway V2, with other types for GET.',
};

/** Error checks with an asterisk of their own, and why no sensible policy narrows it. */
const vouchedFor: Readonly<Record<string, string>> = {
  'amplify-hosting start-job': 'Numbers of jobs, which nobody knows before.',
  'amplify-gen2 read-outputs': "Amplify's hash of the app and the branch, and CloudFormation's id of the stack.",
  'cloudformation upload': 'The hash of the template, which is its name in the bucket.',
  'sam upload': 'The hashes of code and template, which are their names in the bucket.',
  'serverless-framework upload': 'The time of the deployment, which its uploads lie below.',
  'app-runner create': 'The id that App Runner gives to a service when it is created.',
  'ecs register': 'The number of the revision, which ECS gives.',
  'ecs run-task': 'The number of the revision, which ECS has just given.',
  'ecs wait-for-task': 'The id of the task, which ECS has just given.',
  'lambda upload': 'The time and the commit that aws-lambda-deploy puts into the key; the rest of the key is its own.',
};

/** Keys that must not be made up (IAM would answer for another caller than the one that deploys), and keys that every request carries anyway. */
const neverSent =
  /^aws:(?:MultiFactorAuth|ResourceTag|PrincipalTag|SourceIp|SourceVpc|ViaAWSService|SecureTransport|CurrentTime|ResourceAccount|userid)/i;

test('every target is there', () => {
  expect([...builtIn.keys()]).toEqual([
    'amplify-gen2',
    'amplify-hosting',
    'api-gateway',
    'app-runner',
    'bedrock',
    'cdk',
    'cloudformation',
    'dynamodb',
    'ecr',
    'ecs',
    'eks',
    'elastic-beanstalk',
    'lambda',
    's3-cloudfront',
    'sam',
    'serverless-framework',
    'sns',
    'sqs',
    'step-functions',
    'terraform-s3-backend',
  ]);
  const files = readdirSync(new URL('../../targets/', import.meta.url)).sort();
  expect(files).toEqual([...builtIn.keys()].map((id) => `${id}.yml`));
});

describe.each([...builtIn])('%s', (id, target) => {
  const names = new Map(target.checks.map((check) => [check.id, `${id} ${check.id}`]));
  const all = new Map([...target.parameters.keys()].map((name) => [name, 'value']));

  test('asks only what the simulator can answer', () => {
    expect(lintTarget(target, authorization)).toEqual([]);
  });

  test('gives each action an ARN of a type that the reference lists for it', () => {
    const strange = target.checks
      .filter((check) => check.resource !== '*')
      .filter(
        (check) => !(check.actions.length > 0 && check.actions.every((action) => isListed(action, check.id, target))),
      )
      .map((check) => names.get(check.id));
    expect(strange.filter((name) => !Object.hasOwn(untyped, name ?? ''))).toEqual([]);
  });

  test('fails no run without parameters', () => {
    const definite = expand(target, new Map(), place).filter(
      (requirement) => requirement.severity === 'error' && requirement.guessed.length === 0,
    );
    expect(definite).toEqual([]);
  });

  test('can fail a run with all of them, with the required ones, with all but one, or by one of its tools', () => {
    const allBut = [...all.keys()].map((left) => new Map([...all].filter(([name]) => name !== left)));
    const byTool = target.tools.map((tool) => new Map([...all, ['tool', tool]]));
    const needed = new Map([...all].filter(([name]) => target.parameters.get(name)?.required === true));
    const definite = [all, needed, ...allBut, ...byTool]
      .flatMap((values) => expand(target, values, place))
      .filter((requirement) => requirement.severity === 'error' && requirement.guessed.length === 0);
    expect(definite).not.toEqual([]);
  });

  test('writes an asterisk of its own into an error only where that is vouched for', () => {
    const own = target.checks
      .filter((check) => check.resource !== '*')
      .filter((check) => check.severity === 'error' || check.errorWhen !== undefined)
      .filter((check) => partsOf(withoutStackId(check.resource)).some((part) => hasOwnAsterisk(part, target)))
      .map((check) => names.get(check.id) ?? '');
    expect(own.filter((name) => !Object.hasOwn(vouchedFor, name))).toEqual([]);
  });

  test('uses each parameter that it declares', () => {
    const { checks, roles, probes, reads, parameters } = target;
    const text = JSON.stringify([checks, roles, probes, reads, [...parameters.values()]]);
    const unused = [...target.parameters.keys()].filter(
      (name) => !text.includes(`\${${name}}`) && !text.includes(`\${${name}:`) && !text.includes(`"${name}"`),
    );
    expect(unused).toEqual([]);
  });

  test('makes no context up', () => {
    const keys = target.checks.flatMap((check) => Object.keys(check.context ?? {}));
    expect(keys.filter((key) => neverSent.test(key))).toEqual([]);
  });

  test('probes by reading', () => {
    expect(target.probes.length).toBeGreaterThan(0);
    expect(
      target.probes.map(({ action }) => action).filter((action) => !/:(?:Get|List|Describe|GET)/.test(action)),
    ).toEqual([]);
  });
});

/** As strictly as the simulator compares, without the leniency that users' own lines get. */
function isListed(action: string, checkId: string, target: Target): boolean {
  const found = authorization.lookup(action);
  const rows = expand(everyCheck(target), new Map(), place);
  const index = target.checks.flatMap((check) => check.actions.map(() => check.id)).indexOf(checkId);
  const own = found.kind === 'known' ? typesOfArn(rows[index]?.resource ?? '', found.serviceTypes) : [];
  return found.kind === 'known' && found.resourceTypes.some((type) => own.includes(type));
}

/** The end of a stack's ARN, which CloudFormation makes up: no policy can narrow it before the stack is there. */
function withoutStackId(resource: string): string {
  return resource.replace(/(:stack\/.*)\/\*$/, '$1');
}

function hasOwnAsterisk(part: ReturnType<typeof partsOf>[number], target: Target): boolean {
  return part.kind === 'text'
    ? part.text.includes('*')
    : (target.parameters.get(part.name)?.default ?? '').includes('*');
}

test('every exception above is still needed', () => {
  const known = [...builtIn].flatMap(([id, target]) => target.checks.map((check) => `${id} ${check.id}`));
  expect([...Object.keys(untyped), ...Object.keys(vouchedFor)].filter((name) => !known.includes(name))).toEqual([]);
});

describe('lint', () => {
  const base = [
    'id: mine',
    'title: Mine',
    'sources: [https://example.com]',
    'checks:',
    '  - { id: one, actions: [ACTION], resource: "RESOURCE", severity: error, why: Do it, context: { KEY: x } }',
  ].join('\n');
  test.each([
    ['s3:PutObject', 'arn:aws:s3:::b/k', 'aws:PrincipalOrgID', []],
    ['s3:putObject', 'arn:aws:s3:::b/k', 'aws:x', ['s3:putObject is spelt s3:PutObject.']],
    [
      's3:PutObjects',
      'arn:aws:s3:::b/k',
      'aws:x',
      [
        's3:PutObjects is not in the service authorization reference. Did you mean s3:PutObject, s3:GetObject or s3:PutObjectAcl?',
      ],
    ],
    [
      's3:PutObject',
      '*',
      'aws:x',
      ['s3:PutObject has resource-level permissions (accesspointobject, object); * would be denied falsely.'],
    ],
    [
      's3:ListAllMyBuckets',
      'arn:aws:s3:::b',
      'aws:x',
      ['s3:ListAllMyBuckets has no resource-level permissions; its resource is *.'],
    ],
    [
      'iam:PassRole',
      'arn:aws:iam::111122223333:user/x',
      'iam:PassedToService',
      ['iam:PassRole cannot be granted on "arn:aws:iam::111122223333:user/x".'],
    ],
    ['s3:PutObject', 'arn:aws:s3:::b/k', 's3:RequestObjectTag/team', []],
    [
      's3:PutObject',
      'arn:aws:s3:::b/k',
      'iam:PassedToService',
      ['s3:PutObject does not know the context key iam:PassedToService.'],
    ],
  ])('%s on %s with %s', (action, resource, key, expected) => {
    const text = base.replace('ACTION', action).replace('RESOURCE', resource).replace('KEY', key);
    const target = parseTarget(text, 'mine.yml', checkTargetSchema);
    expect(lintTarget(target, authorization).map(({ sentence }) => sentence)).toEqual(expected);
  });
});
