import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/authorization/answer.ts';
import {
  needsBoundaryQuestion,
  needsControl,
  needsScpQuestion,
  type Evidence,
} from '../../src/authorization/evidence.ts';
import { judge } from '../../src/authorization/judge.ts';
import { verdicts, type Verdict } from '../../src/authorization/verdict.ts';
import type { AwsFailure } from '../../src/aws/port.ts';
import type { Identity } from '../../src/identity/identity.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import { answered, requirement, role, user } from './factories.ts';

const allowed = answered({ decision: 'allowed' });
const denied = answered();
const statement = [{ policyId: 'DenyDeploys', policyType: 'IAM Policy' }];
const byScp = answered({ decision: 'explicitDeny', allowedByOrganizations: false });

function failure(overrides: Partial<AwsFailure>): Answer {
  const base: AwsFailure = {
    kind: 'aws',
    code: 'AccessDenied',
    message: '',
    status: 403,
    requestId: 'r',
    host: null,
    clockAheadSeconds: null,
  };
  return { kind: 'failure', failure: { ...base, ...overrides } };
}

interface Case {
  readonly name: string;
  readonly answer: Answer | undefined;
  readonly control?: Answer;
  readonly withoutScp?: Answer;
  readonly withoutBoundary?: Answer;
  readonly requirement?: Partial<Requirement>;
  readonly identity?: Identity;
  readonly verdict: Verdict;
  readonly reason: RegExp;
}

