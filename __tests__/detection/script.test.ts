import { describe, expect, test } from '@jest/globals';
import { startedBy } from '../../src/detection/shell/launchers.ts';
import type { Shell } from '../../src/detection/shell/script-line.ts';
import { readScript } from '../../src/detection/shell/script.ts';
import { literal, type Word, written } from '../../src/detection/shell/word.ts';

/** Commands as `line: words`, with `?` in front of what may not run, and the folder behind `@` where there is one. */
function commandsIn(script: string, shell: Shell = 'posix'): readonly string[] {
  const place = { file: 'f', line: 1, isFolded: false };
  return readScript(script, { shell, folder: '', place, valueOf: literal }).map(({ words, folder, isConditional }) => {
    const texts = words.map((word) => written(word).replaceAll('\u0000', '…')).join('|');
    return `${isConditional ? '?' : ''}${words[0].spot.line}: ${texts}${folder === '' ? '' : ` @${folder ?? 'unknown'}`}`;
  });
}

const scripts: readonly (readonly [string, string, readonly string[]])[] = [
  ['a line is a command', 'a b\nc', ['1: a|b', '2: c']],
  ['a backslash continues a line', 'a \\\n  b\\\nc', ['1: a|bc']],
  ['carriage returns are blanks', 'a \\\r\n b\r\nc\r\n', ['1: a|b', '3: c']],
  ['quotes hold a word together', `a "b c" 'd "e' f\\ g h"i"j`, ['1: a|b c|d "e|f g|hij']],
  ['a quote holds lines', `a 'b\nc'\nd`, ['1: a|b\nc', '3: d']],
  ['a dollar in single quotes is text', `a '$B' "\\$C" \\$D`, ['1: a|$B|$C|$D']],
  ['variables', 'a $B "${C}x" ${D:-e f} ${G%.*} $1', ['1: a|${B}|${C}x|${D}|…|…']],
  [
    'GitHub fills in before the shell starts',
    "a ${{ github.ref }} 'x${{ env.Y }}'",
    ['1: a|${{ github.ref }}|x${{ env.Y }}'],
  ],
  ['an expression of two lines', 'a ${{ x\n}} b\nc', ['1: a|${{ x\n}}|b', '3: c']],
  ['operators', 'a;b&&c||d|e&\nf', ['1: a', '1: b', '1: c', '?1: d', '?1: e', '2: f']],
  ['redirections are no words', 'a b > c 2>&1 < d >> e', ['1: a|b']],
  ['comments', 'a # b\n# c\nd#e "#f"', ['1: a', '3: d#e|#f']],
  ['here-documents', 'a <<EOF <<-"X Y" b\nc\nEOF\nd\n\tX Y\ne', ['1: a|b', '6: e']],
  ['substitutions run first', 'a $(b $(c)) `d` "e $(f "g")"', ['1: b|…', '1: c', '1: d', '1: f|g', '1: a|…|…|e …']],
  ['arithmetic is none', 'a $((1 + 2)) b', ['1: a|…|b']],
  [
    'compound commands',
    'if a; then b; elif c; then d; else e; fi; f',
    ['1: a', '?1: b', '?1: c', '?1: d', '?1: e', '1: f'],
  ],
  ['loops', 'while a; do b; done\nfor x in 1 2; do c $x; done\nd', ['1: a', '?1: b', '?2: c|…', '3: d']],
  ['cases', 'case $1 in\n  x) a;;\n  *) b;;\nesac\nc', ['?2: a', '?3: b', '5: c']],
  ['functions', 'f() {\n  a\n}\nb', ['?2: a', '4: b']],
  ['a group runs', '{ a; b; }', ['1: a', '1: b']],
  [
    'a test decides what stands behind it',
    '[ -f x ] && a && b; c && d',
    ['1: [|-f|x|]', '?1: a', '?1: b', '1: c', '1: d'],
  ],
  [
    'a folder',
    'cd x\na\ncd ../y\nb\ncd /z\nc',
    ['1: cd|x', '2: a @x', '3: cd|../y @x', '4: b @y', '5: cd|/z @y', '6: c @unknown'],
  ],
  ['a folder in a subshell', '(cd x; a)\nb', ['1: cd|x', '1: a @x', '2: b']],
  [
    'variables of the script',
    'X=1 Y="$X 2"\na $X $Y\nX=3\nb $X\nX=$(c)\nd $X',
    ['2: a|1|1 2', '4: b|3', '5: c', '6: d|…'],
  ],
  ['what stands in front of a command is for it alone', 'X=1 a $X', ['1: X=1|a|${X}']],
  ['an open quote ends with the script', 'a "b\nc', ['1: a|b\nc']],
];

