import type { SimulationRow } from '../../src/aws/port.ts';
import type { Answer } from '../../src/authorization/answer.ts';
import type { RequestFacts } from '../../src/authorization/context.ts';
import type { Identity } from '../../src/identity/identity.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';

export const role: Identity = {
  accountId: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/deploy/session',
  principalArn: 'arn:aws:iam::111122223333:role/deploy',
  kind: 'assumed-role',
  partition: 'aws',
  userId: 'AROAQAAAAAAAQAAAAAAAA:session',
};

export const user: Identity = {
  ...role,
  arn: 'arn:aws:iam::111122223333:user/ci',
  principalArn: 'arn:aws:iam::111122223333:user/ci',
  kind: 'iam-user',
  userId: 'AIDAQAAAAAAAQAAAAAAAA',
};

export function requirement(overrides: Partial<Requirement> = {}): Requirement {
  return {
    target: 'lambda',
    action: 'lambda:UpdateFunctionCode',
    resource: 'arn:aws:lambda:us-east-1:111122223333:function:orders',
    principal: 'caller',
    severity: 'error',
    context: {},
    guessed: [],
    why: 'uploads the code',
    ignored: null,
    location: null,
    ...overrides,
  };
}

export function row(overrides: Partial<SimulationRow> = {}): SimulationRow {
  return {
    action: 'lambda:UpdateFunctionCode',
    resource: 'arn:aws:lambda:us-east-1:111122223333:function:orders',
    decision: 'implicitDeny',
    statements: [],
    missingContext: [],
    allowedByOrganizations: null,
    allowedByBoundary: null,
    ...overrides,
  };
}

export function answered(overrides: Partial<SimulationRow> = {}): Answer {
  return { kind: 'row', row: row(overrides) };
}

export function facts(overrides: Partial<RequestFacts> = {}): RequestFacts {
  return { identity: role, region: 'us-east-1', userContext: {}, now: Date.UTC(2026, 0, 31, 12), ...overrides };
}
