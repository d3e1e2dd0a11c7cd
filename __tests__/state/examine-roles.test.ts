import { describe, expect, test } from '@jest/globals';
import { regions, regionsFromTheStart } from '../../src/credentials/regions.ts';
import { examineRoles } from '../../src/examine-roles.ts';
import type { Identity } from '../../src/identity/identity.ts';
import { rolesFor } from '../../src/requirements/roles.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { parseTarget, type Target } from '../../src/requirements/target.ts';
import { account, answering, caller, failing, fakeAws, type Answers } from './fake-aws.ts';

const base = `id: mine
title: Mine
sources: [https://example.com]
parameters:
  role: { description: Role., required: false }
  profile: { description: Profile., required: false }
  stage: { description: Stage., required: false, default: prod }
checks: [{ id: a, actions: [s3:ListAllMyBuckets], resource: '*', severity: error, why: Look }]
roles:
`;

function targetWith(...roles: readonly string[]): Target {
  return parseTarget(`${base}${roles.map((role) => `  - { ${role} }\n`).join('')}`, 'mine.yml', checkTargetSchema);
}

const run = 'id: run, role: "${role:role-arn}", trusts: lambda.amazonaws.com, severity: error, why: Run it';
const host = 'id: host, instanceProfile: "${profile}", trusts: ec2.amazonaws.com, severity: warning, why: Run them';
const place = { ...caller.identity, region: 'us-east-1' };

function plan(roles: readonly string[], values: Readonly<Record<string, string>>, certain = true) {
  return rolesFor(targetWith(...roles), new Map(Object.entries(values)), place, certain);
}

const arnOf = (name: string) => `arn:aws:iam::${account}:role/${name}`;

function trusting(principal: unknown, more: object = {}): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more }],
  });
}

function role(name: string, trustPolicy = trusting({ Service: 'lambda.amazonaws.com' })) {
  return answering({ arn: arnOf(name), trustPolicy });
}

async function examine(planned: ReturnType<typeof plan>, answers: Answers) {
  const { aws, asked } = fakeAws(answers);
  return { ...(await examineRoles(aws, caller, 'us-east-1', planned)), asked };
}

describe('the roles of a deployment', () => {
  test.each<[string, string, Readonly<Record<string, string>>, object | null]>([
    [
      'a name',
      run,
      { role: 'app' },
      { kind: 'role', arn: arnOf('app'), name: 'app', accountId: account, pathKnown: false },
    ],
    [
      'a path and a name',
      run,
      { role: 'team/app' },
      { kind: 'role', arn: arnOf('team/app'), name: 'app', pathKnown: true },
    ],
    ['an ARN', run, { role: arnOf('app') }, { kind: 'role', arn: arnOf('app'), pathKnown: true }],
    ['an ARN of another account', run, { role: 'arn:aws:iam::444455556666:role/app' }, { accountId: '444455556666' }],
    [
      'an ARN in the target',
      'id: a, role: "arn:${Partition}:iam::${Account}:role/x-${stage}-${Region}", trusts: caller, severity: error, why: Go',
      {},
      { arn: arnOf('x-prod-us-east-1'), pathKnown: true },
    ],
    ['nothing', run, {}, null],
    ['an asterisk', run, { role: 'app-*' }, null],
    ['the ARN of a user', run, { role: `arn:aws:iam::${account}:user/app` }, null],
    ['what can be no name', run, { role: 'my role!' }, null],
    ['a profile by its name', host, { profile: 'web' }, { kind: 'instance-profile', name: 'web', accountId: account }],
    [
      'a profile by its ARN',
      host,
      { profile: 'arn:aws:iam::444455556666:instance-profile/team/web' },
      { kind: 'instance-profile', name: 'web', accountId: '444455556666' },
    ],
    ['no profile', host, {}, null],
    ['a profile with an asterisk', host, { profile: 'web*' }, null],
    ['what can be no profile', host, { profile: 'a b' }, null],
  ])('are named by %s', (_, entry, values, expected) => {
    const [planned] = plan([entry], values);
    expect(planned === undefined ? null : planned.holder).toEqual(
      expected === null ? null : expect.objectContaining(expected),
    );
  });

  test('are those whose condition holds, and weigh as it says', () => {
    const entry = (more: string) => `${run.replace('severity: error', 'severity: warning')}, ${more}`;
    expect(plan([entry('when: { missing: [role] }')], { role: 'app' })).toEqual([]);
    expect(plan([entry('errorWhen: { given: [role] }')], { role: 'app' })[0]?.severity).toBe('error');
    expect(plan([entry('errorWhen: { given: [role] }')], { role: 'app' }, false)[0]?.severity).toBe('warning');
    expect(plan([run], { role: 'app' }, false)[0]?.severity).toBe('warning');
  });
});

