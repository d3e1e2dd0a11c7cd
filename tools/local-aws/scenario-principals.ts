import { readFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { makeId } from './keys.ts';
import { readArn } from './arn.ts';
import { policyOfEverything, readPolicy, readTrustPolicy } from './policy.ts';
import {
  readPrincipalArn,
  type AttachedPolicy,
  type Principal,
  type PrincipalName,
  type TrustPolicy,
} from './principal.ts';
import { ScenarioError, type PolicyEntry, type PrincipalEntry, type ScenarioFile } from './scenario-file.ts';

/** Where the principals and policies of a scenario are read, and for whom. */
interface Source {
  readonly file: string;
  readonly folder: string;
  readonly account: string;
  readonly partition: string;
}

/** The principals of a scenario by name, their policies read and checked. Throws `ScenarioError`. */
export function readPrincipals(
  { account, partition, principals }: ScenarioFile,
  file: string,
  folder: string,
): Readonly<Record<string, Principal>> {
  const source = { file, folder, account, partition };
  const read = Object.entries(principals).map(([name, entry]) => readPrincipal(name, entry, source));
  for (const { name, trust } of read) {
    const unknown = trust.find((trusted) => principals[trusted] === undefined);
    if (unknown !== undefined) {
      throw new ScenarioError(`${file}: principals.${name}.trust names no principal of the scenario: ${unknown}.`);
    }
  }
  return Object.fromEntries(read.map((principal) => [principal.name, principal]));
}

function readPrincipal(name: string, entry: PrincipalEntry, source: Source): Principal {
  const place = `principals.${name}`;
  const named = readPrincipalArn(entry.arn);
  if (named === null) {
    throw new ScenarioError(`${source.file}: ${place}.arn is not the ARN of a principal: ${entry.arn}.`);
  }
  const attached = entry.policies.map((policy, index) => attach(policy, `${place}.policies.${index}`, source));
  const cancelled = entry.lab?.sessionEnded === true ? [cancelPolicy(source)] : [];
  return {
    name,
    arn: entry.arn,
    userId: entry.userId ?? makeUserId(named, name, source.account),
    kind: named.kind,
    entityArn: entityArn(named, entry, source),
    identity: [...attached, ...cancelled],
    boundary:
      entry.boundary === undefined
        ? null
        : [{ ...attach(entry.boundary, `${place}.boundary`, source), type: 'boundary' }],
    organization: entry.scps === undefined ? null : [readScps(entry.scps, `${place}.scps`, source)],
    trustPolicy:
      entry.trustPolicy === undefined ? null : readTrust(entry.trustPolicy, `${source.file}: ${place}.trustPolicy`),
    trust: entry.trust,
    webIdentity: entry.webIdentity ?? null,
    maxSessionSeconds: entry.maxSessionSeconds,
    tags: entry.tags,
  };
}

function readTrust(document: object, where: string): TrustPolicy {
  const reading = readTrustPolicy(document, 'trust policy');
  if (!reading.ok) {
    throw new ScenarioError(reading.problems.map((problem) => `${where}: ${problem}`).join('\n'));
  }
  return { policy: reading.policy, text: JSON.stringify(document) };
}

/** The policies of an organization's one level. AWS attaches FullAWSAccess; here it is for lists that only deny. */
function readScps(entries: readonly PolicyEntry[], place: string, source: Source): readonly AttachedPolicy[] {
  const scps = entries.map((entry, index): AttachedPolicy => {
    const read = attach(entry, `${place}.${index}`, source);
    const arn = `arn:${source.partition}:organizations::444455556666:policy/o-localstand/service_control_policy/p-local${index}00`;
    return { ...read, type: 'scp', arn: entry.arn ?? arn };
  });
  const allows = scps.some(({ policy }) => policy.statements.some(({ effect }) => effect === 'Allow'));
  const fullAccess: AttachedPolicy = {
    name: 'FullAWSAccess',
    type: 'scp',
    arn: null,
    policy: policyOfEverything('Allow'),
  };
  return allows ? scps : [fullAccess, ...scps];
}

function attach(entry: PolicyEntry, place: string, source: Source): AttachedPolicy {
  const where = `${source.file}: ${place}`;
  if ((entry.document === undefined) === (entry.file === undefined)) {
    throw new ScenarioError(`${where} needs either document or file.`);
  }
  const text =
    entry.file === undefined ? JSON.stringify(entry.document) : readText(resolve(source.folder, entry.file), where);
  const name = entry.name ?? basename(entry.file ?? 'policy', extname(entry.file ?? ''));
  const reading = readPolicy(readJson(text, where), name);
  if (!reading.ok) {
    throw new ScenarioError(reading.problems.map((problem) => `${where}: ${problem}`).join('\n'));
  }
  const arn = entry.type === 'managed' ? `arn:${source.partition}:iam::${source.account}:policy/${name}` : null;
  return { name, type: entry.type, arn: entry.arn ?? arn, policy: reading.policy, text };
}

function readText(path: string, where: string): string {
  return orScenarioError(() => readFileSync(path, 'utf8'), where);
}

function readJson(text: string, where: string): unknown {
  return orScenarioError(() => JSON.parse(text) as unknown, where);
}

function orScenarioError<T>(read: () => T, where: string): T {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScenarioError(`${where}.file cannot be read: ${reason}.`, { cause: error });
  }
}

/**
 * What AWS Academy attaches when a lab's time is up: everything is denied, and only GetCallerIdentity, which needs no
 * permission, still works (public CI logs of ended labs).
 */
function cancelPolicy({ account, partition }: Source): AttachedPolicy {
  const arn = `arn:${partition}:iam::${account}:policy/voc-cancel-cred`;
  const text = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: '*' } });
  return { name: 'voc-cancel-cred', type: 'managed', arn, policy: policyOfEverything('Deny'), text };
}

function makeUserId({ kind, session, entity }: PrincipalName, name: string, account: string): string {
  switch (kind) {
    case 'user':
      return makeId('AIDA', account, name);
    case 'assumed-role':
      return `${makeId('AROA', account, name)}:${session ?? ''}`;
    case 'role':
      return makeId('AROA', account, name);
    case 'root':
      return account;
    case 'federated-user':
      return `${account}:${entity}`;
  }
}

function entityArn({ kind, entity }: PrincipalName, { arn, path }: PrincipalEntry, source: Source): string | null {
  switch (kind) {
    case 'user':
    case 'role':
      return arn;
    case 'assumed-role':
      return `arn:${source.partition}:iam::${readArn(arn)?.account ?? source.account}:role${path}${entity}`;
    case 'root':
    case 'federated-user':
      return null;
  }
}
