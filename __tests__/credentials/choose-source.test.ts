import { describe, expect, test } from '@jest/globals';
import { chooseSource, describeSource } from '../../src/credentials/choose-source.ts';
import type { FactsOfCase } from './facts.ts';
import { factsOf, fakes } from './facts.ts';

const pair = { AWS_ACCESS_KEY_ID: '{AKIA}', AWS_SECRET_ACCESS_KEY: '{SECRET}' };
const inputs = { accessKeyId: '{AKIA2}', secretAccessKey: '{SECRET2}' };
const web = { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/deploy' };
const relative = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials' };

describe('chooseSource', () => {
  test.each<[string, FactsOfCase, string | null]>([
    ['nothing', {}, null],
    [
      'key inputs before everything',
      { inputs: { ...inputs, profile: 'dev' }, environment: { ...pair, ...web } },
      'inputs',
    ],
    ['the profile input before variables', { inputs: { profile: ' dev ' }, environment: pair }, 'profile dev'],
    ['variables before AWS_PROFILE', { environment: { ...pair, AWS_PROFILE: 'dev' } }, 'environment'],
    [
      'AWS_PROFILE before AWS_DEFAULT_PROFILE',
      { environment: { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' } },
      'profile a',
    ],
    [
      'AWS_DEFAULT_PROFILE when AWS_PROFILE is empty',
      { environment: { AWS_PROFILE: '', AWS_DEFAULT_PROFILE: 'b' } },
      'profile b',
    ],
    ['AWS_PROFILE before web identity', { environment: { AWS_PROFILE: 'dev', ...web } }, 'profile dev'],
    ['web identity before the default profile', { environment: web, profiles: { default: null } }, 'web identity'],
    ['a token file without a role is no web identity', { environment: { AWS_WEB_IDENTITY_TOKEN_FILE: '/t' } }, null],
    [
      'the default profile before the container',
      { environment: relative, profiles: { default: null } },
      'profile default',
    ],
    ['the container before the instance', { environment: relative, selfHosted: true }, 'container'],
    ['the instance last', { selfHosted: true }, 'instance'],
    ['no instance on a hosted runner', { selfHosted: false }, null],
    [
      'no instance when its metadata is switched off',
      { selfHosted: true, environment: { AWS_EC2_METADATA_DISABLED: 'true' } },
      null,
    ],
    [
      'empty variables are absent',
      { environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', ...web } },
      'web identity',
    ],
    [
      'half a pair of variables is none',
      { environment: { AWS_ACCESS_KEY_ID: '{AKIA}' }, profiles: { default: null } },
      'profile default',
    ],
    [
      'half a pair of inputs is none, and takes nothing from the variables',
      { inputs: { accessKeyId: '{AKIA2}' }, environment: pair },
      'environment',
    ],
    [
      'blank inputs are empty',
      { inputs: { accessKeyId: ' ', secretAccessKey: '\n' }, environment: pair },
      'environment',
    ],
  ])('%s', (_, facts, expected) => {
    const source = chooseSource(factsOf(facts));
    expect(source && describeSource(source)).toBe(expected);
  });

  test('a default section that every object inherits is none', () => {
    expect(
      chooseSource({ ...factsOf({}), profiles: Object.create({ default: { region: null } }) as Record<string, never> }),
    ).toBeNull();
  });

  test('inputs are trimmed, variables are not', () => {
    const facts = factsOf({ inputs: { accessKeyId: ' {AKIA2}', secretAccessKey: '{SECRET2}\n', sessionToken: ' ' } });
    expect(chooseSource(facts)).toEqual({
      kind: 'inputs',
      keys: { accessKeyId: fakes['AKIA2'], secretAccessKey: fakes['SECRET2'], sessionToken: null },
    });
    const padded = factsOf({ environment: { ...pair, AWS_SECRET_ACCESS_KEY: '{SECRET} ' } });
    expect(chooseSource(padded)).toEqual({
      kind: 'environment',
      keys: { accessKeyId: fakes['AKIA'], secretAccessKey: `${fakes['SECRET'] ?? ''} `, sessionToken: null },
    });
  });

  test.each<[string, FactsOfCase, string | null]>([
    ['a token goes with the pair of its own origin', { inputs, environment: { AWS_SESSION_TOKEN: '{TOKEN}' } }, null],
    [
      'a token input goes with the inputs',
      { inputs: { ...inputs, sessionToken: '{TOKEN2}' }, environment: { AWS_SESSION_TOKEN: '{TOKEN}' } },
      'TOKEN2',
    ],
    [
      'a token variable goes with the variables',
      { inputs: { sessionToken: '{TOKEN2}' }, environment: { ...pair, AWS_SESSION_TOKEN: '{TOKEN}' } },
      'TOKEN',
    ],
    [
      'a temporary key takes the older variable',
      { environment: { ...pair, AWS_ACCESS_KEY_ID: '{ASIA}', AWS_SECURITY_TOKEN: '{TOKEN2}' } },
      'TOKEN2',
    ],
    ['a long-term key does not', { environment: { ...pair, AWS_SECURITY_TOKEN: '{TOKEN2}' } }, null],
  ])('%s', (_, facts, expected) => {
    const source = chooseSource(factsOf(facts));
    expect(source && 'keys' in source ? source.keys.sessionToken : undefined).toBe(expected && fakes[expected]);
  });
});