const cases: readonly Case[] = [
  { name: 'an allowed row is allowed', answer: allowed, verdict: 'allowed', reason: /allow it/ },
  {
    name: 'an allowed row is allowed whatever keys are missing, because they did not decide',
    answer: answered({ decision: 'allowed', missingContext: ['aws:SourceIp'] }),
    verdict: 'allowed',
    reason: /allow it/,
  },
  {
    name: 'an allowed row on a guessed ARN is allowed: the policy covers the pattern',
    answer: allowed,
    requirement: { guessed: ['function-name'] },
    verdict: 'allowed',
    reason: /allow it/,
  },
  {
    name: 'an implicit deny is a denial when the control call shows that the row can be simulated',
    answer: denied,
    control: allowed,
    verdict: 'denied',
    reason: /No statement/,
  },
  {
    name: "an implicit deny on a bucket's object is uncertain: the bucket's policy alone can allow it within the account",
    answer: denied,
    control: allowed,
    requirement: { action: 's3:PutObject', resource: 'arn:aws:s3:::b/*' },
    verdict: 'uncertain',
    reason: /own policy/,
  },
  {
    name: 'an implicit deny of making a bucket is a denial: there is no policy on it yet',
    answer: denied,
    control: allowed,
    requirement: { action: 's3:CreateBucket', resource: 'arn:aws:s3:::b' },
    verdict: 'denied',
    reason: /No statement/,
  },
  {
    name: 'an implicit deny of an action without a resource is a denial: nothing there carries a policy',
    answer: denied,
    control: allowed,
    requirement: { action: 'ecr:GetAuthorizationToken', resource: '*' },
    verdict: 'denied',
    reason: /No statement/,
  },
  {
    name: 'an implicit deny that even an allow-everything policy gets is not simulatable',
    answer: denied,
    control: denied,
    verdict: 'not-simulatable',
    reason: /allows everything/,
  },
  {
    name: 'an implicit deny without a control call is not established',
    answer: denied,
    verdict: 'uncertain',
    reason: /iam:SimulateCustomPolicy/,
  },
  {
    name: 'an implicit deny whose control call was refused is not established',
    answer: denied,
    control: failure({}),
    verdict: 'uncertain',
    reason: /iam:SimulateCustomPolicy/,
  },
  {
    name: 'an implicit deny with an unknown context key is uncertain, and names the key',
    answer: answered({ missingContext: ['aws:SourceVpce'] }),
    control: allowed,
    verdict: 'uncertain',
    reason: /aws:SourceVpce/,
  },
  {
    name: 'a guess is never denied',
    answer: denied,
    control: allowed,
    requirement: { guessed: ['function-name'] },
    verdict: 'uncertain',
    reason: /function-name is not known/,
  },
  {
    name: 'a guess is never denied, not even by an explicit deny',
    answer: answered({ decision: 'explicitDeny', statements: statement }),
    requirement: { guessed: ['function-name'] },
    verdict: 'uncertain',
    reason: /guessed/,
  },
  {
    name: 'an explicit deny with a matched statement is a denial and names the policy',
    answer: answered({ decision: 'explicitDeny', statements: statement }),
    verdict: 'denied',
    reason: /DenyDeploys/,
  },
  {
    name: 'an explicit deny that may hang on an unknown key is uncertain',
    answer: answered({ decision: 'explicitDeny', statements: statement, missingContext: ['aws:SourceIp'] }),
    verdict: 'uncertain',
    reason: /aws:SourceIp/,
  },
  {
    name: 'MFA keys are no unknown for a long-term key: the real request does not carry them either',
    answer: answered({
      decision: 'explicitDeny',
      statements: statement,
      missingContext: ['aws:MultiFactorAuthPresent'],
    }),
    identity: user,
    verdict: 'denied',
    reason: /DenyDeploys/,
  },
  {
    name: 'MFA keys are unknown for a role session',
    answer: answered({
      decision: 'explicitDeny',
      statements: statement,
      missingContext: ['aws:MultiFactorAuthPresent'],
    }),
    verdict: 'uncertain',
    reason: /MultiFactorAuthPresent/,
  },
  {
    name: 'MFA keys are unknown for a role that the deployment passes through',
    answer: answered({ missingContext: ['aws:MultiFactorAuthPresent'] }),
    identity: user,
    requirement: { principal: 'arn:aws:iam::111122223333:role/exec' },
    verdict: 'uncertain',
    reason: /MultiFactorAuthPresent/,
  },
  {
    name: 'an explicit deny for which AWS names no statement is not established',
    answer: answered({ decision: 'explicitDeny' }),
    verdict: 'uncertain',
    reason: /names no statement/,
  },
  {
    name: 'the organization denies when the answer turns without its policies',
    answer: byScp,
    withoutScp: allowed,
    verdict: 'denied-by-scp',
    reason: /service control policies/,
  },
  {
    name: 'the organization does not deny for certain when AWS did not answer without its policies',
    answer: byScp,
    withoutScp: failure({ code: 'InvalidInput', status: 400 }),
    verdict: 'uncertain',
    reason: /not certain/,
  },
  {
    name: 'a partition that ignores the exclusion does not establish the layer',
    answer: byScp,
    withoutScp: byScp,
    verdict: 'uncertain',
    reason: /not certain/,
  },
  {
    name: 'an organization denial with an unknown key is uncertain',
    answer: answered({ decision: 'explicitDeny', allowedByOrganizations: false, missingContext: ['aws:SourceIp'] }),
    withoutScp: allowed,
    verdict: 'uncertain',
    reason: /aws:SourceIp/,
  },
  {
    name: 'when principal and organization both deny, the principal is told first',
    answer: byScp,
    withoutScp: denied,
    control: allowed,
    verdict: 'denied',
    reason: /No statement.*service control policies deny it as well/,
  },
  {
    name: 'an organization detail does not turn a row that cannot be simulated into a denial',
    answer: answered({ allowedByOrganizations: false }),
    withoutScp: denied,
    control: denied,
    verdict: 'not-simulatable',
    reason: /allows everything/,
  },
  {
    name: 'without the organization an unknown key decides: uncertain',
    answer: byScp,
    withoutScp: answered({ missingContext: ['aws:SourceVpc'] }),
    verdict: 'uncertain',
    reason: /aws:SourceVpc/,
  },
  {
    name: 'the permissions boundary denies what the identity policies allow',
    answer: answered({ allowedByBoundary: false, statements: statement }),
    verdict: 'denied-by-boundary',
    reason: /boundary/,
  },
  {
    name: 'the boundary is blamed for certain when the answer turns without it',
    answer: answered({ decision: 'explicitDeny', allowedByBoundary: false, statements: statement }),
    withoutBoundary: allowed,
    verdict: 'denied-by-boundary',
    reason: /boundary.*own policies do/,
  },
  {
    name: 'when principal and boundary both deny, the principal is told first',
    answer: answered({ allowedByBoundary: false }),
    withoutBoundary: denied,
    control: allowed,
    verdict: 'denied',
    reason: /No statement.*boundary.*either/,
  },
  {
    name: 'organization and boundary both deny what the principal allows: the boundary, and the organization as well',
    answer: answered({ allowedByOrganizations: false, allowedByBoundary: false }),
    withoutScp: answered({ allowedByBoundary: false }),
    withoutBoundary: allowed,
    verdict: 'denied-by-boundary',
    reason: /boundary.*service control policies deny it as well/,
  },
  {
    name: 'a partition that ignores the exclusion leaves the boundary to the matched statement',
    answer: answered({ allowedByBoundary: false, statements: statement }),
    withoutBoundary: answered({ allowedByBoundary: false, statements: statement }),
    verdict: 'denied-by-boundary',
    reason: /boundary/,
  },
  {
    name: 'without the boundary an unknown key decides: uncertain',
    answer: answered({ allowedByBoundary: false }),
    withoutBoundary: answered({ missingContext: ['aws:SourceVpc'] }),
    verdict: 'uncertain',
    reason: /aws:SourceVpc/,
  },
  {
    name: 'a boundary detail without a matched statement needs the control call too',
    answer: answered({ allowedByBoundary: false }),
    verdict: 'uncertain',
    reason: /iam:SimulateCustomPolicy/,
  },
  {
    name: 'a boundary denial with an unknown key is uncertain',
    answer: answered({ allowedByBoundary: false, statements: statement, missingContext: ['aws:SourceIp'] }),
    verdict: 'uncertain',
    reason: /aws:SourceIp/,
  },
  { name: 'no answer at all is not checked', answer: undefined, verdict: 'not-checked', reason: /no answer/ },
  {
    name: 'an answer without this row is not checked',
    answer: { kind: 'silent' },
    verdict: 'not-checked',
    reason: /no answer/,
  },
  { name: 'a refused simulation is not checked', answer: failure({}), verdict: 'not-checked', reason: /may not call/ },
  {
    name: 'a throttled simulation is not checked',
    answer: failure({ code: 'Throttling', status: 400 }),
    verdict: 'not-checked',
    reason: /throttled/,
  },
  {
    name: 'a principal that IAM does not find is not checked',
    answer: failure({ code: 'NoSuchEntity', status: 404 }),
    verdict: 'not-checked',
    reason: /does not find/,
  },
  {
    name: 'the end of the time is not checked',
    answer: failure({ kind: 'timeout', code: 'TimeBudgetUsed', status: null }),
    verdict: 'not-checked',
    reason: /time of this run/,
  },
  {
    name: 'a network fault is not checked',
    answer: failure({ kind: 'network', code: 'ECONNRESET', status: null }),
    verdict: 'not-checked',
    reason: /ECONNRESET/,
  },
  {
    name: 'a fault of the simulator is not checked',
    answer: failure({ code: 'PolicyEvaluation', status: 500 }),
    verdict: 'not-checked',
    reason: /PolicyEvaluation/,
  },
];

