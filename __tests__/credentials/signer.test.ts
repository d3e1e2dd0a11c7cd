import { describe, expect, test } from '@jest/globals';
import { chooseSigner } from '../../src/credentials/signer.ts';
import { factsOf, type FactsOfCase } from './facts.ts';

interface Case extends FactsOfCase {
  readonly name: string;
  readonly role?: string;
  readonly mayAsk?: boolean;
  /** Kind of the signer, then of its source or the token's place. */
  readonly expect: string | null;
}

const variables = { AWS_ACCESS_KEY_ID: '{AKIA}', AWS_SECRET_ACCESS_KEY: '{SECRET}' };
const inputs = { accessKeyId: '{AKIA}', secretAccessKey: '{SECRET}' };
const tokenFile = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token' };

const cases: readonly Case[] = [
  { name: 'nothing at all', role: '', expect: null },
  { name: 'a source and no role', role: ' ', environment: variables, expect: 'source environment' },
  { name: 'the token comes before variables', mayAsk: true, environment: variables, expect: 'token job' },
  { name: 'key inputs come before the token', mayAsk: true, inputs, expect: 'keys inputs' },
  { name: 'without a token the variables assume the role', environment: variables, expect: 'keys environment' },
  { name: 'without any means the token is what is missing', expect: 'token job' },
  { name: "another CI's token file", environment: tokenFile, expect: 'token file' },
  { name: "the job's token comes before a file", mayAsk: true, environment: tokenFile, expect: 'token job' },
  {
    name: 'a role that the environment assumes already is the first of two',
    environment: { ...tokenFile, AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/first' },
    expect: 'keys web-identity',
  },
  { name: 'the role of an instance assumes the next', selfHosted: true, expect: 'keys instance' },
];

describe('what the run signs with', () => {
  test.each(cases)(
    '$name',
    ({ role = ' arn:aws:iam::111122223333:role/deploy ', mayAsk = false, expect: expected, ...given }) => {
      const signer = chooseSigner(factsOf(given), role, mayAsk);
      const from = signer?.kind === 'token' ? (signer.tokenFile === null ? 'job' : 'file') : signer?.source.kind;
      expect(signer === null ? null : `${signer.kind} ${from ?? ''}`).toBe(expected);
      expect(
        signer === null || signer.kind === 'source' || signer.roleArn === 'arn:aws:iam::111122223333:role/deploy',
      ).toBe(true);
    },
  );
});
