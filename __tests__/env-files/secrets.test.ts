import { describe, expect, it, test } from '@jest/globals';
import { secretsInEnvFiles } from '../../src/env-files/secrets.ts';
import type { FoundFile } from '../../src/files/found-file.ts';
import { madeUp } from './made-up.ts';

const { ID, SECRET, TOKEN } = madeUp;

function found(text: string): FoundFile {
  return { kind: 'text', path: '.env', text, encoding: 'utf-8', mode: null };
}

describe('secretsInEnvFiles', () => {
  test.each([
    ['a plain secret', `AWS_SECRET_ACCESS_KEY=${SECRET}\n`, [SECRET]],
    [
      'with the quotes that a loader keeps, and without',
      `AWS_SECRET_ACCESS_KEY="${SECRET}"\n`,
      [SECRET, `"${SECRET}"`],
    ],
    ['with the blank that a loader keeps', `AWS_SECRET_ACCESS_KEY=${SECRET} \n`, [SECRET, `${SECRET} `]],
    ['with the comment that a loader keeps', `AWS_SECRET_ACCESS_KEY=${SECRET} # x\n`, [SECRET, `${SECRET} # x`]],
    ['under a name with a prefix', `PROD_AWS_SECRET_ACCESS_KEY=${SECRET.toLowerCase()}\n`, [SECRET.toLowerCase()]],
    [
      'of something else',
      'DB_PASSWORD=hunter22\nAPI_TOKEN=tok_1234\nSIGNING_KEY=abcd\nMY_SECRET=wxyz\n',
      ['hunter22', 'tok_1234', 'abcd', 'wxyz'],
    ],
    ['in a comment', `# old: ${ID}, ${SECRET}\n`, [ID, SECRET]],
    ['under a name that says nothing', `S3=${ID}:${SECRET}\n`, [ID, SECRET]],
    ['of a session token', `X=${TOKEN}\n`, [TOKEN]],
    ['where a loader refuses the file', `MY VAR=1\nKEY=hunter22\n`, ['hunter22']],
  ])('finds the value %s', (_, text, expected) => {
    expect(secretsInEnvFiles([found(text)])).toEqual(expect.arrayContaining([...expected]));
  });

  test.each([
    ['short', 'AWS_SECRET_ACCESS_KEY=abc\n'],
    ['a word that is all over a log', 'USE_TOKEN=true\nSECRET_ID=null\nKEY_PORT=8080\nKEY_PLACE=us-east-1\n'],
    [
      'a file, a time, a role',
      'AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/token\nAWS_TOKEN_EXPIRATION=2026-01-01\nKEY_ARN=arn:aws:kms:us-east-1:1:key/x\n',
    ],
    ['not secret by its name', 'AWS_REGION=us-east-1\nNODE_ENV=production\n'],
    ['a commit id', 'COMMIT=0123456789abcdef0123456789abcdef01234567\n'],
  ])('leaves out what is %s', (_, text) => {
    expect(secretsInEnvFiles([found(text)])).toEqual([]);
  });

  it('gives each value once, over all files, and takes no harm from files that are not there', () => {
    const files = [found(`KEY=${SECRET}\n`), found(`KEY=${SECRET}\n`)];
    const others: FoundFile[] = [
      { kind: 'absent', path: 'a' },
      { kind: 'unreadable', path: 'b', why: 'is a directory', denied: false },
    ];
    expect(secretsInEnvFiles([...others, ...files])).toEqual([SECRET]);
  });

  it('is bounded', () => {
    const text = Array.from({ length: 5000 }, (_, index) => `KEY_${index}=value-${index}\n`).join('');
    expect(secretsInEnvFiles([found(text)])).toHaveLength(2000);
  });
});
