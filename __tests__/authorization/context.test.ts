import { describe, expect, test } from '@jest/globals';
import { contextFor } from '../../src/authorization/context.ts';
import type { RequestFacts } from '../../src/authorization/context.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import { facts, requirement, role } from './factories.ts';

function keys(overrides: Partial<Requirement>, run: Partial<RequestFacts> = {}) {
  const entries = contextFor(requirement(overrides), facts(run));
  return Object.fromEntries(entries.map(({ key, values }) => [key, values.join('|')]));
}

const regionCases: readonly [string, Partial<Requirement>, Partial<RequestFacts>, string][] = [
  ["a regional service: the deployment's region", {}, { region: 'eu-west-1' }, 'eu-west-1'],
  ['IAM has one endpoint, in us-east-1', { action: 'iam:CreateRole' }, { region: 'eu-west-1' }, 'us-east-1'],
  ['CloudFront too', { action: 'cloudfront:CreateInvalidation' }, { region: 'eu-west-1' }, 'us-east-1'],
  ['PassRole is asked within the regional call', { action: 'iam:PassRole' }, { region: 'eu-west-1' }, 'eu-west-1'],
  [
    'other partitions have endpoints of their own',
    { action: 'iam:CreateRole' },
    { region: 'cn-north-1', identity: { ...role, partition: 'aws-cn' } },
    'cn-north-1',
  ],
];

describe('contextFor', () => {
  test('what is known of every request is always sent', () => {
    expect(keys({})).toEqual({
      'aws:CurrentTime': '2026-01-31T12:00:00.000Z',
      'aws:PrincipalIsAWSService': 'false',
      'aws:RequestedRegion': 'us-east-1',
      'aws:ResourceAccount': '111122223333',
      'aws:SecureTransport': 'true',
      'aws:ViaAWSService': 'false',
      'aws:userid': 'AROAQAAAAAAAQAAAAAAAA:session',
    });
  });

  test.each(regionCases)('region: %s', (_, overrides, run, expected) => {
    expect(keys(overrides, run)['aws:RequestedRegion']).toBe(expected);
  });

  test("the resource's account is the one in its ARN", () => {
    expect(keys({ resource: 'arn:aws:iam::444455556666:role/r' })['aws:ResourceAccount']).toBe('444455556666');
    expect(keys({ resource: 'arn:aws:s3:::bucket' })['aws:ResourceAccount']).toBe('111122223333');
    expect(keys({ resource: '*' })['aws:ResourceAccount']).toBe('111122223333');
  });

  test("a key of the user's replaces ours, without regard to case, and is sent once", () => {
    const entries = contextFor(requirement(), facts({ userContext: { 'AWS:requestedregion': ['eu-west-3'] } }));
    const region = entries.filter(({ key }) => key.toLowerCase() === 'aws:requestedregion');
    expect(region).toEqual([{ key: 'aws:RequestedRegion', type: 'string', values: ['eu-west-3'] }]);
  });

  test('several values make a list', () => {
    const entries = contextFor(requirement(), facts({ userContext: { 'aws:TagKeys': ['a'], 'x:y': ['1', '2'] } }));
    expect(entries.find(({ key }) => key === 'aws:TagKeys')?.type).toBe('stringList');
    expect(entries.find(({ key }) => key === 'x:y')?.type).toBe('stringList');
  });

  test('nothing is invented that would hide a denial', () => {
    const sent = Object.keys(keys({})).join(' ').toLowerCase();
    expect(sent).not.toMatch(/multifactor|resourcetag|principaltag|sourceip|sourcevpc/);
  });
});
