import type { Aws, AwsFailure, Outcome, ProbeRequest } from '../../src/aws/port.ts';
import type { Caller } from '../../src/verify-identity.ts';

export const account = '111122223333';

export const caller: Caller = {
  credentials: {
    accessKeyId: 'ASIAQ3EGPTKX77777777',
    secretAccessKey: 'secret',
    sessionToken: 'token',
    expiresAt: null,
  },
  identity: {
    accountId: account,
    arn: `arn:aws:sts::${account}:assumed-role/deploy/session`,
    principalArn: `arn:aws:iam::${account}:role/deploy`,
    kind: 'assumed-role',
    partition: 'aws',
    userId: 'AROAQAAAAAAAQAAAAAAAA:session',
    source: 'environment',
    expiresAt: null,
  },
};

export function failing<T>(code: string, more: Partial<AwsFailure> = {}): Outcome<T> {
  const base = { kind: 'aws', message: '', status: 400, requestId: 'x', host: null, clockAheadSeconds: null } as const;
  return { ok: false, failure: { ...base, code, ...more } };
}

export function answering<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** What IAM and the services answer, by name, profile, or region and path; everything else is refused. */
export interface Answers {
  readonly roles?: Readonly<Record<string, Outcome<{ readonly arn: string; readonly trustPolicy: string }>>>;
  readonly profiles?: Readonly<Record<string, Outcome<string | null>>>;
  readonly probe?: (region: string, request: ProbeRequest) => Outcome<unknown>;
}

/** A door to AWS that notes what it is asked. */
export function fakeAws({ roles = {}, profiles = {}, probe }: Answers): {
  readonly aws: Aws;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const aws = {
    readRoleTrust: async (_: unknown, __: unknown, name: string) => {
      asked.push(`role ${name}`);
      const found = roles[name] ?? failing('AccessDenied');
      return found.ok ? answering({ ...found.value, maxSessionSeconds: null }) : found;
    },
    readInstanceProfile: async (_: unknown, __: unknown, name: string) => {
      asked.push(`profile ${name}`);
      return profiles[name] ?? failing('AccessDenied');
    },
    probe: async (_: unknown, region: string, request: ProbeRequest) => {
      asked.push(`${region} ${request.path}`);
      const found = probe?.(region, request) ?? failing('AccessDenied');
      return found.ok ? answering({ status: 200, body: found.value }) : found;
    },
  };
  return { aws: aws as unknown as Aws, asked };
}
