import { describe, expect, test } from '@jest/globals';
import { toolChoices } from '../../../src/credentials/tools/choose-tools.ts';
import { namedAccountIds } from '../../../src/credentials/tools/source-account.ts';
import { choiceWords } from '../../../src/credentials/tools/source-words.ts';
import type { Tool } from '../../../src/credentials/tools/tool.ts';
import { toolsOfTargets } from '../../../src/credentials/tools/tool.ts';
import type { FactsOfCase } from '../facts.ts';
import { factsOf } from '../facts.ts';

const keys = { AWS_ACCESS_KEY_ID: '{AKIAA}', AWS_SECRET_ACCESS_KEY: '{SECRET}' };
const dev = ['[dev]', 'aws_access_key_id = {AKIAB}', 'aws_secret_access_key = {SECRET2}'];
const ebConfig = { '.elasticbeanstalk/config.yml': 'global:\n  profile: dev\n' };

describe('choiceWords', () => {
  test.each<[Tool, FactsOfCase, RegExp]>([
    ['boto3', { environment: keys }, /^Signs with AWS_ACCESS_KEY_ID of the environment\. The key variables come first/],
    [
      'eb-cli',
      { environment: keys, credentials: dev, project: ebConfig },
      /^Signs with profile "dev" \(\.elasticbeanstalk\/config\.yml line 2\)\. .* switches the key variables off\.$/,
    ],
    ['eb-cli', { project: ebConfig }, /^Stops with InvalidProfileError\. .* has to exist, whatever else is set\.$/],
    ['cdk', {}, /^Finds no credentials \(AuthenticationError\)\./],
    [
      'amplify',
      { environment: { ...keys, AWS_PROFILE: 'dev' }, credentials: dev },
      /^Signs with AWS_ACCESS_KEY_ID of the environment\. ampx makes sure that the profile works, and then deploys/,
    ],
    ['javascript-sdk', { selfHosted: true }, /^Signs with the role of the instance\./],
    ['boto3', { environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '' } }, /^Stops with CredentialRetrievalError\./],
  ])('%s', (tool, given, expected) => {
    const facts = factsOf(given);
    expect(toolChoices(facts, [tool]).map((choice) => choiceWords(choice, facts))[0]).toMatch(expected);
  });
});

test.each<[readonly string[], readonly Tool[] | null]>([
  [[], null],
  [['elastic-beanstalk'], ['eb-cli', 'aws-cli', 'boto3', 'javascript-sdk']],
  [
    ['s3', 'amplify-gen2'],
    ['amplify', 'aws-cli', 'boto3', 'javascript-sdk'],
  ],
  [['lambda'], ['aws-cli', 'boto3', 'javascript-sdk']],
])('the tools of the targets %j', (ids, expected) => {
  expect(toolsOfTargets(ids)).toEqual(expected);
});

test('every account that a finding may name can be masked', () => {
  const facts = factsOf({
    environment: { ...keys, AWS_ROLE_ARN: 'arn:aws:iam::222233334444:role/web' },
    credentials: dev,
    config: ['[profile ops]', 'role_arn = arn:aws:iam::333344445555:role/ops', 'source_profile = dev'],
    project: {
      'amplify/team-provider-info.json':
        '{"dev":{"awscloudformation":{"StackId":"arn:aws:cloudformation:us-east-1:444455556666:stack/x/y"}}}',
    },
  });
  expect([...namedAccountIds(facts)].sort()).toEqual([
    '111122223333',
    '123456789012',
    '222233334444',
    '333344445555',
    '444455556666',
  ]);
});