describe('a role that is looked at', () => {
  test('is fine when it is there and lets in who is to use it', async () => {
    const seen = await examine(plan([run], { role: 'app' }), { roles: { app: role('app') } });
    expect(seen).toEqual({ observations: [], missing: new Set(), notCovered: [], asked: ['role app'] });
  });

  test('is missing when IAM says so', async () => {
    const seen = await examine(plan([run], { role: 'app' }), { roles: { app: failing('NoSuchEntity') } });
    expect(seen.observations).toEqual([
      {
        code: 'passed-role-missing',
        severity: 'error',
        detail: `IAM of account ${account} has no role app. What the role is for: Run it.`,
      },
    ]);
    expect([...seen.missing]).toEqual([arnOf('app')]);
  });

  test('is missing when the one of its name has another path, unless only a name was given', async () => {
    const roles = {
      app: answering({ arn: arnOf('team/app'), trustPolicy: trusting({ Service: 'lambda.amazonaws.com' }) }),
    };
    const exact = await examine(plan([run], { role: arnOf('app') }), { roles });
    expect(exact.observations[0]?.detail).toBe(
      `There is no role ${arnOf('app')}: the one of that name has another path, ${arnOf('team/app')}. What the role is for: Run it.`,
    );
    expect([...exact.missing]).toEqual([arnOf('app')]);
    expect((await examine(plan([run], { role: 'app' }), { roles })).observations).toEqual([]);
  });

  test('does not let in another service', async () => {
    const roles = { app: role('app', trusting({ Service: ['ec2.amazonaws.com', 'edgelambda.amazonaws.com'] })) };
    const seen = await examine(plan([run], { role: 'app' }), { roles });
    expect(seen.observations).toEqual([
      {
        code: 'passed-role-trust',
        severity: 'error',
        detail: `lambda.amazonaws.com cannot assume ${arnOf('app')}: no statement of its trust policy allows sts:AssumeRole to it. It names "ec2.amazonaws.com" and "edgelambda.amazonaws.com". What the role is for: Run it.`,
      },
    ]);
    expect(seen.missing.size).toBe(0);
  });

  test('is found through its instance profile', async () => {
    const planned = plan([host], { profile: 'web' });
    const fine = await examine(planned, {
      profiles: { web: answering('app') },
      roles: { app: role('app', trusting({ Service: 'ec2.amazonaws.com' })) },
    });
    expect([fine.observations, fine.asked]).toEqual([[], ['profile web', 'role app']]);
    const other = await examine(planned, { profiles: { web: answering('app') }, roles: { app: role('app') } });
    expect(other.observations).toMatchObject([{ code: 'passed-role-trust', severity: 'warning' }]);
    const none = await examine(planned, { profiles: { web: failing('NoSuchEntity') } });
    expect(none.observations[0]?.detail).toBe(
      `IAM of account ${account} has no instance profile web. What the role is for: Run them.`,
    );
    const empty = await examine(planned, { profiles: { web: answering(null) } });
    expect(empty.observations[0]?.detail).toBe(
      `The instance profile web of account ${account} holds no role. What the role is for: Run them.`,
    );
    expect([...none.missing, ...empty.missing]).toEqual([]);
  });

  test('is read once, whoever is to use it, and told once for two targets', async () => {
    const other = 'id: other, role: "${role:role-arn}", trusts: ec2.amazonaws.com, severity: notice, why: Run them';
    const planned = [...plan([run, other], { role: 'app' }, false), ...plan([run], { role: 'app' })];
    const seen = await examine(planned, { roles: { app: role('app', trusting({ Service: 'x.amazonaws.com' })) } });
    expect(seen.asked).toEqual(['role app']);
    expect(seen.observations.map(({ code, severity }) => [code, severity])).toEqual([
      ['passed-role-trust', 'error'],
      ['passed-role-trust', 'notice'],
    ]);
  });

  test.each([
    ['a refusal', failing<never>('AccessDenied'), 'the caller may not call iam:GetRole'],
    ['throttling', failing<never>('Throttling'), 'iam:GetRole was not answered'],
    [
      'a fault of the network',
      failing<never>('ECONNRESET', { kind: 'network', status: null }),
      'iam:GetRole was not answered',
    ],
  ] as const)('says nothing after %s', async (_, outcome, reason) => {
    const seen = await examine(plan([run], { role: 'app' }), { roles: { app: outcome } });
    expect(seen).toMatchObject({ observations: [], missing: new Set() });
    expect(seen.notCovered).toEqual([`Whether these roles exist, and whom they trust: ${arnOf('app')}; ${reason}.`]);
  });

  test('says nothing after a refused profile', async () => {
    const seen = await examine(plan([host], { profile: 'web' }), {});
    expect(seen.notCovered).toEqual([
      'Whether these roles exist, and whom they trust: instance profile web; the caller may not call iam:GetInstanceProfile.',
    ]);
  });

  test('is not one of another account', async () => {
    const seen = await examine(plan([run], { role: 'arn:aws:iam::444455556666:role/app' }), {});
    expect([seen.asked, seen.observations]).toEqual([[], []]);
    expect(seen.notCovered).toEqual([
      'Whether these roles exist, and whom they trust: arn:aws:iam::444455556666:role/app; they are in another account, whose roles cannot be read from here.',
    ]);
  });

  test('is one of ten at most', async () => {
    const many = Array.from({ length: 12 }, (_, index) => plan([run], { role: `app${index}` })).flat();
    const seen = await examine(many, {
      roles: Object.fromEntries(many.map((_, index) => [`app${index}`, role(`app${index}`)])),
    });
    expect(seen.asked).toHaveLength(10);
    expect(seen.notCovered).toEqual([
      `Whether these roles exist, and whom they trust: ${arnOf('app10')} and ${arnOf('app11')}; no more than 10 roles are read in one run.`,
    ]);
  });
});

