import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPolicyDocument } from '../../../src/authorization/evaluation/policy-document.ts';
import { evaluateTrust } from '../../../src/authorization/evaluation/trust.ts';
import { parseRoleArn } from '../../../src/identity/oidc/role-arn.ts';
import { diagnoseTrust, type TrustQuestion } from '../../../src/identity/oidc/trust-diagnosis.ts';
import { locateTrust } from '../../../src/identity/oidc/trust-policy.ts';
import { trustRepair } from '../../../src/identity/oidc/trust-repair.ts';
import { trustRequest } from '../../../src/identity/oidc/trust-request.ts';
import { claimsOf, diagnose, host, policyOf, providerArn, roleArn, statementWith, textOf } from './support.ts';

const runs = { numRuns: 400, seed: 20261122 };
const main = 'repo:octo-org/app:ref:refs/heads/main';
const immutable = 'repo:octo-org@123456/app@456789:ref:refs/heads/main';
const fitting = policyOf(
  statementWith({ StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: main } }),
);
const other = policyOf(statementWith({ StringLike: { [`${host}:sub`]: 'repo:octo-org/web:*' } }));

describe('how much it weighs', () => {
  test.each<[string, TrustQuestion['answer'], string | null, string | undefined]>([
    ['AWS refused', 'refused', 'trust.json', 'error'],
    ['the live policy refuses, and AWS was not asked', 'not-asked', null, 'error'],
    ['a file refuses, and AWS was not asked', 'not-asked', 'trust.json', 'warning'],
    ['AWS let the job in', 'accepted', 'trust.json', 'notice'],
  ])('%s', (_, answer, file, severity) => {
    const { decision, observations } = diagnose(other, { answer }, file);
    expect(decision).toBe('refuses');
    expect(observations[0]?.severity).toBe(severity);
    expect(observations[0]?.location?.file ?? null).toBe(file);
  });

  test('a live policy that fits leaves out what only a file can be wrong about', () => {
    const [only] = diagnose(fitting, {}, null).observations;
    expect(only).toMatchObject({ code: 'oidc-trust-mismatch', severity: 'error' });
    expect(only?.detail).toBe(
      'The trust policy of the role lets this job in, and AWS refused. What is left, likely first: a policy of the organization that denies it or a change of the role within the last minute.',
    );
    expect(only?.location).toBeUndefined();
  });
});

describe('without a policy', () => {
  const ask = (more: Partial<TrustQuestion> = {}) =>
    diagnoseTrust({ roleArn, region: null, policy: null, claims: claimsOf(), answer: 'refused', ...more });

  test('a refusal tells what the policy has to accept', () => {
    const { decision, observations } = ask();
    expect(decision).toBe('unknown');
    expect(observations).toMatchObject([{ code: 'oidc-trust-mismatch', severity: 'error' }]);
    expect(observations[0]?.detail).toContain(
      `has to trust ${providerArn} and accept aud "sts.amazonaws.com" and sub "${main}"`,
    );
  });

  test.each([
    [immutable, 'immutable form with the ids'],
    ['repository_owner:octo-org', 'builds that sub from repository_owner'],
  ])('the form of %s is told', (sub, phrase) => {
    expect(ask({ claims: claimsOf({ sub }) }).observations[0]?.detail).toContain(phrase);
  });

  test('a role called GitHubActions adds a notice', () => {
    const { observations } = ask({ roleArn: 'arn:aws:iam::111122223333:role/ci/GitHubActions' });
    expect(observations.map(({ severity }) => severity)).toEqual(['error', 'notice']);
  });

  test.each(['accepted', 'not-asked'] as const)('nothing is wrong when AWS %s', (answer) => {
    expect(ask({ answer }).observations).toEqual([]);
  });

  test('nothing is known of a job that sends nothing', () => {
    expect(ask({ claims: [] })).toEqual({
      decision: 'unknown',
      observations: [],
      conditionToPaste: null,
      testedClaims: [],
    });
  });
});

test('what is wrong with the provider is told beside the policy', () => {
  const provider = { url: `${host}/octo-inc`, clientIds: ['x'], thumbprints: [] };
  const { decision, observations } = diagnose(fitting, { provider, answer: 'accepted' });
  expect(decision).toBe('allows');
  expect(observations.map(({ code }) => code)).toEqual(['oidc-provider-missing', 'oidc-audience']);
});

