import { describe, expect, test } from '@jest/globals';
import { toolChoices } from '../../../src/credentials/tools/choose-tools.ts';
import { tools } from '../../../src/credentials/tools/tool.ts';
import { factsOfCase, label, matrix } from './environments.ts';

describe('whose credentials each tool signs with', () => {
  test('the matrix has at least 40 environments, each once', () => {
    expect(matrix.length).toBeGreaterThanOrEqual(40);
    expect(new Set(matrix.map(({ name }) => name)).size).toBe(matrix.length);
  });

  test.each(matrix.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const choices = toolChoices(factsOfCase(one));
    expect(Object.fromEntries(choices.map((choice) => [choice.tool, label(choice)]))).toEqual(one.expected);
    if (one.regions !== undefined) {
      const regions = choices.map(({ tool, region }) => [tool, region.region ?? 'none']);
      expect(Object.fromEntries(regions)).toEqual(one.regions);
    }
    for (const { why } of choices) {
      expect(why).toMatch(/^[A-Za-z].*\.$/);
    }
  });

  test('answers for the tools that it is asked about, in their order', () => {
    const facts = factsOfCase({ name: '', environment: {}, expected: {} as never });
    expect(toolChoices(facts, ['cdk', 'aws-cli']).map(({ tool }) => tool)).toEqual(['cdk', 'aws-cli']);
    expect(toolChoices(facts).map(({ tool }) => tool)).toEqual(tools);
  });
});

describe('where nobody has looked into the files', () => {
  const bare = {
    inputs: { accessKeyId: '', secretAccessKey: '', sessionToken: '', profile: '', region: '' },
    selfHosted: false,
  };

  test.each([
    ['a named profile is taken to be there', null, 'profile dev (unknown)'],
    ['a profile that the names do not hold is missing', {}, 'stops ProfileNotFound'],
    ['one that they hold is there', { dev: { region: null } }, 'profile dev (unknown)'],
    ['a name that every object has is missing', { constructor: { region: null } }, 'stops ProfileNotFound'],
  ])('%s', (_, profiles, expected) => {
    const choices = toolChoices({ ...bare, environment: { AWS_PROFILE: 'dev' }, profiles }, ['boto3']);
    expect(choices.map(label)).toEqual([expected]);
  });

  test('nobody names default, so that it does not count unless it is known to be there', () => {
    expect(toolChoices({ ...bare, environment: {}, profiles: null }, ['boto3']).map(label)).toEqual(['none']);
  });

  test.each([
    ['may not be read by this user', true, 'stops ProfileNotFound'],
    ['has 2.0 MiB', false, 'profile dev (unknown)'],
  ])('a file that %s', (why, denied, expected) => {
    const sharedFiles = {
      config: { kind: 'absent' as const, path: '~/.aws/config' },
      credentials: { kind: 'unreadable' as const, path: '~/.aws/credentials', why, denied },
    };
    const facts = { ...bare, environment: { AWS_PROFILE: 'dev' }, profiles: null, sharedFiles };
    expect(toolChoices(facts, ['boto3']).map(label)).toEqual([expected]);
  });
});