const started: readonly (readonly [string, string])[] = [
  ['sudo -u root env A=b aws s3', 'aws s3'],
  ['A=b C="d e" /usr/local/bin/aws s3', 'aws s3'],
  ['npx -y aws-cdk@2 deploy', 'cdk deploy'],
  ['npx --package=aws-cdk@2 -- cdk deploy', 'cdk deploy'],
  ['npm exec --yes -- cdk deploy', 'cdk deploy'],
  ['npm exec -c "cdk deploy"', '$ cdk deploy'],
  ['pnpm dlx @aws-amplify/backend-cli pipeline-deploy', 'ampx pipeline-deploy'],
  ['pnpm -C infra exec cdk deploy', 'cdk deploy'],
  ['yarn dlx -q sst deploy', 'sst deploy'],
  ['bunx --bun cdk deploy', 'cdk deploy'],
  ['bun x cdk deploy', 'cdk deploy'],
  ['python3.12 -m awscli s3', 'aws s3'],
  ['uvx --from awscli aws s3', 'aws s3'],
  ['pipx run aws-sam-cli deploy', 'sam deploy'],
  ['poetry -q run sam deploy', 'sam deploy'],
  ['node ./node_modules/serverless/bin/serverless.js deploy', 'serverless deploy'],
  ['aws-vault exec prod -- aws s3', 'aws s3'],
  ['dotenvx run -f .env -- sls deploy', 'serverless deploy'],
  ['timeout -k 5 600 sam deploy', 'sam deploy'],
  ['cross-env STAGE=dev sls deploy', 'serverless deploy'],
  ['.\\node_modules\\.bin\\cdk.cmd deploy', '.node_modules.bincdk deploy'],
  ['npm run deploy -- --x', '> deploy --x'],
  ['npm run deploy --if-present -w api a', '> deploy a'],
  ['yarn deploy --x', '> deploy --x'],
  ['npm start', '> start '],
  ['bash -ec "a b"', '$ a b'],
  ['echo aws s3', 'echo aws s3'],
  ['$AWS s3', 'nothing'],
  ['sudo', 'nothing'],
];

function startedIn(script: string): string {
  const place = { file: 'f', line: 1, isFolded: false };
  const [command] = readScript(script, { shell: 'posix', folder: '', place, valueOf: literal });
  const found = command === undefined ? null : startedBy(command.words);
  const all = (words: readonly Word[]) => words.map(written).join(' ');
  switch (found?.kind) {
    case undefined:
      return 'nothing';
    case 'program':
      return `${found.program} ${all(found.words)}`;
    case 'script':
      return `> ${written(found.name)} ${all(found.words)}`;
    case 'shell':
      return `$ ${written(found.script)}`;
  }
}

describe('a script for sh', () => {
  test.each(scripts)('%s', (_, script, expected) => {
    const found = commandsIn(script);
    expect([...found].sort()).toEqual([...expected].sort());
  });
});

describe('a script for PowerShell', () => {
  test.each([
    ['a backtick continues a line', 'a `\n  b `"c` d', ['1: a|b|"c d']],
    ['variables', 'a $env:B "${env:C}x" $d', ['1: a|${B}|${C}x|${$d}']],
    ['variables of the script', '$x = "y"\na $x\n$x = b c\nd $x', ['2: a|y', '4: d|…']],
    ['backslashes are no escapes', 'a .\\b\\c', ['1: a|.\\b\\c']],
    ['statements', 'if ($x -eq 1) { a } else { b }\nc', ['?1: a', '?1: b', '2: c']],
    ['comments', '# a\nb # c', ['2: b']],
  ] as const)('%s', (_, script, expected) => {
    expect(commandsIn(script, 'powershell')).toEqual(expect.arrayContaining([...expected]));
  });
});

describe('a script for the command processor', () => {
  test.each([
    ['a caret continues a line', 'a ^\n  b', ['1: a|b']],
    ['variables, and those of the script', 'set X=y\na %X% %Z%', ['1: set|X=y', '2: a|y|${Z}']],
    ['comments and single quotes', "rem a\nREM b & x\n:: b\nrun it's\n@rem c", ["4: run|it's"]],
  ] as const)('%s', (_, script, expected) => {
    expect(commandsIn(script, 'cmd')).toEqual(expected);
  });
});

describe('what starts a program is taken off', () => {
  test.each(started)('%s: %s', (script, expected) => {
    expect(startedIn(script)).toBe(expected);
  });
});
