import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { IAMClient } from '@aws-sdk/client-iam';
import { createIamReads } from '../../src/aws/policy-reader-calls.ts';
import { createQueue } from '../../src/aws/policy-reader-queue.ts';
import { createPolicyReader } from '../../src/aws/policy-reader.ts';
import { matchStatement, type PrincipalPolicies } from '../../src/aws/principal-policies.ts';
import type { Scenario } from '../../tools/local-aws/scenario.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { keyOf, scenarioOf } from '../local-aws/support.ts';

const narrow = ['iam:GetRole', 'iam:GetUser', 'iam:List*', 'iam:GetRolePolicy', 'iam:GetUserPolicy', 'iam:GetPolicy*'];
const deployer = 'arn:aws:iam::111122223333:role/deployer';
const account = 'iam:GetAccountAuthorizationDetails';
const orders = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'lambda:*', Resource: '*' } };
const caf = { Statement: { Sid: 'Café+(100%)', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::a/%41*' } };
const boundary = { Statement: { Effect: 'Allow', Action: ['s3:*', 'iam:*'], Resource: '*' } };

describe('what may be read is read', () => {
  test('inline and managed policies, boundary, tags and the true ARN of a role with a path', async () => {
    const { policies, requests } = await readAs(narrow, deployer, rich);
    expect(policies).toMatchObject({
      trueArn: 'arn:aws:iam::111122223333:role/ci/deployer',
      tags: { team: 'orders' },
      notSeen: [],
      identityComplete: true,
      boundaryComplete: true,
      complete: true,
    });
    expect(documents(policies)).toEqual([
      ['inline policy Reader of role deployer', expect.anything()],
      ['inline policy Odd of role deployer', caf],
      ['Orders', orders],
      ['ReadOnlyAccess', orders],
    ]);
    expect(policies.boundary?.map(({ origin, value }) => [origin.name, value])).toEqual([['Boundary', boundary]]);
    expect(requests[0]).toBe('GetRole');
    expect(counted(requests)).toEqual({
      GetRole: 1,
      ListRolePolicies: 1,
      ListAttachedRolePolicies: 1,
      GetRolePolicy: 2,
      GetPolicy: 3,
      GetPolicyVersion: 3,
    });
  });

  test('positions are those of the text as it was written', async () => {
    const file = new URL('../../tools/local-aws/scenarios/policies/simulate.json', import.meta.url);
    const lines = readFileSync(file, 'utf8').split('\n');
    const { policies } = await readAs(narrow, deployer, (statement) =>
      scenarioOf(role(statement, [{ name: 'Preflight', file: file.pathname }])),
    );
    const line = lines.findIndex((text) => text.includes('"Resource": "*"'));
    expect(matchStatement('role_deployer_Preflight', policies)?.locate(['Statement', 1, 'Resource'])).toEqual({
      line: line + 1,
      column: (lines[line]?.indexOf('"*"') ?? 0) + 1,
    });
  });

  test('a user with nothing but inline policies takes six requests', async () => {
    const { policies, requests } = await readAs(narrow, 'arn:aws:iam::111122223333:user/team/ci', user, 'ci');
    expect(policies).toMatchObject({
      complete: true,
      boundary: null,
      trueArn: 'arn:aws:iam::111122223333:user/team/ci',
    });
    expect(documents(policies).map(([name]) => name)).toEqual([
      'inline policy Reader of user ci',
      'inline policy Own of user ci',
    ]);
    expect(requests).toHaveLength(6);
    expect(requests).toContain('ListGroupsForUser');
  });

  test('every page of every list is read', async () => {
    const { policies, requests } = await readAs(narrow, deployer, (statement) => ({
      ...rich(statement),
      iamPageSize: 1,
    }));
    expect(policies.complete).toBe(true);
    expect(policies.identity).toHaveLength(4);
    expect(counted(requests)).toMatchObject({ ListRolePolicies: 2, ListAttachedRolePolicies: 2 });
  });

  test('every request is counted', async () => {
    const { counted: count, requests } = await readAs(narrow, deployer, rich);
    expect(count).toBe(requests.length);
  });
});

describe('what may not be read is said', () => {
  test('managed policies that are denied, with the listing of the account denied too', async () => {
    const { policies, requests } = await readAs(
      ['iam:GetRole', 'iam:List*', 'iam:GetRolePolicy', 'iam:GetPolicy'],
      deployer,
      rich,
    );
    expect(policies.notSeen).toEqual([
      'The attached policy Orders: iam:GetPolicyVersion is denied.',
      'The attached policy ReadOnlyAccess: iam:GetPolicyVersion is denied.',
      'The permissions boundary Boundary: iam:GetPolicyVersion is denied.',
    ]);
    expect(policies).toMatchObject({
      complete: false,
      identityComplete: false,
      boundaryComplete: false,
      boundary: null,
    });
    expect(documents(policies)).toHaveLength(2);
    expect(policies.sources.map(({ name, policy }) => [name, policy !== null])).toEqual([
      ['Reader', true],
      ['Odd', true],
      ['Orders', false],
      ['ReadOnlyAccess', false],
      ['Boundary', false],
    ]);
    expect(counted(requests)).toMatchObject({ GetAccountAuthorizationDetails: 1 });
  });

  test('without GetRole the boundary is not known, but the policies are', async () => {
    const { policies } = await readAs(['iam:List*', 'iam:GetRolePolicy', 'iam:GetPolicy*'], deployer, rich);
    expect(policies).toMatchObject({
      identityComplete: true,
      boundaryComplete: false,
      complete: false,
      trueArn: null,
      tags: {},
    });
    expect(policies.notSeen).toEqual([
      'The permissions boundary and the tags of role deployer: iam:GetRole is denied.',
    ]);
  });

  test('nothing at all', async () => {
    const { policies, requests } = await readAs([], deployer, rich);
    expect(policies).toMatchObject({ identity: [], boundary: null, sources: [], complete: false });
    expect(policies.notSeen).toEqual([
      'The permissions boundary and the tags of role deployer: iam:GetRole is denied.',
      'The inline policies of role deployer: iam:ListRolePolicies is denied.',
      'The policies attached to role deployer: iam:ListAttachedRolePolicies is denied.',
    ]);
    expect(requests).toHaveLength(4);
  });

  test('a denied read of one inline policy is not tried on each of the others', async () => {
    const { policies, requests } = await readAs(['iam:Get*Role', 'iam:List*'], deployer, (statement) =>
      manyInline(statement, 12),
    );
    expect(counted(requests)['GetRolePolicy']).toBeLessThanOrEqual(3);
    expect(policies.notSeen).toHaveLength(12);
    expect(policies.notSeen[0]).toBe('The inline policy P0 of role deployer: iam:GetRolePolicy is denied.');
  });

  test.each([
    ['arn:aws:iam::111122223333:root', 'arn:aws:iam::111122223333:root is neither a role nor a user'],
    ['arn:aws:sts::111122223333:assumed-role/deployer/x', 'is neither a role nor a user'],
    ['', 'is neither a role nor a user'],
    ['arn:aws:iam::111122223333:role/gone', 'The policies of role gone: iam:GetRole found nothing of that name.'],
    ['arn:aws:iam::444455556666:role/deployer', 'the credentials belong to account 111122223333, and it to another.'],
  ])('%s has no policies that could be read', async (arn, sentence) => {
    const { policies } = await readAs(narrow, arn, rich);
    expect(policies).toMatchObject({ identity: [], sources: [], complete: false, trueArn: null });
    expect(policies.notSeen).toEqual([expect.stringContaining(sentence)]);
  });

  test('a principal with more policies than the limit of requests is read in part', async () => {
    const { policies, requests } = await readAs(narrow, deployer, (statement) => manyInline(statement, 80));
    expect(requests).toHaveLength(60);
    expect(policies.complete).toBe(false);
    expect(policies.notSeen[0]).toMatch(/: the limit of 60 requests was reached\.$/);
    expect(policies.identity.length + policies.notSeen.length).toBe(80);
  });
});

describe('the listing of the account', () => {
  test('gives everything where the narrow reads are denied', async () => {
    const { policies, requests } = await readAs([account], deployer, rich);
    expect(policies).toMatchObject({
      complete: true,
      notSeen: [],
      trueArn: 'arn:aws:iam::111122223333:role/ci/deployer',
      tags: { team: 'orders' },
    });
    expect(documents(policies).slice(1)).toEqual([
      ['inline policy Odd of role deployer', caf],
      ['Orders', orders],
      ['ReadOnlyAccess', orders],
    ]);
    expect(policies.boundary?.map(({ value }) => value)).toEqual([boundary]);
    expect(counted(requests)).toMatchObject({ GetAccountAuthorizationDetails: 1 });
  });

  test('gives everything of a user too', async () => {
    const { policies } = await readAs([account], 'arn:aws:iam::111122223333:user/ci', user, 'ci');
    expect(policies).toMatchObject({ complete: true, trueArn: 'arn:aws:iam::111122223333:user/team/ci' });
    expect(documents(policies)).toHaveLength(2);
  });

  test('is asked for what is missing only, and no further than needed', async () => {
    const read = ['iam:GetRole', 'iam:List*', 'iam:GetRolePolicy', 'iam:GetPolicy', account];
    const ownOnly = (statement: object) => ({
      ...scenarioOf(role(statement, [managed('Aaa'), managed('Bbb')])),
      iamPageSize: 1,
    });
    const { policies, listings } = await readAs(read, deployer, ownOnly);
    expect(policies.complete).toBe(true);
    expect(listings).toHaveLength(2);
    expect(listings[0]).toMatchObject({ 'Filter.member.1': 'LocalManagedPolicy' });
    expect(listings[0]).not.toHaveProperty(['Filter.member.2']);
  });

  test('closes the gap that a denied GetRolePolicy leaves', async () => {
    const read = ['iam:GetRole', 'iam:List*', 'iam:GetPolicy*', account];
    const { policies, listings } = await readAs(read, deployer, rich);
    expect(policies.complete).toBe(true);
    expect(documents(policies)[1]).toEqual(['inline policy Odd of role deployer', caf]);
    expect(listings).toHaveLength(1);
    expect(listings[0]).toMatchObject({ 'Filter.member.1': 'Role' });
    expect(listings[0]).not.toHaveProperty(['Filter.member.2']);
  });

  test('ends at the page that closes the last gap', async () => {
    const paged = (statement: object) => ({ ...crowd(statement), iamPageSize: 1 });
    const { policies, listings } = await readAs([account], deployer, paged);
    expect(policies).toMatchObject({ complete: true, trueArn: 'arn:aws:iam::111122223333:role/ci/deployer' });
    expect(documents(policies).map(([name]) => name)).toEqual(['inline policy Reader of role deployer', 'Orders']);
    // The role itself, five others, and then the first of the policies.
    expect(listings).toHaveLength(7);
  });

  test('is left at twenty pages', async () => {
    const paged = (statement: object) => ({ ...crowd(statement, 60), iamPageSize: 1 });
    const { policies, listings } = await readAs([account], deployer, paged);
    expect(listings).toHaveLength(20);
    expect(policies.complete).toBe(false);
  });

  test('does not pass a namesake in another account for the principal', async () => {
    const arn = 'arn:aws:iam::444455556666:role/deployer';
    const { policies } = await readAs(['iam:List*', 'iam:GetRolePolicy', 'iam:GetPolicy*', account], arn, rich);
    expect(policies).toMatchObject({ identity: [], sources: [], complete: false });
    expect(policies.notSeen).toEqual([expect.stringContaining('belong to account 111122223333, and it to another')]);
  });

  test('is not asked for where nothing was denied', async () => {
    const { listings } = await readAs([...narrow, account], deployer, rich);
    expect(listings).toEqual([]);
  });
});

describe('faults', () => {
  const faulty = (fault: Partial<Scenario['faults'][number]>) => (statement: object) => {
    const scenario = rich(statement);
    const effect = { kind: 'hang' } as const;
    return { ...scenario, faults: [{ service: 'iam', action: '*', times: null, effect, ...fault }] };
  };

  test('a server that hangs is waited for until the deadline, and no longer', async () => {
    const started = Date.now();
    const { policies, requests } = await readAs(
      narrow,
      deployer,
      faulty({ action: 'GetPolicyVersion' }),
      'deployer',
      700,
    );
    expect(Date.now() - started).toBeLessThan(2500);
    expect(policies.notSeen).toContain('The attached policy Orders: the time of this run was used up.');
    expect(policies.complete).toBe(false);
    expect(documents(policies)).toHaveLength(2);
    expect(counted(requests)['GetPolicyVersion']).toBe(3);
  });

  test('the pause before another attempt ends with the deadline', async () => {
    const effect = { kind: 'error', status: 400, code: 'Throttling', message: 'Rate exceeded' } as const;
    const started = Date.now();
    const { policies } = await readAs(narrow, deployer, faulty({ effect }), 'deployer', 150);
    expect(Date.now() - started).toBeLessThan(450);
    expect(policies.notSeen).toEqual(['The policies of role deployer: the time of this run was used up.']);
  });

  test('a deadline that has passed already costs no request', async () => {
    const { policies, requests, counted: count } = await readAs(narrow, deployer, rich, 'deployer', 0);
    expect(policies.notSeen).toEqual(['The policies of role deployer: the time of this run was used up.']);
    expect([requests.length, count]).toEqual([0, 0]);
  });

  test('throttling is asked again, and said when it does not end', async () => {
    const effect = { kind: 'error', status: 400, code: 'Throttling', message: 'Rate exceeded' } as const;
    const once = await readAs(narrow, deployer, faulty({ action: 'GetPolicy', times: 2, effect }));
    expect(once.policies.complete).toBe(true);
    const always = await readAs(narrow, deployer, faulty({ action: 'ListRolePolicies', effect }));
    expect(always.policies.notSeen).toEqual([
      'The inline policies of role deployer: iam:ListRolePolicies is throttled.',
    ]);
    expect(counted(always.requests)).toMatchObject({ ListRolePolicies: 4 });
    expect(always.policies.boundaryComplete).toBe(true);
  });

  test('a proxy’s page is not taken for a principal without policies', async () => {
    const effect = { kind: 'html', status: 200, body: '<html><body>Sign in</body></html>' } as const;
    const { policies } = await readAs(narrow, deployer, faulty({ action: 'ListRolePolicies', effect }));
    expect(policies.identityComplete).toBe(false);
    expect(policies.notSeen).toHaveLength(1);
  });

  test('a list that breaks off is not taken for the whole', async () => {
    const body =
      '<ListRolePoliciesResponse><ListRolePoliciesResult><PolicyNames/><IsTruncated>true</IsTruncated></ListRolePoliciesResult></ListRolePoliciesResponse>';
    const { policies } = await readAs(narrow, deployer, (statement) => ({
      ...rich(statement),
      responses: { 'iam:ListRolePolicies': { body } },
    }));
    expect(policies.notSeen).toEqual([
      'The inline policies of role deployer: the answer to iam:ListRolePolicies breaks off.',
    ]);
  });

  test('no more than three requests are under way at once', async () => {
    const { requests } = await readAs(
      narrow,
      deployer,
      (statement) => ({ ...manyInline(statement, 12), faults: faulty({ action: 'GetRolePolicy' })(statement).faults }),
      'deployer',
      700,
    );
    expect(counted(requests)['GetRolePolicy']).toBe(3);
  });

  test('AWS out of reach is not asked for anything else', async () => {
    let count = 0;
    const reads = createIamReads(
      new IAMClient({ region: 'eu-west-1' }),
      new AbortController().signal,
      () => (count += 1),
      createQueue(1),
    );
    const reset = () => Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const answers = [await reads.one('iam:GetRole', 'a', reset), await reads.one('iam:GetUser', 'b', reset)];
    const why = 'iam:GetRole was not answered (ECONNRESET)';
    expect(answers).toEqual([
      { ok: false, why, denied: false },
      { ok: false, why, denied: false },
    ]);
    expect(count).toBe(1);
  });

  test('a document that is not JSON is said', async () => {
    const body =
      '<GetRolePolicyResponse><GetRolePolicyResult><PolicyDocument>%7B%22Statement</PolicyDocument></GetRolePolicyResult></GetRolePolicyResponse>';
    const { policies } = await readAs(narrow, deployer, (statement) => ({
      ...rich(statement),
      responses: { 'iam:GetRolePolicy': { body } },
    }));
    expect(policies.notSeen[0]).toBe('The inline policy Reader of role deployer: its document is not JSON.');
  });
});

describe('matched statements', () => {
  test('are found by the name that the simulator gives the policy', async () => {
    const { policies } = await readAs(narrow, deployer, rich);
    const named = (id: string) => matchStatement(id, policies)?.origin.name ?? null;
    expect(named('role_deployer_Odd')).toBe('inline policy Odd of role deployer');
    expect(named('Orders')).toBe('Orders');
    expect(named('Boundary')).toBe('Boundary');
    expect(['Odd', 'user_deployer_Odd', 'role_deployer_odd', 'role_deployer_', ''].map(named)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('are not found where the policy was not read', async () => {
    const { policies } = await readAs(['iam:List*', 'iam:GetRolePolicy'], deployer, rich);
    expect(matchStatement('Orders', policies)).toBeNull();
    expect(matchStatement('role_deployer_Odd', policies)).not.toBeNull();
  });

  test('are not guessed where two policies have that name', async () => {
    const twins = [managed('Twin'), { ...managed('Twin'), arn: 'arn:aws:iam::aws:policy/Twin' }];
    const { policies } = await readAs(narrow, deployer, (statement) => scenarioOf(role(statement, twins)));
    expect(policies.identity).toHaveLength(3);
    expect(matchStatement('Twin', policies)).toBeNull();
  });

  test('are found where the boundary is attached as well', async () => {
    const { policies } = await readAs(narrow, deployer, (statement) =>
      scenarioOf(role(statement, [managed('Both')], { boundary: { ...managed('Both'), document: boundary } })),
    );
    expect(matchStatement('Both', policies)?.origin.name).toBe('Both');
    expect(policies.boundary).toHaveLength(1);
  });
});

const servers: LocalAws[] = [];
afterEach(async () => {
  delete process.env['AWS_ENDPOINT_URL'];
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Reads `arn` as a principal of a scenario that has those actions. */
async function readAs(
  actions: readonly string[],
  arn: string,
  scenarioWith: (statement: object) => Scenario,
  caller = 'deployer',
  milliseconds = 25_000,
) {
  const scenario = scenarioWith({
    Effect: 'Allow',
    Action: actions.length === 0 ? 'sts:GetCallerIdentity' : actions,
    Resource: '*',
  });
  const server = await startLocalAws(scenario);
  servers.push(server);
  process.env['AWS_ENDPOINT_URL'] = server.url;
  const deadline = milliseconds === 0 ? AbortSignal.abort() : AbortSignal.timeout(milliseconds);
  let count = 0;
  const reader = createPolicyReader({ ...keyOf(scenario, caller), expiresAt: null }, 'eu-west-1', deadline, () => {
    count += 1;
  });
  const policies = await reader.readPrincipal(arn);
  return {
    policies,
    counted: count,
    requests: server.requests.map(({ action }) => action),
    listings: server.requests
      .filter(({ action }) => action === 'GetAccountAuthorizationDetails')
      .map(({ parameters }) => parameters),
  };
}

function rich(statement: object): Scenario {
  const readOnly = { ...managed('ReadOnlyAccess'), arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
  return scenarioOf(
    role(statement, [{ name: 'Odd', document: caf }, managed('Orders'), readOnly], {
      tags: { team: 'orders' },
      boundary: { ...managed('Boundary'), document: boundary },
    }),
  );
}

/** The stand-in takes YAML, of which JSON is a part. */
function role(statement: object, policies: readonly object[], more: object = {}, others: object = {}): string {
  return JSON.stringify({
    principals: {
      deployer: {
        arn: 'arn:aws:sts::111122223333:assumed-role/deployer/ci',
        path: '/ci/',
        policies: [{ name: 'Reader', document: { Statement: statement } }, ...policies],
        ...more,
      },
      ...others,
    },
    keys: [{ principal: 'deployer' }],
  });
}

function user(statement: object): Scenario {
  return scenarioOf(
    JSON.stringify({
      principals: {
        ci: {
          arn: 'arn:aws:iam::111122223333:user/team/ci',
          policies: [
            { name: 'Reader', document: { Statement: statement } },
            { name: 'Own', document: orders },
          ],
        },
      },
      keys: [{ principal: 'ci' }],
    }),
  );
}

function manyInline(statement: object, count: number): Scenario {
  return scenarioOf(
    role({ ...statement, Sid: 'Reader' }, [], {
      policies: Array.from({ length: count }, (_, index) => ({
        name: `P${index}`,
        document: { Statement: statement },
      })),
    }),
  );
}

/** An account with other roles before and policies after the one that counts. */
function crowd(statement: object, roles = 5): Scenario {
  const others = Object.fromEntries(
    Array.from({ length: roles }, (_, index) => [
      `other${index}`,
      { arn: `arn:aws:iam::111122223333:role/other${index}`, policies: [managed(`Other${index}`)] },
    ]),
  );
  return scenarioOf(role(statement, [managed('Orders')], {}, others));
}

function managed(name: string) {
  return { name, type: 'managed', document: orders };
}

function documents(policies: PrincipalPolicies): readonly (readonly [string, unknown])[] {
  return policies.identity.map(({ origin, value }) => [origin.name, value] as const);
}

function counted(requests: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const request of requests) {
    counts[request] = (counts[request] ?? 0) + 1;
  }
  return counts;
}
