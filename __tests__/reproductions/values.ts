import type { values as entries } from '../../src/diagnoses/catalogue/values.ts';
import type { Evidence, Reproduction } from './evidence.ts';
import type { Standing } from './loopback.ts';

type Key = Standing['key'];

const user = { arn: 'arn:aws:iam::111122223333:user/ci' };

/** The key of the environment with something done to it, which is seen before any call. */
function spoilt(
  name: string,
  spoil: (key: Key) => Partial<Key>,
  finds: Reproduction['finds'],
  result: Reproduction['result'] = 'failed',
): Reproduction {
  return { name, environment: ({ key }) => ({ ...key, ...spoil(key) }), finds, result };
}

/** What is wrong with one credential value, seen without asking AWS. */
export const values: Readonly<Record<keyof typeof entries, Evidence>> = {
  'env-swapped': {
    by: 'run',
    cases: [
      spoilt(
        "key id and secret in each other's place",
        (key) => ({ AWS_ACCESS_KEY_ID: key.AWS_SECRET_ACCESS_KEY, AWS_SECRET_ACCESS_KEY: key.AWS_ACCESS_KEY_ID }),
        { severity: 'error', says: /hold each other's value/ },
      ),
      {
        name: 'the same in the inputs',
        inputs: ({ key }) => ({
          'aws-access-key-id': key.AWS_SECRET_ACCESS_KEY,
          'aws-secret-access-key': key.AWS_ACCESS_KEY_ID,
          'aws-session-token': key.AWS_SESSION_TOKEN,
        }),
        finds: { severity: 'error', says: /The inputs aws-access-key-id and aws-secret-access-key/ },
        result: 'failed',
      },
    ],
  },
  'env-value-includes-name': {
    by: 'run',
    cases: [
      spoilt(
        'a secret with its name in front',
        (key) => ({ AWS_SECRET_ACCESS_KEY: `AWS_SECRET_ACCESS_KEY=${key.AWS_SECRET_ACCESS_KEY}` }),
        { severity: 'error', says: /AWS_SECRET_ACCESS_KEY holds an assignment with its name/ },
      ),
      spoilt(
        'the whole block of a credentials file in one variable',
        (key) => ({
          AWS_ACCESS_KEY_ID: `[default]\naws_access_key_id=${key.AWS_ACCESS_KEY_ID}\naws_secret_access_key=${key.AWS_SECRET_ACCESS_KEY}\n`,
        }),
        { severity: 'error', says: /holds a block of a credentials file/ },
      ),
    ],
  },
  'env-unexpanded': {
    by: 'run',
    cases: [
      spoilt('a variable of a shell that nobody expanded', () => ({ AWS_ACCESS_KEY_ID: '$AWS_ACCESS_KEY_ID' }), {
        severity: 'error',
        says: /^AWS_ACCESS_KEY_ID holds a shell variable that was not expanded/,
      }),
      spoilt(
        'an expression of GitHub that nobody filled in',
        () => ({ AWS_SECRET_ACCESS_KEY: '{{ secrets.AWS_SECRET_ACCESS_KEY }}' }),
        { severity: 'error', says: /a GitHub expression that was not evaluated/ },
      ),
    ],
  },
  'env-placeholder': {
    by: 'run',
    cases: [
      spoilt(
        'the key of the AWS documentation',
        () => ({
          AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
          AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
          AWS_SESSION_TOKEN: '',
        }),
        { severity: 'error', says: /ends in EXAMPLE/ },
      ),
      spoilt('the mask of a log in place of a secret', () => ({ AWS_SECRET_ACCESS_KEY: '***' }), {
        severity: 'error',
        says: /holds asterisks/,
      }),
    ],
  },
  'env-quoted-value': {
    by: 'run',
    cases: [
      spoilt('quotes around a secret', (key) => ({ AWS_SECRET_ACCESS_KEY: `"${key.AWS_SECRET_ACCESS_KEY}"` }), {
        severity: 'error',
        says: /begins and ends with double quotes/,
      }),
      {
        name: 'quotes around a key id in the credentials file, at its line',
        environment: () => ({ AWS_REGION: 'us-east-1', AWS_PROFILE: 'dev' }),
        files: ({ key }) => ({
          '~/.aws/credentials': `[dev]\naws_access_key_id = "${key.AWS_ACCESS_KEY_ID}"\naws_secret_access_key = ${key.AWS_SECRET_ACCESS_KEY}\naws_session_token = ${key.AWS_SESSION_TOKEN}\n`,
        }),
        finds: { severity: 'error', says: /double quotes/, at: { file: '~/.aws/credentials', line: 2 } },
        result: 'failed',
      },
    ],
  },
  'env-surrounding-whitespace': {
    by: 'run',
    cases: [
      spoilt('a blank after a key id', (key) => ({ AWS_ACCESS_KEY_ID: `${key.AWS_ACCESS_KEY_ID} ` }), {
        severity: 'error',
        says: /has 1 space after its 20 characters/,
      }),
      spoilt(
        'a blank before a session token, which AWS does not mind',
        (key) => ({ AWS_SESSION_TOKEN: ` ${key.AWS_SESSION_TOKEN}` }),
        { severity: 'warning', says: /AWS_SESSION_TOKEN has 1 space before/ },
        'passed',
      ),
    ],
  },
  'env-newline': {
    by: 'run',
    cases: [
      spoilt('a line feed after a session token', (key) => ({ AWS_SESSION_TOKEN: `${key.AWS_SESSION_TOKEN}\n` }), {
        severity: 'error',
        says: /a line feed at character \d+ of \d+, at the end/,
      }),
      spoilt(
        'a secret out of a file with the line ends of Windows',
        (key) => ({ AWS_SECRET_ACCESS_KEY: `${key.AWS_SECRET_ACCESS_KEY}\r` }),
        { severity: 'error', says: /a carriage return at character 41 of 41/ },
      ),
    ],
  },
  'env-invisible-chars': {
    by: 'run',
    cases: [
      spoilt('a zero-width space in a key id', (key) => ({ AWS_ACCESS_KEY_ID: `\u200b${key.AWS_ACCESS_KEY_ID}` }), {
        severity: 'error',
        says: /U\+200B at character 1/,
      }),
      spoilt(
        'a byte order mark before a secret',
        (key) => ({ AWS_SECRET_ACCESS_KEY: `\ufeff${key.AWS_SECRET_ACCESS_KEY}` }),
        {
          severity: 'error',
          says: /U\+FEFF at character 1/,
        },
      ),
    ],
  },
  'env-key-id-malformed': {
    by: 'run',
    cases: [
      spoilt(
        'the unique id of a user in place of a key id',
        () => ({ AWS_ACCESS_KEY_ID: `AIDA${'QX7M'.repeat(4)}`, AWS_SESSION_TOKEN: '' }),
        {
          severity: 'error',
          says: /the unique id of an IAM user \(AIDA\)/,
        },
      ),
      {
        ...spoilt(
          'a key id that lost its last letter',
          (key) => ({ AWS_ACCESS_KEY_ID: key.AWS_ACCESS_KEY_ID.slice(0, -1) }),
          {
            severity: 'warning',
            says: /is 19 characters long/,
          },
        ),
      },
    ],
  },
  'env-secret-malformed': {
    by: 'run',
    cases: [
      {
        ...spoilt(
          'a secret that lost its last letter',
          (key) => ({ AWS_SECRET_ACCESS_KEY: key.AWS_SECRET_ACCESS_KEY.slice(0, -1) }),
          {
            severity: 'warning',
            says: /is 39 characters long; secret access keys have 40, so one was lost/,
          },
        ),
        loopback: user,
        inputs: { level: 'lint' },
        result: 'passed',
      },
      spoilt('an ARN in place of a secret', () => ({ AWS_SECRET_ACCESS_KEY: 'arn:aws:iam::111122223333:user/ci' }), {
        severity: 'error',
        says: /holds an ARN/,
      }),
    ],
  },
  'env-token-malformed': {
    by: 'run',
    cases: [
      spoilt(
        'a session token of which only the beginning was copied',
        (key) => ({ AWS_SESSION_TOKEN: key.AWS_SESSION_TOKEN.slice(0, 60) }),
        {
          severity: 'warning',
          says: /is 60 characters long; session tokens have some hundreds/,
        },
      ),
      spoilt(
        'a session token as documents shorten it',
        (key) => ({ AWS_SESSION_TOKEN: `${key.AWS_SESSION_TOKEN.slice(0, 40)}...` }),
        {
          severity: 'error',
          says: /holds three dots/,
        },
      ),
    ],
  },
};
