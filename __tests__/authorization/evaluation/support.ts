import { readFileSync } from 'node:fs';
import type { KnownContext } from '../../../src/authorization/evaluation/context.ts';
import type { Decision } from '../../../src/authorization/evaluation/decision.ts';
import { evaluate } from '../../../src/authorization/evaluation/evaluate.ts';
import type { LocatedPolicy } from '../../../src/authorization/evaluation/located-policy.ts';
import { readPolicyDocument, type PolicyDocument } from '../../../src/authorization/evaluation/policy-document.ts';
import type { RequestingPrincipal } from '../../../src/authorization/evaluation/principal-element.ts';

export const account = '111122223333';
export const otherAccount = '444455556666';

/** The principals that cases name. */
export const principals: Readonly<Record<string, RequestingPrincipal>> = {
  user: { kind: 'user', accountId: account, arn: `arn:aws:iam::${account}:user/team/anna` },
  role: { kind: 'role', accountId: account, arn: `arn:aws:iam::${account}:role/ci/deployer` },
  session: {
    kind: 'role-session',
    accountId: account,
    arn: `arn:aws:iam::${account}:role/ci/deployer`,
    sessionArn: `arn:aws:sts::${account}:assumed-role/deployer/run-7`,
  },
  federated: {
    kind: 'federated',
    accountId: account,
    arn: `arn:aws:iam::${account}:user/team/anna`,
    sessionArn: `arn:aws:sts::${account}:federated-user/guest`,
  },
  root: { kind: 'root', accountId: account, arn: `arn:aws:iam::${account}:root` },
  service: { kind: 'service', accountId: '', arn: 'cloudtrail.amazonaws.com' },
  github: {
    kind: 'federated',
    accountId: account,
    arn: '',
    federatedProvider: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
  },
};

/** The caller says what the cases are, for they are this repository's own. */
export function readCases(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./cases/${name}.json`, import.meta.url), 'utf8'));
}

export function located(value: unknown, name = 'Policy'): LocatedPolicy {
  return { origin: { name, file: null }, value, locate: () => null };
}

/** A policy of statements, which have to be readable. */
export function policyOf(
  statements: unknown,
  version: string | null = '2012-10-17',
  name: string | null = null,
): PolicyDocument {
  const value = { ...(version === null ? {} : { Version: version }), Statement: statements };
  const reading = readPolicyDocument(located(value, name ?? 'Policy'));
  if (!reading.ok) {
    throw new Error(reading.problems.map(({ sentence }) => sentence).join(' '));
  }
  return reading.policy;
}

export function contextOf(
  values: KnownContext['values'] = {},
  others: KnownContext['others'] = 'absent',
  absent: readonly string[] = [],
): KnownContext {
  return { values, absent, others };
}

type Statements = readonly object[];

/** A request and policies as cases write them. What is left out does not exist. */
export interface Situation {
  readonly version?: string | null;
  readonly identity?: Statements;
  readonly boundary?: Statements;
  readonly session?: Statements;
  readonly scps?: readonly Statements[];
  readonly rcps?: readonly Statements[];
  readonly resourcePolicy?: Statements;
  readonly principal?: string;
  readonly action: string;
  readonly resource?: string;
  readonly resourceAccount?: string;
  readonly context?: KnownContext['values'];
  readonly absent?: readonly string[];
  readonly others?: KnownContext['others'];
}

export function decide(one: Situation): Decision {
  const principal = principals[one.principal ?? 'session'];
  if (principal === undefined) {
    throw new Error(`no principal ${one.principal ?? ''}`);
  }
  const policies = (statements: Statements | undefined) =>
    statements === undefined ? null : statements.length === 0 ? [] : [policyOf(statements, one.version)];
  return evaluate(
    {
      action: one.action,
      resource: one.resource ?? '*',
      principal,
      resourceAccountId: one.resourceAccount ?? null,
      context: contextOf(one.context, one.others, one.absent),
    },
    {
      identity: policies(one.identity) ?? [],
      boundary: policies(one.boundary),
      session: policies(one.session),
      scps: one.scps?.map((level) => policies(level) ?? []) ?? null,
      rcps: one.rcps?.map((level) => policies(level) ?? []) ?? null,
      resource: policies(one.resourcePolicy)?.[0] ?? null,
    },
  );
}
