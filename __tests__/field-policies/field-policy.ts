import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestFacts } from '../../src/authorization/context.ts';
import { readPolicyDocument, type PolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';
import { judgeOffline } from '../../src/authorization/offline.ts';
import type { Verdict } from '../../src/authorization/verdict.ts';
import type { Identity } from '../../src/identity/identity.ts';
import { expand } from '../../src/requirements/expand.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import { targetOf } from '../requirements/built-in.ts';

/** A policy that AWS or a deploy tool gives out for a deployment. */
export interface FieldPolicy {
  readonly name: string;
  /** Files in __tests__/cases/policies, which are attached together. */
  readonly files: readonly string[];
  readonly target: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What the policy does not allow in truth: severity and action, and why that is so. */
  readonly gaps?: Readonly<Record<string, string>>;
}

export interface WrittenPolicy {
  readonly name: string;
  readonly document: { readonly Version: string; readonly Statement: readonly WrittenStatement[] };
}

/** A statement as its JSON has it. */
export interface WrittenStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export const fieldPolicies = JSON.parse(
  readFileSync(join(import.meta.dirname, 'policies.json'), 'utf8'),
) as readonly FieldPolicy[];

const identity: Identity = {
  accountId: '123456789012',
  arn: 'arn:aws:sts::123456789012:assumed-role/deployer/session',
  principalArn: 'arn:aws:iam::123456789012:role/deployer',
  kind: 'assumed-role',
  partition: 'aws',
  userId: 'AROAQAAAAAAAQAAAAAAAA:session',
};

export const facts: RequestFacts = { identity, region: 'us-east-1', userContext: {}, now: Date.UTC(2026, 0, 31, 12) };

/** The policies of one entry, each with a list of statements. */
export function writtenPolicies({ files }: FieldPolicy): readonly WrittenPolicy[] {
  return files.map((name) => {
    const path = join(import.meta.dirname, '..', 'cases', 'policies', `${name}.json`);
    return { name, document: JSON.parse(readFileSync(path, 'utf8')) as WrittenPolicy['document'] };
  });
}

/** What the deployment asks of the caller, in order. */
export function rowsOf({ target, parameters }: FieldPolicy): readonly Requirement[] {
  const place = { ...identity, region: facts.region };
  return expand(targetOf(target), new Map(Object.entries(parameters)), place).filter(
    ({ principal, aside }) => principal === 'caller' && aside !== true,
  );
}

/** The verdict on each row under these policies alone. */
export function verdictsOn(rows: readonly Requirement[], policies: readonly WrittenPolicy[]): readonly Verdict[] {
  const layers = {
    identity: policies.filter(({ document }) => document.Statement.length > 0).map(read),
    boundary: null,
    session: null,
    scps: null,
    rcps: null,
    resource: null,
  };
  const subject = { layers, complete: true, limitsKnown: true, ground: 'The policies', placeKnown: true };
  return rows.map((row) => judgeOffline(row, subject, facts).verdict);
}

function read({ name, document }: WrittenPolicy): PolicyDocument {
  const reading = readPolicyDocument({ origin: { name, file: null }, value: document, locate: () => null });
  if (!reading.ok) {
    throw new Error(`${name}: ${reading.problems.map(({ sentence }) => sentence).join(' ')}`);
  }
  return reading.policy;
}
