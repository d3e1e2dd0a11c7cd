import { describe, expect, test } from '@jest/globals';
import { ScenarioError } from '../../tools/local-aws/scenario.ts';
import { scenarioOf } from './support.ts';

describe('a scenario file', () => {
  test('needs little', () => {
    const scenario = scenarioOf(
      "principals: { ci: { arn: 'arn:aws:iam::111122223333:user/ci' } }\nkeys: [{ principal: ci }]",
    );
    expect(scenario).toMatchObject({
      account: '111122223333',
      partition: 'aws',
      simulator: { shape: 'new', answer: 'evaluate', exclusionSupported: true, controlAllowed: null },
      keys: [{ state: 'active', sessionToken: null }],
    });
    expect(scenario.regions).toEqual(
      expect.arrayContaining(['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2']),
    );
    expect(scenario.keys[0]?.accessKeyId).toMatch(/^AKIA/);
  });

  test('of the old shape ignores exclusions unless it says otherwise', () => {
    expect(scenarioOf('simulator: { shape: old }').simulator.exclusionSupported).toBe(false);
    expect(scenarioOf('simulator: { shape: old, exclusionSupported: true }').simulator.exclusionSupported).toBe(true);
  });

  test('gives every key of a principal an id of its own', () => {
    const scenario = scenarioOf(
      "principals: { ci: { arn: 'arn:aws:iam::111122223333:user/ci' } }\nkeys: [{ principal: ci }, { principal: ci }, { principal: ci, state: expired }]",
    );
    expect(new Set(scenario.keys.map(({ accessKeyId }) => accessKeyId)).size).toBe(3);
  });

  test.each([
    ['colour: red', 'scenario.yml: the scenario has an unknown key: colour.'],
    ['simulator: { shape: round }', 'scenario.yml: simulator.shape is none of new, old.'],
    ['account: 12', 'scenario.yml: account must be string.'],
    ["account: '12'", 'scenario.yml: account does not have the form ^[0-9]{12}$.'],
    ['keys: [{ principal: nobody }]', 'scenario.yml: keys.0.principal names no principal of the scenario: nobody.'],
    ['keys: [{}]', "scenario.yml: keys.0 must have required property 'principal'."],
    ['principals: { a: { arn: x } }', 'scenario.yml: principals.a.arn is not the ARN of a principal: x.'],
    [
      "principals: { a: { arn: 'arn:aws:iam::111122223333:user/a', trust: [b] } }",
      'scenario.yml: principals.a.trust names no principal of the scenario: b.',
    ],
    [
      "principals: { a: { arn: 'arn:aws:iam::111122223333:user/a', policies: [{ name: P }] } }",
      'scenario.yml: principals.a.policies.0 needs either document or file.',
    ],
    [
      "principals: { a: { arn: 'arn:aws:iam::111122223333:user/a', policies: [{ file: none.json }] } }",
      'scenario.yml: principals.a.policies.0.file cannot be read',
    ],
    [
      "principals: { a: { arn: 'arn:aws:iam::111122223333:user/a', policies: [{ document: {} }] } }",
      'scenario.yml: principals.a.policies.0: The policy has no Statement.',
    ],
    ['regions: [us-east-9]', 'scenario.yml: us-east-9 is not a region of the partition aws.'],
    ['faults: [{ service: sts }]', 'scenario.yml: faults.0 needs exactly one of code, html, hang and reset.'],
    ['keys: [', 'scenario.yml: '],
  ])('is told what is wrong with %s', (text, message) => {
    expect(() => scenarioOf(text)).toThrow(ScenarioError);
    expect(() => scenarioOf(text)).toThrow(message);
  });
});
