import { expect, test } from '@jest/globals';
import { loaders } from '../../src/env-files/dialects.ts';
import { lintEnvFile } from '../../src/env-files/lint-env-file.ts';
import { secretsInEnvFiles } from '../../src/env-files/secrets.ts';
import { madeUp } from './made-up.ts';

const size = 1024 * 1024;
const filling = (piece: string): string => piece.repeat(Math.floor(size / piece.length));

/** 1 MiB each, of what makes a careless parser slow. */
const texts: readonly (readonly [string, string])[] = [
  ['one line', `AWS_SECRET_ACCESS_KEY=${filling('a')}`],
  ['100,000 assignments', Array.from({ length: 100_000 }, (_, index) => `A${index}=1\n`).join('')],
  ['AWS assignments', Array.from({ length: 40_000 }, (_, index) => `AWS_ACCES_${index}="1"\n`).join('')],
  ['an open quote', `AWS_A="${filling('b\n')}`],
  ['open quotes of three kinds', filling('A="\nB=\'\nC=`\n')],
  ['escaped quotes', `A="${filling('\\"')}`],
  ['escaped quotes with blanks', `A='${filling("\\'  ")}`],
  ['empty lines', filling('\n')],
  ['blanks', filling(' ')],
  ['lines of blanks', filling('  \n')],
  ['carriage returns', filling('\r')],
  ['comments', filling('#\n')],
  ['comments and one name', `${filling('#a\n')}A=1`],
  ['sharps', `A=${filling(' #')}`],
  ['equals signs', filling('=')],
  ['names without a sign', filling('abc\n')],
  ['dollar signs', `A=${filling('$')}`],
  ['open braces', `A="${filling('${')}"`],
  ['open braces and a colon', `A="${filling('${a:')}}"`],
  ['defaults', `A="${filling('${a:-')}"`],
  ['references', `A=1\nB="${filling('${A}')}"`],
  ['open substitutions', `A=${filling('$(')}`],
  ['backticks', `A=${filling('`')}`],
  ['backslashes', `A=${filling('\\')}`],
  ['continued lines', `A=${filling('a\\\n')}`],
  ['heredocs without an end', filling('A<<B\n')],
  ['heredocs', filling('A<<B\nB\n')],
  ['export', filling('export ')],
  ['brackets', filling('A[')],
  ['words', `A=${filling('b c ')}`],
  ['base64 over many lines', `AWS_SESSION_TOKEN=${filling(`${madeUp.TOKEN.slice(0, 76)}\n`)}`],
  ['zero bytes', filling('\0')],
  ['lone surrogates', filling('\ud800')],
  ['wide spaces', filling('\u2003')],
];

const settings = `AWS_SECRET_ACCESS_KEY=${madeUp.SECRET}\n`;

test.each(texts)('1 MiB of %s is done in no time', (_, filler) => {
  const text = settings + filler;
  const slow = loaders.flatMap(({ dialect, read }) => {
    const start = performance.now();
    read(text);
    const took = Math.round(performance.now() - start);
    return took < 10_000 ? [] : [`${dialect}: ${took} ms`];
  });
  expect(slow).toEqual([]);
  const start = performance.now();
  const found = lintEnvFile({ kind: 'text', path: '.env', text, encoding: 'utf-8-bom', mode: 0o644 });
  const linted = performance.now();
  const secrets = secretsInEnvFiles([{ kind: 'text', path: '.env', text, encoding: 'utf-8', mode: null }]);
  const masked = performance.now();
  expect([linted - start < 10_000, masked - linted < 10_000]).toEqual([true, true]);
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThanOrEqual(21);
  expect(Math.max(...found.map(({ detail }) => detail.length))).toBeLessThan(3000);
  expect(secrets).toContain(madeUp.SECRET);
  expect(secrets.length).toBeLessThanOrEqual(2000);
});
