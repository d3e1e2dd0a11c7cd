import { describe, expect, test } from '@jest/globals';
import { secretValues } from '../../src/credentials/secrets.ts';
import { expand, factsOf } from './facts.ts';

function masked(environment: Readonly<Record<string, string>>): readonly string[] {
  return secretValues(factsOf({ environment }));
}

describe('secretValues', () => {
  test('takes the three inputs and the three variables as they are', () => {
    const inputs = { accessKeyId: ' {AKIA}', secretAccessKey: '{SECRET}\n', sessionToken: '{TOKEN}' };
    const environment = {
      AWS_ACCESS_KEY_ID: '{AKIA2}',
      AWS_SECRET_ACCESS_KEY: '"{SECRET2}"',
      AWS_SESSION_TOKEN: '{TOKEN2}',
    };
    const values = secretValues(factsOf({ inputs, environment }));
    for (const value of [...Object.values(inputs), ...Object.values(environment)]) {
      expect(values).toContain(expand(value));
    }
  });

  test.each([
    'AWS_SECURITY_TOKEN',
    'AWS_ACCESS_KEY',
    'AWS_SECRET_KEY',
    'AWS_ACESS_KEY_ID',
    'AWS_SESSION_KEY',
    'AWS_KEY',
    'AWS_BEARER_TOKEN_BEDROCK',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN',
    'AWS_SECRET_ACCESS_KEY_STAGING',
    'AWS_DB_PASSWORD',
    'AWS_PRIVATE_KEY',
  ])('takes %s', (name) => {
    expect(masked({ [name]: 'vK7q-mZ3x' })).toContain('vK7q-mZ3x');
  });

  test.each([
    ['AWS_WEB_IDENTITY_TOKEN_FILE', '/var/run/secrets/token'],
    ['AWS_SHARED_CREDENTIALS_FILE', '/home/ci/.aws/credentials'],
    ['AWS_CREDENTIAL_EXPIRATION', '2030-01-01T00:00:00Z'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://169.254.170.23/v1'],
    ['AWS_SECRETS_ENABLED', 'true'],
    ['AWS_SECRET_ARN', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:x'],
    ['AWS_DB_SECRET', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:x'],
    ['AWS_PROFILE', 'production'],
    ['AWS_PROFIL', 'production'],
    ['AWS_REGION', 'us-east-1'],
    ['AWS_ROLE_ARN', 'arn:aws:iam::111122223333:role/deploy'],
  ])('leaves %s', (name, value) => {
    expect(masked({ [name]: value })).toEqual([]);
  });

  test('takes the parts of a pasted block', () => {
    const block =
      '[default]\r\naws_access_key_id = {ASIA}\r\naws_secret_access_key={SECRET}\r\naws_session_token: {TOKEN}';
    expect(masked({ AWS_SECRET_ACCESS_KEY: block })).toEqual(
      expect.arrayContaining(['{ASIA}', '{SECRET}', '{TOKEN}'].map(expand)),
    );
  });

  test('takes the parts of pasted JSON', () => {
    const json = '{"Credentials":{"AccessKeyId":"{ASIA}","SecretAccessKey": "{SECRET}","SessionToken":"{TOKEN}"}}';
    expect(masked({ AWS_ACCESS_KEY_ID: json })).toEqual(
      expect.arrayContaining(['{ASIA}', '{SECRET}', '{TOKEN}'].map(expand)),
    );
  });

  test('takes an assignment and what is assigned', () => {
    expect(masked({ AWS_SECRET_ACCESS_KEY: 'KEY=hunter2!' })).toEqual(['KEY=hunter2!', 'hunter2!']);
  });

  test('leaves empty and tiny values, and says each once', () => {
    expect(masked({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: 'abc', AWS_SESSION_TOKEN: '    ' })).toEqual([]);
    expect(masked({ AWS_ACCESS_KEY_ID: 'vK7q', AWS_SECRET_ACCESS_KEY: 'vK7q' })).toEqual(['vK7q']);
  });
});