test('the claims that the policy asks for are told, its own only', () => {
  const condition = {
    StringEquals: {
      [`${host}:ACTOR`]: 'octocat',
      [`${host}:sub`]: `\${${host}:repository}`,
      'aws:SourceIp': 'x',
      'gitlab.com:user_id': '1',
    },
  };
  expect([...diagnose(policyOf(statementWith(condition))).testedClaims].sort()).toEqual(['actor', 'repository', 'sub']);
});

describe('trustRepair', () => {
  const repaired = (bothForms: boolean, sub = main) => trustRepair(roleArn, claimsOf({ sub }), bothForms);

  test('is a whole policy for this job', () => {
    expect(repaired(false)).toEqual(fitting);
  });

  test.each([
    [main, [main, immutable]],
    [immutable, [immutable, main]],
  ])('lists both forms of %s during a migration', (sub, subjects) => {
    expect(repaired(true, sub)?.Statement).toMatchObject([
      { Condition: { StringEquals: { [`${host}:sub`]: subjects } } },
    ]);
  });

  test.each([
    ['deploy', claimsOf()],
    [roleArn, []],
    [roleArn, [{ claims: claimsOf(), unknown: ['sub'] }]],
  ])('there is none for %s where too little is known', (role, claims) => {
    expect(trustRepair(role, claims)).toBeNull();
  });
});

