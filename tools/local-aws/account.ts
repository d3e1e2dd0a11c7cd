import type { Fault } from './fault.ts';
import { makeId, makeSecret, makeToken } from './keys.ts';
import { accountOf, readPrincipalArn, type Principal } from './principal.ts';
import type { AccessKey, Scenario } from './scenario.ts';

/** A key that AssumeRole gave out. */
export interface IssuedKey extends AccessKey {
  readonly sessionToken: string;
  readonly expiresAt: Date;
}

/** A scenario in use: what it says, and what has happened since the start. */
export interface Account {
  readonly scenario: Scenario;
  /** AWS's clock. */
  now(): Date;
  findKey(accessKeyId: string): AccessKey | null;
  /** The user or role that an IAM ARN names: by name alone, for IAM's simulator ignores the path. */
  findEntity(arn: string): Principal | null;
  /** A session of a role. */
  issue(role: Principal, session: string, seconds: number): IssuedKey;
  /** The scripted answer that is due, counted as given. */
  takeFault(service: string, action: string): Fault['effect'] | null;
}

export function openAccount(scenario: Scenario): Account {
  const issued = new Map<string, IssuedKey>();
  const left = new Map(scenario.faults.map((fault) => [fault, fault.times ?? Number.POSITIVE_INFINITY]));
  const now = (): Date => new Date(Date.now() + scenario.clockOffsetSeconds * 1000);
  return {
    scenario,
    now,
    findKey: (accessKeyId) => {
      const key = issued.get(accessKeyId);
      if (key !== undefined) {
        return key.expiresAt > now() ? key : { ...key, state: 'expired' };
      }
      return scenario.keys.find((candidate) => candidate.accessKeyId === accessKeyId) ?? null;
    },
    findEntity: (arn) => {
      const wanted = readPrincipalArn(arn);
      return (
        Object.values(scenario.principals).find(({ entityArn }) => {
          const entity = entityArn === null ? null : readPrincipalArn(entityArn);
          return entity !== null && entity.kind === wanted?.kind && entity.entity === wanted.entity;
        }) ?? null
      );
    },
    issue: (role, session, seconds) => {
      const label = `SES${letters(issued.size)}`;
      const key: IssuedKey = {
        accessKeyId: makeId('ASIA', accountOf(role), label),
        secretAccessKey: makeSecret(label),
        sessionToken: makeToken(label),
        state: 'active',
        principal: sessionOf(role, session, scenario),
        expiresAt: new Date(now().getTime() + seconds * 1000),
      };
      issued.set(key.accessKeyId, key);
      return key;
    },
    takeFault: (service, action) => {
      const due = scenario.faults.find(
        (fault) =>
          fault.service === service && (fault.action === '*' || fault.action === action) && (left.get(fault) ?? 0) > 0,
      );
      if (due === undefined) {
        return null;
      }
      left.set(due, (left.get(due) ?? 0) - 1);
      return due.effect;
    },
  };
}

/** A number as three letters. */
function letters(count: number): string {
  return [676, 26, 1].map((place) => String.fromCharCode(65 + (Math.floor(count / place) % 26))).join('');
}

function sessionOf(role: Principal, session: string, { partition }: Scenario): Principal {
  const name = readPrincipalArn(role.arn)?.entity ?? role.name;
  return {
    ...role,
    kind: 'assumed-role',
    arn: `arn:${partition}:sts::${accountOf(role)}:assumed-role/${name}/${session}`,
    userId: `${role.userId.split(':')[0] ?? ''}:${session}`,
  };
}
