import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';
import { annotations } from '../../src/report/annotations.ts';
import { reportJson } from '../../src/report/json.ts';
import { outputs } from '../../src/report/outputs.ts';
import { redact, secretVariants } from '../../src/report/redact.ts';
import { summary } from '../../src/report/summary.ts';
import { terminal } from '../../src/report/terminal.ts';
import { encodings, unmistakable } from '../../src/report/secret-variants.ts';
import { aReport, samples } from './factories.ts';
import { reportOf } from './hostile.ts';

const key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const token = 'FwoGZXIvYXdzEBYaDKd3+x/exampletokenexampletokenexample==';
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('the forms of a secret', () => {
  const cases: readonly [string, string, string[]][] = [
    ['a clean one', key, [key]],
    ['blanks around it', ` ${key}\n`, [` ${key}\n`, key, ` ${key}`]],
    ['quotes', `"${key}"`, [`"${key}"`, key]],
    ['smart quotes and a blank', `\u201C${key}\u201D `, [`\u201C${key}\u201D `, `\u201C${key}\u201D`, key]],
    ['nested quotes', `'"${key}"'`, [`'"${key}"'`, key]],
    [
      'quotes around what is no key',
      `\u2018pass word!\u2019`,
      [`\u2018pass word!\u2019`, 'pass word!', '\u2018password!\u2019'],
    ],
    [
      'an invisible character inside',
      'wJalrXUtnFEMI\u200BK7MDENG',
      ['wJalrXUtnFEMI\u200BK7MDENG', 'wJalrXUtnFEMIK7MDENG'],
    ],
    [
      'wrapped',
      'FwoGZXIvYXdz\nEBYaDKd3',
      ['FwoGZXIvYXdz\nEBYaDKd3', 'FwoGZXIvYXdzEBYaDKd3', 'FwoGZXIvYXdz', 'EBYaDKd3'],
    ],
    ['a short one', 'abc', ['abc']],
    ['nothing', '', []],
    ['blanks only', ' \n\t', []],
  ];

  test.each(cases)('%s', (_, raw, expected) => {
    expect(secretVariants(raw)).toEqual(expected);
  });

  test('a pasted block gives the keys in it, but not the names', () => {
    const block = `[default]\naws_access_key_id = ASIAEXAMPLEEXAMPLE12\naws_secret_access_key=${key}\nexport AWS_SESSION_TOKEN="${token}"\n{\n`;
    const variants = secretVariants(block);
    expect(variants).toEqual(expect.arrayContaining([block, 'ASIAEXAMPLEEXAMPLE12', key, token]));
    expect(variants).not.toContain('aws_secret_access_key=');
    expect(variants).not.toContain('{');
  });

  test('the first form is the value itself, and none is blank', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const variants = secretVariants(raw);
        expect(variants[0]).toBe(raw.trim() === '' ? undefined : raw);
        expect(variants.filter((variant) => variant.trim() === '')).toEqual([]);
        expect(new Set(variants).size).toBe(variants.length);
      }),
    );
  });
});

