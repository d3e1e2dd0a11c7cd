import { describe, expect, test } from '@jest/globals';
import type { Aws, CallerIdentityAnswer, Outcome, ResolvedCredentials } from '../src/aws/port.ts';
import type { DiagnosisCode } from '../src/diagnoses/catalogue/index.ts';
import { tellApart } from '../src/tell-apart.ts';

const known: CallerIdentityAnswer = {
  account: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/ci',
  userId: 'AIDAQ3EGPTKXEXAMPLE77',
  requestId: 'request',
  clockAheadSeconds: 0,
};

/** A way to be asked that is answered; everything else is refused. */
type Knows = (asked: { region: string; token: string | null; time: number }) => boolean;

interface Case {
  readonly name: string;
  readonly keyId: string;
  readonly token?: string;
  readonly region?: string;
  readonly code: DiagnosisCode;
  readonly knows: Knows;
  readonly left?: number;
  /** `answer`: the refusal did not hold. */
  readonly becomes: DiagnosisCode | 'answer';
  readonly says?: RegExp;
  /** Region and token of each call, and seconds waited before. */
  readonly looks: readonly string[];
}

const longTerm = 'AKIAQ3EGPTKX77777777';
const temporary = 'ASIAQ3EGPTKX77777777';
const never: Knows = () => false;

const cases: readonly Case[] = [
  {
    name: 'a long-term key with a token that works without it',
    keyId: longTerm,
    token: 'token',
    code: 'auth-token-invalid',
    knows: ({ token }) => token === null,
    becomes: 'env-akia-with-token',
    says: /Without the session token the key works/,
    looks: ['us-east-1 alone 0'],
  },
  {
    name: 'a long-term key with a token that does not work without it either',
    keyId: longTerm,
    token: 'token',
    code: 'env-akia-with-token',
    knows: never,
    becomes: 'env-akia-with-token',
    says: /Asked again without the session token, AWS said no as well/,
    looks: ['us-east-1 alone 0'],
  },
  {
    name: 'a key that the home region knows',
    keyId: temporary,
    token: 'token',
    region: 'me-south-1',
    code: 'auth-token-invalid',
    knows: ({ region }) => region === 'us-east-1',
    becomes: 'region-not-enabled',
    says: /works in us-east-1.*me-south-1 does not take it/,
    looks: ['us-east-1 token 0'],
  },
  {
    name: 'a key of the Chinese partition',
    keyId: temporary,
    token: 'token',
    code: 'auth-token-invalid',
    knows: ({ region }) => region === 'cn-northwest-1',
    becomes: 'region-partition-mismatch',
    says: /belongs to partition aws-cn/,
    looks: ['cn-northwest-1 token 0'],
  },
  {
    name: 'a commercial key in a region of the government',
    keyId: longTerm,
    region: 'us-gov-east-1',
    code: 'auth-token-invalid',
    knows: ({ region }) => region === 'us-east-1',
    becomes: 'region-partition-mismatch',
    says: /belongs to partition aws, and us-gov-east-1 is in aws-us-gov/,
    looks: ['us-gov-west-1 alone 0', 'us-gov-east-1 alone 6', 'us-east-1 alone 6'],
  },
  {
    name: 'a key that was made a moment ago',
    keyId: longTerm,
    code: 'auth-token-invalid',
    knows: ({ time }) => time >= 6000,
    becomes: 'answer',
    looks: ['us-east-1 alone 6'],
  },
  {
    name: 'a key that nobody knows: three looks and no more',
    keyId: longTerm,
    region: 'eu-west-1',
    code: 'auth-token-invalid',
    knows: never,
    becomes: 'auth-token-invalid',
    says: /in us-east-1, after 6 seconds and in cn-northwest-1, AWS said no as well/,
    looks: ['us-east-1 alone 0', 'eu-west-1 alone 6', 'cn-northwest-1 alone 6'],
  },
  {
    name: 'no time is left to wait',
    keyId: longTerm,
    code: 'auth-token-invalid',
    knows: ({ time }) => time >= 6000,
    left: 5000,
    becomes: 'auth-token-invalid',
    looks: ['cn-northwest-1 alone 0', 'us-gov-west-1 alone 0'],
  },
  {
    name: 'a signature that AWS refuses only because it remembers another secret',
    keyId: longTerm,
    code: 'auth-signature-mismatch',
    knows: ({ time }) => time >= 6000,
    becomes: 'answer',
    looks: ['us-east-1 alone 6'],
  },
  {
    name: 'a secret that is wrong',
    keyId: temporary,
    token: 'token',
    code: 'auth-signature-mismatch',
    knows: never,
    becomes: 'auth-signature-mismatch',
    says: /Asked again after 6 seconds/,
    looks: ['us-east-1 token 6'],
  },
  {
    name: 'a session that is over',
    keyId: temporary,
    token: 'token',
    code: 'auth-token-expired',
    knows: never,
    becomes: 'auth-token-expired',
    looks: [],
  },
  { name: 'a host that is not reached', keyId: longTerm, code: 'net-dns', knows: never, becomes: 'net-dns', looks: [] },
];

describe('a refused key', () => {
  test.each(cases)(
    '$name',
    async ({ keyId, token = null, region = 'us-east-1', code, knows, left = 60_000, becomes, says, looks }) => {
      let time = 0;
      const seen: string[] = [];
      const getCallerIdentity = async (
        asked: ResolvedCredentials,
        where: string,
      ): Promise<Outcome<CallerIdentityAnswer>> => {
        seen.push(`${where} ${asked.sessionToken === null ? 'alone' : 'token'} ${time / 1000}`);
        return knows({ region: where, token: asked.sessionToken, time })
          ? { ok: true, value: known }
          : {
              ok: false,
              failure: {
                kind: 'aws',
                code: 'InvalidClientTokenId',
                message: 'no',
                status: 403,
                requestId: 'r',
                host: null,
                clockAheadSeconds: null,
              },
            };
      };
      const credentials = { accessKeyId: keyId, secretAccessKey: 'secret', sessionToken: token, expiresAt: null };
      const refused = { code, detail: 'AWS said no.' };
      const look = await tellApart(
        { getCallerIdentity } as unknown as Aws,
        { credentials, region, refused },
        {
          pause: async (milliseconds) => {
            time += milliseconds;
          },
          left: () => left - time,
        },
      );
      expect(seen).toEqual(looks);
      expect(look.answer === null ? look.observation.code : 'answer').toBe(becomes);
      if (look.answer === null) {
        expect(look.observation.detail).toMatch(/^AWS said no\./);
        expect(look.observation.detail).toMatch(says ?? /^AWS said no\./);
      }
    },
  );

  test('never shows the student behind a lab session', async () => {
    const arn = 'arn:aws:sts::111122223333:assumed-role/voclabs/user1234567=Jane_Doe=jane@example.com';
    const aws = { getCallerIdentity: async () => ({ ok: true, value: { ...known, arn } }) } as unknown as Aws;
    const credentials = { accessKeyId: temporary, secretAccessKey: 'secret', sessionToken: 'token', expiresAt: null };
    const look = await tellApart(
      aws,
      { credentials, region: 'eu-west-3', refused: { code: 'auth-token-invalid', detail: '' } },
      { pause: async () => undefined, left: () => 60_000 },
    );
    expect(JSON.stringify(look)).not.toMatch(/Jane/i);
  });
});