describe('properties', () => {
  const value = fc.constantFrom(
    ...[
      main,
      immutable,
      'repo:octo-org/*',
      'repo:*',
      '*',
      'sts.amazonaws.com',
      'refs/heads/main',
      '456789',
      'production',
    ],
    ...['repo:octo-org/app:environment:production', 'Repo:Octo-org/app', '', 'true', 'false', `\${${host}:repository}`],
  );
  const key = fc.constantFrom(
    ...['sub', 'aud', 'ref', 'repository_id', 'environment', 'event_name', 'actor', 'oaud'].map(
      (claim) => `${host}:${claim}`,
    ),
    ...['aws:SourceIp', 'sts:ExternalId', 'sub', `https://${host}:sub`, 'gitlab.com:sub', `${host}/octo-inc:sub`],
  );
  const operator = fc.constantFrom(
    ...['StringEquals', 'StringLike', 'StringNotEquals', 'StringEqualsIfExists', 'ForAllValues:StringLike'],
    ...['ForAnyValue:StringEquals', 'StringEqualsIgnoreCase', 'Null', 'Bool', 'ArnLike', 'NumericEquals', 'IpAddress'],
  );
  const condition = fc.dictionary(
    operator,
    fc.dictionary(key, fc.oneof(value, fc.array(value, { maxLength: 3 })), { maxKeys: 3 }),
    {
      maxKeys: 3,
    },
  );
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    Principal: fc.constantFrom<unknown>(
      { Federated: providerArn },
      { Federated: providerArn },
      { Federated: [providerArn, 'gitlab.com'] },
      { Federated: host },
      { AWS: '111122223333' },
      '*',
    ),
    Action: fc.constantFrom(
      'sts:AssumeRoleWithWebIdentity',
      'sts:AssumeRoleWithWebIdentity',
      'sts:*',
      'sts:AssumeRole',
    ),
    Condition: condition,
  });
  const changes = fc.record(
    {
      sub: fc.constantFrom(main, immutable, 'repo:octo-org/app:pull_request', 'repository_owner:octo-org'),
      environment: fc.constant('production'),
    },
    { requiredKeys: [] },
  );
  const policy = fc.array(statement, { minLength: 1, maxLength: 4 }).map((statements) => policyOf(...statements));

  test('allows exactly where the evaluator does, and refuses exactly where it does', () => {
    fc.assert(
      fc.property(policy, changes, (document, changed) => {
        const claims = claimsOf(changed);
        const located = locateTrust(textOf(document), { name: 'x', file: null });
        const reading = located.ok ? readPolicyDocument(located.located) : null;
        const role = parseRoleArn(roleArn);
        if (reading?.ok !== true || role === null) {
          throw new Error('a policy that cannot be read');
        }
        const { outcome } = evaluateTrust(reading.policy, trustRequest(reading.policy, role, { claims, unknown: [] }));
        const { decision, observations } = diagnose(document, { claims, answer: 'not-asked' }, null);
        expect(decision).toBe(
          { allowed: 'allows', unknown: 'unknown', explicitDeny: 'refuses', implicitDeny: 'refuses' }[outcome],
        );
        expect(decision === 'allows' || observations.length > 0).toBe(true);
      }),
      { ...runs, numRuns: 600 },
    );
  });

  test('what is pasted in place of a condition lets the job in, unless AWS alone can tell', () => {
    fc.assert(
      fc.property(statement, changes, (one, changed) => {
        const claims = claimsOf(changed);
        const { conditionToPaste: paste, decision } = diagnose(policyOf(one), { claims }, null);
        fc.pre(decision === 'refuses');
        if (paste === null) {
          return;
        }
        const mended = paste.replaces?.element === 'Condition' ? { ...one, Condition: paste.value } : paste.value;
        const after = diagnose(policyOf(mended), { claims, answer: 'accepted' }, null);
        expect(after.decision).toBe(/aws:SourceIp|:oaud/.test(JSON.stringify(mended)) ? 'unknown' : 'allows');
        expect(after.observations.filter(({ code }) => code === 'oidc-trust-too-wide')).toEqual([]);
      }),
      { ...runs, numRuns: 600 },
    );
  });

  const strange = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(
        'Allow',
        'Deny',
        '*',
        host,
        providerArn,
        'sts:AssumeRoleWithWebIdentity',
        main,
        null,
        7,
        true,
      ),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'Version',
          'Statement',
          'Effect',
          'Principal',
          'Federated',
          'AWS',
          'Action',
          'Condition',
          'StringEquals',
          `${host}:sub`,
          '__proto__',
          'Role',
          'AssumeRolePolicyDocument',
          'constructor',
        ),
        tie('value'),
        { maxKeys: 5 },
      ),
    ),
  })).value;

  test('never throws, whatever the policy is', () => {
    fc.assert(
      fc.property(
        strange,
        fc.constantFrom<TrustQuestion['answer']>('refused', 'accepted', 'not-asked'),
        (document, answer) => {
          const question = { roleArn, region: null, claims: claimsOf(), answer };
          const live = { origin: { name: 'x', file: null }, value: document, locate: () => null };
          expect(['allows', 'refuses', 'unknown']).toContain(diagnoseTrust({ ...question, policy: live }).decision);
          const located = locateTrust(JSON.stringify(document), { name: 'x', file: 'x' });
          expect(located.ok ? diagnoseTrust({ ...question, policy: located.located }).decision : 'unknown').toMatch(
            /^\w+$/,
          );
        },
      ),
      { ...runs, numRuns: 600 },
    );
  });

  test('never throws, whatever the claims and the role are, and no sentence is without bounds', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(main, 'repo:', 'repo:/', 'repo:a/b', 'a:b:c', '*'),
    );
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 6, maxLength: 6 }),
        ([sub = '', aud = '', iss = '', ref = '', role = '', expected = '']) => {
          const claims = { ...claimsOf({ ref, aud }), issuer: iss, subject: sub };
          const document = policyOf(
            statementWith({
              StringEquals: { [`${host}:sub`]: expected },
              StringLike: { [`${host}:ref`]: [expected, ref] },
            }),
          );
          for (const arn of [role, roleArn]) {
            const { observations } = diagnose(document, { claims, roleArn: arn });
            expect(observations.every(({ detail }) => detail.length < 4000 && !/[\p{Cc}\u202e]/u.test(detail))).toBe(
              true,
            );
          }
        },
      ),
      runs,
    );
  });
});