describe('redaction', () => {
  const texts: readonly [string, string, string[], string][] = [
    ['inside a word', `x${key}y`, [key], 'x***y'],
    ['more than once', `${key} ${key}`, [key], '*** ***'],
    ['quoted in the environment, bare in the text', `it is ${key}.`, [`"${key}"`], 'it is ***.'],
    ['a trailing line break in the environment', `it is ${key}.`, [`${key}\n`], 'it is ***.'],
    ['one line of several', 'value line-two-of-it here', ['line-one-of-it\nline-two-of-it'], 'value *** here'],
    ['in an address', `?s=${encodeURIComponent(key)}&x`, [key], '?s=***&x'],
    ['in an address, lower case', `?s=${encodeURIComponent(key).replaceAll('%2F', '%2f')}`, [key], '?s=***'],
    ['in JSON', JSON.stringify({ a: 'pass"word\\1234' }), ['pass"word\\1234'], '{"a":"***"}'],
    ['in XML', '<a>pass&amp;word&lt;12</a>', ['pass&word<12'], '<a>***</a>'],
    ['in base64', `Basic ${base64(key)}`, [key], 'Basic ***=='],
    [
      'in base64 of an address part',
      base64(key).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
      [key],
      '***',
    ],
    ['overlapping secrets', 'aaaabbbbccccdddd', ['aaaabbbbcccc', 'bbbbccccdddd'], '***'],
    ['touching secrets', 'aaaabbbbccccdddd', ['aaaabbbb', 'ccccdddd'], '***'],
    ['a secret in a secret', 'x aaaabbbbccccdddd y', ['bbbbcccc', 'aaaabbbbccccdddd'], 'x *** y'],
    ['overlapping itself', 'abcabcabcabc', ['abcabcabc'], '***'],
    ['special characters', 'a.*+?^${}()|[]\\/b here', ['a.*+?^${}()|[]\\/b'], '*** here'],
    ['nothing to find', 'nothing here', [key, '', ' \n'], 'nothing here'],
    ['a short one in prose stays', 'the test of the latest', ['test'], 'the test of the latest'],
    ['a short one as a value', 'KEY=test, "test" and `test`', ['test'], 'KEY=***, "***" and `***`'],
    ['a short one alone', 'test', ['test'], '***'],
    ['a short one that is no word, as a token', 'it is ab12c, not xab12cy', ['ab12c'], 'it is ***, not xab12cy'],
    ['seven characters', 'it is ab12cd7 and ab12cd7x', ['ab12cd7'], 'it is *** and ab12cd7x'],
    ['eight characters', 'it is ab12cd78 and ab12cd78x', ['ab12cd78'], 'it is *** and ***x'],
    ['three characters are no secret', 'key=abc', ['abc'], 'key=abc'],
    ['eight characters with the blanks around them', 'it is abcde', [' abcde  '], 'it is abcde'],
  ];

  test.each(texts)('%s', (_, text, secrets, expected) => {
    expect(redact(text, secrets)).toBe(expected);
  });

  test.each([0, 1, 2, 3])('finds base64 that starts %d bytes before the secret', (offset) => {
    const encoded = base64(`${'u'.repeat(offset)}${key}:tail`);
    expect(redact(encoded, [key]).length).toBeLessThan(encoded.length - 40);
  });

  test('copies deeply, and leaves keys and what is no text alone', () => {
    const value = { [key]: [key, 1, null, true, { a: `x ${key}` }], b: undefined };
    const copy = redact(value, [key]);
    expect(copy).toEqual({ [key]: ['***', 1, null, true, { a: 'x ***' }], b: undefined });
    expect(Object.values(value)[0]).toContain(key);
    expect(redact(value, [])).not.toBe(value);
  });

  test('a property named __proto__ stays one', () => {
    const value = JSON.parse(`{"__proto__": "${key}"}`) as object;
    expect(JSON.stringify(redact(value, [key]))).toBe('{"__proto__":"***"}');
  });

  test('the words that the program branches on survive a secret of the same spelling', () => {
    const words = ['failed', 'denied', 'not-checked', 'error', 'assumed-role', 'caller'];
    const report = samples['failed-permissions'] ?? aReport();
    const copy = redact(report, words);
    expect(copy.result).toBe('failed');
    expect(copy.checks.map(({ verdict }) => verdict)).toEqual(report.checks.map(({ verdict }) => verdict));
    expect(terminal(copy, { color: false, width: 80 })).toContain('Result: failed');
  });

  test.each([
    ['prose', 'lorem ipsum dolor sit amet '.repeat(40_000), [key, token, 'test']],
    ['base64', base64('lorem ipsum dolor sit amet '.repeat(30_000)), [key, token, base64(token.repeat(20))]],
    ['one letter', 'a'.repeat(1_000_000), ['a'.repeat(40)]],
    ['almost the secret', 'aaaaaaaaaaaaaaab'.repeat(60_000), ['a'.repeat(40), `${'a'.repeat(15)}c`]],
    ['the secret only', key.repeat(25_000), [key, token]],
  ])('a megabyte of %s takes no more than a moment', (_, text, secrets) => {
    const start = performance.now();
    const copy = redact(text, secrets);
    expect(performance.now() - start).toBeLessThan(10_000);
    for (const secret of secrets) expect(copy.includes(secret) && secret.length >= unmistakable).toBe(false);
  });
});

/** Secrets as AWS issues them, and as people store them: with quotes, blanks, line breaks, invisible characters. */
const alphabet = fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+'));
const clean = fc.array(alphabet, { minLength: 16, maxLength: 60 }).map((letters) => letters.join(''));
const wrapper = fc.constantFrom('', ' ', '"', "'", '\u201C', '\n', '\r\n', '\t', '\u200B');
const stored = fc.oneof(
  fc.tuple(wrapper, clean, wrapper).map((parts) => parts.join('')),
  fc.tuple(clean, clean).map((parts) => parts.join('\n')),
  fc.tuple(clean, clean).map(([id, secret]) => `[default]\naws_access_key_id=${id}\naws_secret_access_key = ${secret}`),
);
const surroundings = fc.constantFrom(
  '',
  ' ',
  'AWS said: ',
  '`',
  '"',
  '(',
  ')',
  '.',
  '<b>',
  '&',
  '%',
  '\n',
  'x',
  '=',
  '\u001B[0m',
);

const everywhere = (report: Report): string[] => [
  summary(report),
  terminal(report, { color: false, width: 80 }),
  JSON.stringify(reportJson(report)),
  JSON.stringify(outputs(report, '')),
  ...annotations(report).flatMap(({ title, message, file }) => [title, message, file ?? '']),
];

const decoded = (text: string): string =>
  text.replace(/<wbr>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

test('no form of a secret survives in anything that is rendered', () => {
  const encoded = (raw: string): string[] => secretVariants(raw).flatMap((variant) => [variant, ...encodings(variant)]);
  const leak = stored.chain((raw) =>
    fc
      .array(fc.tuple(surroundings, fc.constantFrom(...encoded(raw)), surroundings), { minLength: 32, maxLength: 32 })
      .map((parts) => ({ raw, texts: parts.map((part) => part.join('')) })),
  );
  fc.assert(
    fc.property(leak, ({ raw, texts }) => {
      // The keys of a condition stay as they are, like those of any object.
      const report = reportOf(texts);
      const rendered = everywhere(redact({ ...report, policy: report.simulationGrant }, [raw]));
      const seen = [...rendered, ...rendered.map(decoded)];
      const forms = encoded(raw).filter((form) => form.trim().length >= unmistakable);
      expect(forms.filter((form) => seen.some((text) => text.includes(form)))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
