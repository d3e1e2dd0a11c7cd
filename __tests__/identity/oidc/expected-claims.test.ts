import { describe, expect, test } from '@jest/globals';
import { expectedClaims, withIssuers } from '../../../src/identity/oidc/expected-claims.ts';
import { diagnose, host, policyOf, providerArn, statementWith } from './support.ts';

const environment = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo-org/app',
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_HEAD_REF: '',
  GITHUB_BASE_REF: '',
  GITHUB_ACTOR: 'octocat',
  GITHUB_ACTOR_ID: '12',
  GITHUB_WORKFLOW: 'Deploy',
  GITHUB_WORKFLOW_REF: 'octo-org/app/.github/workflows/deploy.yml@refs/heads/main',
};
const audience = 'sts.amazonaws.com';
const none = { audience, environment: null };
const aud = { [`${host}:aud`]: audience };
const main = 'repo:octo-org/app:ref:refs/heads/main';
const immutable = 'repo:octo-org@123456/app@456789:ref:refs/heads/main';

describe('expectedClaims', () => {
  test.each<[string, Record<string, string>, string | null, readonly string[]]>([
    ['both forms of sub for a branch', {}, null, [main, immutable]],
    [
      'a tag',
      { GITHUB_REF: 'refs/tags/v1' },
      null,
      ['repo:octo-org/app:ref:refs/tags/v1', 'repo:octo-org@123456/app@456789:ref:refs/tags/v1'],
    ],
    [
      'a pull request',
      { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' },
      null,
      ['repo:octo-org/app:pull_request', 'repo:octo-org@123456/app@456789:pull_request'],
    ],
    [
      'an event about a pull request may count as one or not',
      { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REPOSITORY_ID: '' },
      null,
      [main, 'repo:octo-org/app:pull_request'],
    ],
    [
      'the environment wins, with its colons encoded',
      { GITHUB_EVENT_NAME: 'pull_request' },
      'prod:eu',
      ['repo:octo-org/app:environment:prod%3Aeu', 'repo:octo-org@123456/app@456789:environment:prod%3Aeu'],
    ],
    ['without the ids only the old form', { GITHUB_REPOSITORY_OWNER_ID: '' }, null, [main]],
    ['ids that are no numbers are none', { GITHUB_REPOSITORY_ID: 'a:b' }, null, [main]],
    ['GitHub Enterprise Server has the old form only', { GITHUB_SERVER_URL: 'https://git.example.com' }, null, [main]],
    ['outside GitHub Actions there is nothing', { GITHUB_REPOSITORY: '' }, null, []],
    ['a repository that is none gives nothing', { GITHUB_REPOSITORY: 'a/b/c' }, null, []],
    ['a server that is none gives nothing', { GITHUB_SERVER_URL: 'github' }, null, []],
  ])('%s', (_, changes, name, subjects) => {
    const candidates = expectedClaims({ ...environment, ...changes }, { audience, environment: name });
    expect(candidates.map(({ claims }) => claims.subject)).toEqual(subjects);
    expect(candidates.map(({ claims }) => claims.all.get('sub'))).toEqual(subjects.map((subject) => [subject]));
  });

  test.each([
    ['https://github.com', 'https://token.actions.githubusercontent.com'],
    ['', 'https://token.actions.githubusercontent.com'],
    ['https://octocorp.ghe.com', 'https://token.actions.octocorp.ghe.com'],
    ['https://git.example.com/', 'https://git.example.com/_services/token'],
  ])('the issuer of %s is %s', (server, issuer) => {
    const [first] = expectedClaims({ ...environment, GITHUB_SERVER_URL: server }, none);
    expect(first?.claims.issuer).toBe(issuer);
  });

  test('the other claims come from the variables, and what no variable tells is unknown', () => {
    const [first] = expectedClaims(environment, none);
    expect(Object.fromEntries(first?.claims.all ?? [])).toEqual({
      iss: ['https://token.actions.githubusercontent.com'],
      aud: [audience],
      sub: [main],
      repository: ['octo-org/app'],
      repository_id: ['456789'],
      repository_owner: ['octo-org'],
      repository_owner_id: ['123456'],
      ref: ['refs/heads/main'],
      ref_type: ['branch'],
      event_name: ['push'],
      actor: ['octocat'],
      actor_id: ['12'],
      workflow: ['Deploy'],
      workflow_ref: ['octo-org/app/.github/workflows/deploy.yml@refs/heads/main'],
    });
    expect(first?.unknown).toContain('job_workflow_ref');
  });

  test('a job whose environment is not known may have any', () => {
    const candidates = expectedClaims(environment, { audience });
    expect(candidates).toHaveLength(3);
    expect(candidates[2]?.unknown).toEqual(expect.arrayContaining(['sub', 'environment']));
  });

  test('an issuer of the enterprise that a policy names is possible too', () => {
    const candidates = expectedClaims(environment, none);
    const more = withIssuers(candidates, ['gitlab.com', `${host}/octo-inc`]);
    expect(more.map(({ claims }) => claims.issuer)).toEqual([
      `https://${host}`,
      `https://${host}`,
      `https://${host}/octo-inc`,
      `https://${host}/octo-inc`,
    ]);
  });
});

describe('without a token', () => {
  const claims = expectedClaims(environment, none);
  const ask = (condition: object, more: Parameters<typeof diagnose>[1] = {}) =>
    diagnose(policyOf(statementWith(condition)), { claims, answer: 'not-asked', ...more });

  test('it is certain when every candidate passes', () => {
    const both = { StringEquals: { ...aud, [`${host}:sub`]: [main, immutable] } };
    expect(ask(both)).toMatchObject({ decision: 'allows', observations: [], conditionToPaste: null });
  });

  test('it is certain when every candidate fails, and both are told and pasted', () => {
    const { decision, observations, conditionToPaste } = ask({
      StringEquals: { ...aud, [`${host}:sub`]: 'repo:octo-org/app:ref:refs/heads/release' },
    });
    expect(decision).toBe('refuses');
    expect(observations).toMatchObject([{ code: 'oidc-trust-mismatch', severity: 'warning', location: { line: 13 } }]);
    expect(observations[0]?.detail).toContain(`this job is expected to send "${main}" or "${immutable}"`);
    expect(conditionToPaste?.value).toEqual({
      StringEquals: { ...aud, [`${host}:sub`]: [main, immutable] },
    });
  });

  test('it is open, and a notice, when one form passes and the other fails', () => {
    const told = ask({ StringEquals: { ...aud, [`${host}:sub`]: main } });
    expect(told).toMatchObject({ decision: 'unknown', observations: [{ severity: 'notice' }] });
    expect(told.observations[0]?.detail).toContain(`accepts "${main}" and refuses "${immutable}"`);
    expect(told.conditionToPaste).toEqual({
      replaces: { element: 'Condition', statement: 0 },
      value: { StringEquals: { ...aud, [`${host}:sub`]: [main, immutable] } },
    });
  });

  test('an environment that is not known leaves sub open, and not the audience', () => {
    const open = expectedClaims(environment, { audience });
    const sub = { [`${host}:sub`]: 'repo:octo-org/app:environment:production' };
    expect(ask({ StringEquals: { ...aud, ...sub } }, { claims: open }).decision).toBe('unknown');
    expect(ask({ StringEquals: { [`${host}:aud`]: 'other', ...sub } }, { claims: open }).decision).toBe('refuses');
  });

  test('a claim that no variable tells leaves it open', () => {
    const ref = 'octo-org/ci/.github/workflows/deploy.yml@refs/heads/main';
    const told = ask({
      StringEquals: { ...aud, [`${host}:sub`]: [main, immutable], [`${host}:job_workflow_ref`]: ref },
    });
    expect(told.decision).toBe('unknown');
    expect(told.observations[0]?.detail).toContain(`${host}:job_workflow_ref, which cannot be told without the token`);
    expect(told.observations[0]?.location?.line).toBe(17);
  });

  test('a policy for the issuer of an enterprise may fit, for nobody knows the issuer', () => {
    const address = `${host}/octo-inc`;
    const condition = { StringEquals: { [`${address}:aud`]: audience, [`${address}:sub`]: [main, immutable] } };
    const statement = statementWith(condition, { Principal: { Federated: `${providerArn}/octo-inc` } });
    expect(diagnose(policyOf(statement), { claims, answer: 'not-asked' }).decision).toBe('unknown');
  });
});
