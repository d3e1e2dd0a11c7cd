import { describe, expect, test } from '@jest/globals';
import { editDistance, closest } from '../../src/edit-distance.ts';
import { meantVariable, readVariables } from '../../src/credentials/near-names.ts';

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
  ['abcd', 'acbd', 1],
  ['AWS_ACESS_KEY_ID', 'AWS_ACCESS_KEY_ID', 1],
])('editDistance(%j, %j)', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
  expect(editDistance(to, from)).toBe(distance);
});

test('closest answers the first of several, and null of none', () => {
  expect(closest('b', ['a', 'c'])).toEqual({ name: 'a', distance: 1 });
  expect(closest('b', [])).toBeNull();
});

describe('meantVariable', () => {
  test.each([
    ['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'],
    ['AWS_ACESS_KEY_ID', 'AWS_ACCESS_KEY_ID'],
    ['AWS_ACCESS_KEY_DI', 'AWS_ACCESS_KEY_ID'],
    ['AWS_ACCESS_KEYID', 'AWS_ACCESS_KEY_ID'],
    ['AWS_SECRET_KEY', 'AWS_SECRET_ACCESS_KEY'],
    ['AWS_SECRET_ACCESSKEY', 'AWS_SECRET_ACCESS_KEY'],
    ['AWS_SECRET_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    ['AWS_SESION_TOKEN', 'AWS_SESSION_TOKEN'],
    ['AWS_SECURITY_TOKEN', 'AWS_SESSION_TOKEN'],
    ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'],
    ['AWS_REGIN', 'AWS_REGION'],
  ])('%s', (name, meant) => {
    expect(meantVariable(name)).toBe(meant);
  });

  /** Variables that the SDKs, the AWS CLI, CodeBuild and Lambda define or read. */
  test.each([
    ...readVariables,
    'AWS_DEFAULT_REGION',
    'AWS_DEFAULT_OUTPUT',
    'AWS_ACCOUNT_ID',
    'AWS_CREDENTIAL_EXPIRATION',
    'AWS_SESSION_EXPIRATION',
    'AWS_CREDENTIAL_SCOPE',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_ROLE_ARN',
    'AWS_ROLE_SESSION_NAME',
    'AWS_BEARER_TOKEN_BEDROCK',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
    'AWS_CONFIG_FILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_EXECUTION_ENV',
    'AWS_EC2_METADATA_DISABLED',
    'AWS_SDK_LOAD_CONFIG',
    'AWS_CA_BUNDLE',
    'AWS_PAGER',
    'AWS_EB_PROFILE',
    'AWS_LAMBDA_FUNCTION_NAME',
    'AWS_APP_ID',
    'AWS_BRANCH',
    'AWS_VAULT',
    'AWS_SIGV4A_SIGNING_REGION_SET',
  ])('%s is nobody else', (name) => {
    expect(meantVariable(name)).toBeNull();
  });
});
