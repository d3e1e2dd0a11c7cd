import fc from 'fast-check';

/**
 * Small files out of lines that are mostly right, and of characters that the two grammars treat differently. Names of
 * object properties are left out: reading them would change the objects of the process that the tests run in.
 */
const heads = [
  '[default]',
  '[profile a]',
  '[a]',
  '[profile "a b"]',
  '[profile a\\b]',
  '[sso-session s]',
  '[DEFAULT]',
  '[profile  a]',
  '[profile default]',
  '[profile a] ; c',
  '[profile \u00e9]',
  "[profile 'a']",
  '[profile a b]',
  '["a"]',
  '[profile "a\'b"]',
  '[profile a"b"]',
  '[x]]',
  '[x] # [y]',
  '[profile\ta]',
  '[profilex a]',
  '[services s]',
  '[profile "]',
  '[sso-session "s t"]',
  '[profile ""]',
  '[a b]',
  '[profile a\u00a0b]',
  '[ a ]',
  '[profile.a]',
  '  [a]',
  '[profile "a\\"b"]',
  '[profile a\\ b]',
  '[a',
  '[]',
  '[profile]',
  '[profile a\\]',
  '[profile "a\\b"]',
  '[a]b',
];
const names = ['a', 'b', 'c', 'A', 'd e', 'x', 'y', 'z', '\u00e9', '\u0130', '"q"', 'export a', ''];
const values = [
  '1',
  '',
  '  ',
  'x # y',
  'x;y',
  'x ;y',
  '"q"',
  "'q'",
  'a=b',
  'a:b',
  '\u00e9',
  '\u00a0x\u00a0',
  'x\u2028y',
  '\u001cx',
  'x\u0085',
  '\u200bx',
  'x\ufeff',
  '\\',
  '[v]',
  'a\rb=2',
  '# c',
  'p\fq=1',
  '==',
];
const dividers = [' = ', '=', ' : ', ':', '\t=\t', ' '];

const setting = fc
  .tuple(
    fc.constantFrom('', '', '', ' ', '\t', '    ', '\u00a0'),
    fc.constantFrom(...names),
    fc.constantFrom(...dividers.slice(0, 5), ...dividers),
    fc.constantFrom(...values),
  )
  .map((parts) => parts.join(''));

const line = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...heads.slice(0, 20), ...heads) },
  { weight: 10, arbitrary: setting },
  { weight: 2, arbitrary: fc.constantFrom('#x', '; y', '  # z', '', '  ', '\u00a0') },
  { weight: 1, arbitrary: fc.constantFrom(...values).map((value) => `  ${value}`) },
  { weight: 1, arbitrary: fc.constantFrom(...values).map((value) => `  n = ${value}`) },
);

const text = fc
  .tuple(
    fc.constantFrom('[default]\n', '[profile p]\n', '[p]\n', '[DEFAULT]\n', ''),
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { maxLength: 6 }),
  )
  .map(([head, lines]) => head + lines.map(([one, end]) => one + end).join(''));

export const files = fc
  .record({
    config: text,
    credentials: text,
    encoding: fc.constantFrom(undefined, undefined, undefined, undefined, 'utf-8-bom' as const),
  })
  .map(({ encoding, ...both }) => ({ ...both, ...(encoding === undefined ? {} : { encoding }) }));