/** Who asks, what the trust policy is, and whether the role is said to keep out who is to use it. */
describe('whom a trust policy lets in', () => {
  const lambda = { Service: 'lambda.amazonaws.com' };
  const user: Partial<Identity> = {
    kind: 'iam-user',
    principalArn: `arn:aws:iam::${account}:user/team/ci`,
    arn: `arn:aws:iam::${account}:user/team/ci`,
  };
  const unknown = { StringEquals: { 'aws:SourceAccount': '444455556666' } };
  const document = (...statements: readonly object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const allow = (Principal: unknown, more: object = {}) => ({
    Effect: 'Allow',
    Principal,
    Action: 'sts:AssumeRole',
    ...more,
  });
  const deny = (Principal: unknown, more: object = {}) => ({ ...allow(Principal, more), Effect: 'Deny' });
  test.each<[string, boolean, string, string, Partial<Identity>?]>([
    ['the service', false, 'lambda.amazonaws.com', document(allow(lambda))],
    ['every action', false, 'lambda.amazonaws.com', document(allow(lambda, { Action: ['sts:TagSession', 'sts:*'] }))],
    ['everybody', false, 'lambda.amazonaws.com', document(allow('*'))],
    ['another action', true, 'lambda.amazonaws.com', document(allow(lambda, { Action: 'sts:TagSession' }))],
    ['the service in another case', true, 'lambda.amazonaws.com', document(allow({ Service: 'Lambda.amazonaws.com' }))],
    [
      'the service under a condition of AWS',
      false,
      'lambda.amazonaws.com',
      document(allow(lambda, { Condition: unknown })),
    ],
    [
      'the service in the region of the run',
      false,
      'states.amazonaws.com',
      document(allow({ Service: 'states.us-east-1.amazonaws.com' })),
    ],
    [
      'the service in another region',
      true,
      'states.amazonaws.com',
      document(allow({ Service: 'states.eu-west-1.amazonaws.com' })),
    ],
    [
      'the service in China',
      false,
      'ec2.amazonaws.com',
      document(allow({ Service: 'ec2.amazonaws.com.cn' })),
      { partition: 'aws-cn' },
    ],
    ['the service, and denies it', true, 'lambda.amazonaws.com', document(allow(lambda), deny('*'))],
    [
      'the service, and denies it under a condition of AWS',
      false,
      'lambda.amazonaws.com',
      document(allow(lambda), deny('*', { Condition: unknown })),
    ],
    [
      'the service, and denies all others',
      false,
      'lambda.amazonaws.com',
      JSON.stringify({
        Statement: [allow(lambda), { Effect: 'Deny', NotPrincipal: lambda, Action: 'sts:AssumeRole' }],
      }),
    ],
    ['what cannot be read', false, 'lambda.amazonaws.com', '{'],
    [
      'what is no trust policy',
      false,
      'lambda.amazonaws.com',
      document({ Effect: 'Allow', Action: '*', Resource: '*' }),
    ],
    ['the account, for the caller', false, 'caller', document(allow({ AWS: `arn:aws:iam::${account}:root` }))],
    ['the number of the account, for the caller', false, 'caller', document(allow({ AWS: account }))],
    ['the role of the caller', false, 'caller', document(allow({ AWS: arnOf('deploy') }))],
    [
      'the role of the caller, with its path',
      false,
      'caller',
      document(allow({ AWS: arnOf('aws-reserved/sso.amazonaws.com/deploy') })),
    ],
    ['the session of the caller', false, 'caller', document(allow({ AWS: caller.identity.arn }))],
    [
      'a role of that name in another account',
      true,
      'caller',
      document(allow({ AWS: 'arn:aws:iam::444455556666:role/deploy' })),
    ],
    ['another role', true, 'caller', document(allow({ AWS: arnOf('other') }))],
    [
      'the account under a condition of the organization',
      false,
      'caller',
      document(allow({ AWS: '*' }, { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })),
    ],
    [
      'the account, and denies the role of the caller',
      true,
      'caller',
      document(allow({ AWS: account }), deny({ AWS: arnOf('deploy') })),
    ],
    [
      'a token',
      true,
      'caller',
      document(
        allow(
          { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
          { Action: 'sts:AssumeRoleWithWebIdentity' },
        ),
      ),
    ],
    ['the user', false, 'caller', document(allow({ AWS: `arn:aws:iam::${account}:user/team/ci` })), user],
    ['another user', true, 'caller', document(allow({ AWS: `arn:aws:iam::${account}:user/ci` })), user],
    ['nobody, and root asks', false, 'caller', document(allow(lambda)), { kind: 'root', principalArn: null }],
    [
      'nobody, and a federated user asks',
      false,
      'caller',
      document(allow(lambda)),
      { kind: 'federated-user', principalArn: null },
    ],
  ])('%s', async (_, expected, trusts, trustPolicy, identity = {}) => {
    const planned = plan([run.replace('lambda.amazonaws.com', trusts)], { role: 'app' });
    const { aws } = fakeAws({ roles: { app: role('app', trustPolicy) } });
    const asker = { ...caller, identity: { ...caller.identity, ...identity } };
    const { observations } = await examineRoles(aws, asker, 'us-east-1', planned);
    expect(observations.map(({ code }) => code)).toEqual(expected ? ['passed-role-trust'] : []);
  });
});

test('the regions that accounts have from the start are regions, and leave out those to be enabled', () => {
  for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
    const names = regionsFromTheStart(partition);
    expect(names.filter((name) => regions.get(name)?.partition !== partition)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  }
  expect(regionsFromTheStart('aws')).toHaveLength(17);
  expect(regionsFromTheStart('aws')).not.toContain('ap-east-1');
  expect(regionsFromTheStart('aws-cn')).toEqual(['cn-north-1', 'cn-northwest-1']);
  expect(regionsFromTheStart('aws-us-gov')).toEqual(['us-gov-east-1', 'us-gov-west-1']);
  expect(regionsFromTheStart('nowhere')).toEqual([]);
});