function evidence(given: Case): Evidence {
  const { answer, control, withoutScp, withoutBoundary } = given;
  return { answer, control, withoutScp, withoutBoundary };
}

describe('judge', () => {
  test.each(cases)('$name', (given) => {
    const check = judge(requirement(given.requirement), evidence(given), given.identity ?? role);
    expect(check.verdict).toBe(given.verdict);
    expect(check.reason).toMatch(given.reason);
  });

  test('every verdict is reached by a case', () => {
    expect(new Set(cases.map(({ verdict }) => verdict))).toEqual(new Set(verdicts));
  });
});

describe('what has to be asked again', () => {
  test('the control call is made exactly for denials in which nothing matched and nothing else is open', () => {
    const ask = (answer: Answer, overrides: Partial<Requirement> = {}, withoutScp?: Answer) =>
      needsControl(requirement(overrides), { answer, withoutScp, withoutBoundary: undefined }, role);
    expect(ask(denied)).toBe(true);
    expect(ask(allowed)).toBe(false);
    expect(ask(answered({ decision: 'explicitDeny', statements: statement }))).toBe(false);
    expect(ask(answered({ missingContext: ['aws:SourceIp'] }))).toBe(false);
    expect(ask(denied, { guessed: ['function-name'] })).toBe(false);
    expect(ask(byScp, {}, denied)).toBe(true);
    expect(ask(byScp, {}, allowed)).toBe(false);
    expect(ask(byScp)).toBe(false);
  });

  test('the question without the boundary is asked only when it is said to deny what is left of the other layers', () => {
    const bounded = answered({ allowedByBoundary: false });
    expect(needsBoundaryQuestion({ answer: bounded, withoutScp: undefined })).toBe(true);
    expect(needsBoundaryQuestion({ answer: denied, withoutScp: undefined })).toBe(false);
    expect(needsBoundaryQuestion({ answer: byScp, withoutScp: bounded })).toBe(true);
    expect(needsBoundaryQuestion({ answer: byScp, withoutScp: allowed })).toBe(false);
  });

  test('the question without service control policies is asked only when they are said to deny', () => {
    expect(needsScpQuestion(byScp)).toBe(true);
    expect(needsScpQuestion(denied)).toBe(false);
    expect(needsScpQuestion(answered({ decision: 'allowed', allowedByOrganizations: false }))).toBe(false);
  });
});
