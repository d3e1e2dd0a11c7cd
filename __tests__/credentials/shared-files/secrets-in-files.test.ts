import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { profileSource } from '../../../src/credentials/shared-files/profile-source.ts';
import { secretsInFiles } from '../../../src/credentials/shared-files/secrets-in-files.ts';
import type { SharedFiles } from '../../../src/credentials/shared-files/shared-files.ts';
import { viewOf } from '../../../src/credentials/shared-files/view.ts';
import { fakes } from '../facts.ts';
import { files } from './arbitrary-files.ts';

function credentials(text: string): SharedFiles {
  return {
    config: { kind: 'absent', path: 'config' },
    credentials: { kind: 'text', path: 'credentials', text, encoding: 'utf-8', mode: null },
  };
}

describe('what has to be masked', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'a pair and a token',
      '[a]\naws_access_key_id=id-one\naws_secret_access_key=secret-one\naws_session_token=token-one',
      ['id-one', 'secret-one', 'token-one'],
    ],
    [
      'values in quotes, with and without them',
      '[a]\naws_secret_access_key = "secret-one"',
      ['"secret-one"', 'secret-one'],
    ],
    [
      'a value with a comment, with and without it',
      '[a]\naws_secret_access_key = secret-one # old',
      ['secret-one # old', 'secret-one'],
    ],
    ['a value with a comment that only botocore reads', '[a]\naws_secret_access_key: secret-one # old', ['secret-one']],
    ['a quoted value with a comment', "[a]\naws_secret_access_key = 'secret-one' ; old", ['secret-one']],
    [
      'a wrapped token, in pieces and whole',
      '[a]\naws_session_token = tokenone\n  tokentwo',
      ['tokenone', 'tokentwo', 'tokenonetokentwo', 'tokenone\ntokentwo'],
    ],
    [
      'a token wrapped without indentation',
      '[a]\naws_session_token = tokenone\ntokentwo\ntokenthree==',
      ['tokenone', 'tokentwo', 'tokenthree=='],
    ],
    ['a token on the next line', '[a]\naws_session_token =\n  tokenone=\n', ['tokenone']],
    ['names in capitals, and colons', '[a]\nAWS_SECRET_ACCESS_KEY: secret-one', ['secret-one']],
    ['the older name of the token', '[a]\naws_security_token = token-one', ['token-one']],
    ['lines without a header', 'export AWS_SECRET_ACCESS_KEY=secret-one', ['secret-one']],
    ['lines in a comment', '# aws_secret_access_key = secret-one', ['secret-one']],
    ['JSON', '{"SecretAccessKey": "secret-one",', ['secret-one']],
    ['misspelt names', '[a]\naws_secret_key = secret-one\naws_acess_key = x', ['secret-one']],
    [
      'values that come twice',
      '[a]\naws_secret_access_key = secret-one\naws_secret_access_key = secret-two',
      ['secret-one', 'secret-two'],
    ],
    ['an id anywhere', `# old: ${fakes['AKIA'] ?? ''}.`, [fakes['AKIA'] ?? '']],
    ['a run of the shape of a secret anywhere', `note = ${fakes['SECRET'] ?? ''}`, [fakes['SECRET'] ?? '']],
    ['a key indented under an empty setting', '[a]\nmine =\n  aws_secret_access_key = secret-one', ['secret-one']],
  ];

  it.each(cases)('%s', (_, text, secrets) => {
    expect(secretsInFiles(credentials(text))).toEqual(expect.arrayContaining([...secrets]));
  });

  it('leaves names, regions and roles alone', () => {
    const text =
      '[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = base\n';
    expect(secretsInFiles(credentials(text))).toEqual([]);
  });

  it('leaves values of fewer than four characters out', () => {
    expect(secretsInFiles(credentials('[a]\naws_secret_access_key = abc'))).toEqual([]);
  });
});

test('whatever either family would sign with is among them', () => {
  const named = files.map(({ config, credentials: other }) =>
    [config, other].map((text) =>
      text
        .replace(/^(\s*)a(\s*[=:])/gm, '$1aws_access_key_id$2')
        .replace(/^(\s*)b(\s*[=:])/gm, '$1aws_secret_access_key$2')
        .replace(/\b1\b|x/g, 'a-value'),
    ),
  );
  fc.assert(
    fc.property(named, ([config = '', other = '']) => {
      const both: SharedFiles = {
        ...credentials(other),
        config: { kind: 'text', path: 'config', text: config, encoding: 'utf-8', mode: null },
      };
      const secrets = secretsInFiles(both);
      for (const view of [viewOf('botocore', both), viewOf('javascript', both)]) {
        for (const name of view.profiles.keys()) {
          const source = profileSource(view, name);
          const keys =
            source.kind === 'static' ? [source.accessKeyId, source.secretAccessKey, source.sessionToken] : [];
          const values = keys.flatMap((key) => (key === null || key.value.trim().length < 4 ? [] : [key.value]));
          expect(secrets).toEqual(expect.arrayContaining(values));
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('a file of nothing but keys is bounded', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `aws_secret_access_key = secret-number-${index}`);
  const secrets = secretsInFiles(credentials(`[a]\n${lines.join('\n')}`));
  expect(secrets.length).toBeLessThanOrEqual(2000);
  expect(secrets.join('').length).toBeLessThanOrEqual(256 * 1024);
});