describe('hostile input', () => {
  /** Milliseconds of the processor, which do not grow when other suites run beside this one. */
  const timed = (work: () => void): number => {
    const started = process.cpuUsage();
    work();
    return process.cpuUsage(started).user / 1000;
  };
  /** As IAM would give it: without a text, for which there is a limit. */
  const ask = (value: object, claims = claimsOf()) => {
    const policy = { origin: { name: 'live', file: null }, value, locate: () => null };
    return diagnoseTrust({ roleArn, region: null, policy, claims, answer: 'refused' });
  };
  const sub = (value: unknown) => ({ StringLike: { [`${host}:sub`]: value } });
  const many = (one: object) => policyOf(...Array.from({ length: 10_000 }, () => one));

  test.each<[string, object]>([
    ['10,000 statements that refuse', many(statementWith(sub('repo:octo-org/web:*')))],
    ['10,000 statements that allow', many(statementWith(sub('repo:*')))],
    ['10,000 statements that deny', many(statementWith(sub('repo:*'), { Effect: 'Deny' }))],
    [
      '10,000 statements that hang on the address',
      many(statementWith({ IpAddress: { 'aws:SourceIp': '203.0.113.1' } })),
    ],
    [
      '50,000 values',
      policyOf(statementWith(sub(Array.from({ length: 50_000 }, (_, at) => `repo:octo-org/app${at}:*`)))),
    ],
    ['a value of stars and letters', policyOf(statementWith(sub('*a'.repeat(200_000))))],
    ['values of stars and letters', policyOf(statementWith(sub(Array.from({ length: 2000 }, () => '*a?'.repeat(60)))))],
    ['a value of colons', policyOf(statementWith(sub(`repo:${':'.repeat(500_000)}`)))],
    [
      '10,000 keys',
      policyOf(
        statementWith({
          StringLike: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`${host}:k${at}`, 'x'])),
        }),
      ),
    ],
    [
      '10,000 keys that AWS alone sees',
      policyOf(
        statementWith({
          StringLike: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`aws:k${at}`, 'x'])),
        }),
      ),
    ],
    [
      '10,000 providers',
      policyOf(
        statementWith(sub(main), {
          Principal: { Federated: Array.from({ length: 10_000 }, (_, at) => `${providerArn}/${at}`) },
        }),
      ),
    ],
    ['expressions without end', policyOf(statementWith(sub('${'.repeat(200_000))))],
  ])('%s', (_, document) => {
    expect(timed(() => ask(document))).toBeLessThan(10_000);
  });

  test('10,000 statements in a text of less than 1 MiB', () => {
    const one = { Effect: 'Allow', Principal: '*', Action: 'sts:*', Condition: { Null: { 'aws:a': 'true' } } };
    const text = JSON.stringify(policyOf(...Array.from({ length: 10_000 }, () => one)));
    expect(text.length).toBeLessThan(1_048_576);
    const work = () => {
      const reading = locateTrust(text, { name: 'trust.json', file: 'trust.json' });
      const question = { roleArn, region: null, claims: claimsOf(), answer: 'refused' as const };
      expect(reading.ok && diagnoseTrust({ ...question, policy: reading.located }).decision).toBe('unknown');
    };
    expect(timed(work)).toBeLessThan(10_000);
  });

  test.each([
    ['nesting', `{"Statement":${'['.repeat(200_000)}`],
    ['more than 1 MiB', ' '.repeat(1_100_000)],
    ['no JSON', '{"Statement":'],
  ])('%s is unusable', (_, text) => {
    const reading = locateTrust(text, { name: 'trust.json', file: 'trust.json' });
    expect(reading.ok ? [] : reading.observations).toMatchObject([
      { code: 'trust-policy-file-unusable', location: { file: 'trust.json' } },
    ]);
  });

  test('a sub as long as a token can be, against patterns as bad as they come', () => {
    const claims = claimsOf({ sub: `repo:${'a'.repeat(40_000)}` });
    const document = policyOf(statementWith(sub(Array.from({ length: 20 }, () => '*a'.repeat(1000)))));
    expect(timed(() => ask(document, claims))).toBeLessThan(10_000);
  });

  test('names that would break out of a sentence are made plain', () => {
    const name = 'x"\n::error::\u202e\u0007`';
    const document = policyOf(statementWith(sub(`repo:${name}`), { Sid: name }));
    const [first] = diagnose(document, {
      claims: claimsOf({ sub: `repo:octo-org/app:environment:${name}` }),
    }).observations;
    expect(first?.detail).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(first?.detail).toContain(`"repo:octo-org/app:environment:x'?::error::??`);
  });
});
