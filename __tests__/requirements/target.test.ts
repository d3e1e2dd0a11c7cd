import { describe, expect, test } from '@jest/globals';
import schema from '../../schema/target.schema.json' with { type: 'json' };
import { InputError } from '../../src/input-error.ts';
import { filters } from '../../src/requirements/filter.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { completeTarget, parseTarget, type TargetFile } from '../../src/requirements/target.ts';
import { builtIn, read } from './built-in.ts';

const base = `id: mine
title: Mine
sources: [https://example.com]
parameters:
  bucket:
    description: Bucket.
    required: true
checks:
  - id: one
    actions: [s3:PutObject]
    resource: arn:\${Partition}:s3:::\${bucket}/x
    severity: error
    why: Write
`;

const file = 'deploy/mine.yml';

function errorOf(text: string): InputError {
  try {
    parseTarget(text, file, checkTargetSchema);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('There was no error.');
}

test('a target file', () => {
  const target = parseTarget(base, file, checkTargetSchema);
  expect(target).toEqual({
    id: 'mine',
    title: 'Mine',
    tools: [],
    sources: ['https://example.com'],
    detect: [],
    parameters: new Map([['bucket', { description: 'Bucket.', required: true }]]),
    checks: [
      {
        id: 'one',
        actions: ['s3:PutObject'],
        resource: 'arn:${Partition}:s3:::${bucket}/x',
        severity: 'error',
        why: 'Write',
      },
    ],
    roles: [],
    templates: [],
    probes: [],
    reads: [],
  });
});

test('data/targets.json holds every target as its file says', () => {
  const packaged = JSON.parse(read('data/targets.json')) as readonly TargetFile[];
  expect(packaged.map(completeTarget)).toEqual([...builtIn.values()]);
});

/** What is replaced in the text above, by what, and the message: its lines after the file's name. */
describe('faults', () => {
  const checkKeys = 'known are id, actions, resource, context, severity, errorWhen, when, why, principal, instead';
  const fileKeys = Object.keys(schema.properties).join(', ');
  const filterNames = [...filters.keys()].join(', ');
  test.each<[string, string | RegExp, string, readonly string[]]>([
    ['nothing', /[^]*/, '', ['line 1: The file is empty; it takes a map.']],
    ['a list', /[^]*/, '- a', ['line 1: The file is a list; it takes a map.']],
    ['a text', /[^]*/, 'hello', ['line 1: The file is "hello"; it takes a map.']],
    ['no id', 'id: mine\n', '', ['line 1: The file lacks id.']],
    ['an id with capitals', 'id: mine', 'id: Mine', ['line 1: id is "Mine"; it takes the form of "lambda".']],
    ['a reserved id', 'id: mine', 'id: auto', ['line 1: The id "auto" is reserved; choose another.']],
    [
      'a number',
      'title: Mine',
      'title: 3',
      ['line 2: title is 3; it takes text (in quotes, if it looks like a number or a yes or no).'],
    ],
    ['an empty title', 'title: Mine', 'title: ""', ['line 2: title is empty.']],
    [
      'null',
      'title: Mine',
      'title:',
      ['line 2: title is empty; it takes text (in quotes, if it looks like a number or a yes or no).'],
    ],
    [
      'a source that is no address',
      'https://example.com',
      'the README',
      ['line 3: sources[0] is "the README"; it takes the form of "https://github.com/aws-actions/aws-lambda-deploy".'],
    ],
    ['no source', '[https://example.com]', '[]', ['line 3: sources is empty.']],
    [
      'an unknown property',
      'title: Mine',
      'titel: Mine',
      [
        'line 1: The file lacks title.',
        `line 2: The file takes no "titel"; known are ${fileKeys}. Did you mean title?`,
      ],
    ],
    [
      'an unknown severity',
      'severity: error',
      'severity: fatal',
      ['line 12: checks[0].severity is "fatal"; it takes error, warning or notice.'],
    ],
    [
      'a misspelt property',
      'severity: error',
      'severty: error',
      [
        'line 9: checks[0] lacks severity.',
        `line 12: checks[0] takes no "severty"; ${checkKeys}. Did you mean severity?`,
      ],
    ],
    [
      'an action without a service',
      's3:PutObject',
      'PutObject',
      ['line 10: checks[0].actions[0] is "PutObject"; it takes the form of "lambda:UpdateFunctionCode".'],
    ],
    [
      'one action outside a list',
      '[s3:PutObject]',
      's3:PutObject',
      ['line 10: checks[0].actions is "s3:PutObject"; it takes a list.'],
    ],
    ['no checks', /checks:[^]*/, 'checks: []', ['line 8: checks is empty.']],
    [
      'neither true nor false',
      'required: true',
      'required: maybe',
      ['line 7: parameters.bucket.required is "maybe"; it takes true or false.'],
    ],
    [
      'a parameter with a strange name',
      '  bucket:\n',
      '  My Bucket:\n',
      ['line 5: parameters has the key "My Bucket"; it takes the form of "function-name".'],
    ],
    [
      'a parameter named __proto__',
      '  bucket:\n',
      '  __proto__:\n',
      ['line 5: parameters has the key "__proto__"; it takes the form of "function-name".'],
    ],
    [
      'a property named __proto__',
      'title: Mine',
      'title: Mine\n__proto__: {}',
      [`line 3: The file takes no "__proto__"; known are ${fileKeys}.`],
    ],
    [
      'a resource that is no ARN',
      /resource: .*/,
      'resource: my-bucket',
      ['line 11: checks[0].resource is "my-bucket"; it takes the form of "arn:${Partition}:s3:::${bucket}".'],
    ],
    [
      'a why with a full stop',
      'why: Write',
      'why: Write.',
      ['line 13: checks[0].why is "Write."; it takes the form of "Replace the code of the function".'],
    ],
    [
      'paths that leave the workspace',
      'title: Mine',
      'title: Mine\ndetect: [../x, /etc/passwd, a/../../b]',
      [
        'line 3: detect[0] is "../x"; it takes the form of ".elasticbeanstalk/config.yml".',
        'line 3: detect[1] is "/etc/passwd"; it takes the form of ".elasticbeanstalk/config.yml".',
        'line 3: detect[2] is "a/../../b"; it takes the form of ".elasticbeanstalk/config.yml".',
      ],
    ],
    [
      'a context key without a prefix',
      'why: Write',
      'why: Write\n    context: { PassedToService: x }',
      ['line 14: checks[0].context has the key "PassedToService"; it takes the form of "iam:PassedToService".'],
    ],
    [
      'a principal that is no ARN',
      'why: Write',
      'why: Write\n    principal: deploy',
      ['line 14: checks[0].principal is "deploy"; it takes the form of "caller".'],
    ],
    [
      'an unknown condition',
      'why: Write',
      'why: Write\n    when: { set: [bucket] }',
      ['line 14: checks[0].when takes no "set"; known are given, missing, matches, differs, anyOf.'],
    ],
    ['an empty condition', 'why: Write', 'why: Write\n    when: {}', ['line 14: checks[0].when is empty.']],
    [
      'a condition on an unknown parameter',
      'why: Write',
      'why: Write\n    when: { given: [bukcet] }',
      ['line 14: "bukcet" is no parameter; declared are bucket. Did you mean bucket?'],
    ],
    [
      'the same, deep inside',
      'why: Write',
      'why: Write\n    errorWhen:\n      anyOf:\n        - matches:\n            nope: [x]',
      ['line 17: "nope" is no parameter; declared are bucket.'],
    ],
    [
      'a probe that writes',
      'title: Mine',
      'title: Mine\nprobes:\n  - { action: s3:PutObject, service: s3, method: PUT, path: x, headers: { a: "${bucket}" } }',
      [
        'line 4: probes[0].method is "PUT"; it takes GET or POST.',
        'line 4: probes[0].path is "x"; it takes the form of "/2015-03-31/functions/${function-name}/configuration".',
        'line 4: probes[0].headers.a is "${bucket}"; it takes the form of "application/json".',
      ],
    ],
    [
      'an unknown parameter',
      '${bucket}',
      '${buckt}',
      [
        'line 11: ${buckt} is no parameter that may stand here; known are Partition, Region, Account, bucket. Did you mean bucket?',
      ],
    ],
    [
      'a fact in lower case',
      '${Partition}',
      '${partition}',
      [
        'line 11: ${partition} is no parameter that may stand here; known are Partition, Region, Account, bucket. Did you mean Partition?',
      ],
    ],
    [
      'an unknown filter',
      '${bucket}',
      '${bucket:arn}',
      [`line 11: The filter "arn" is unknown; known are ${filterNames}.`],
    ],
    ['a filter on a fact', '${Partition}', '${Partition:role-arn}', ['line 11: ${Partition} takes no filter.']],
    [
      'an open placeholder',
      '${bucket}',
      '${bucket',
      ['line 11: A ${ is not closed, or its placeholder holds another one.'],
    ],
    [
      'a placeholder in a placeholder',
      '${bucket}',
      '${${bucket}}',
      ['line 11: A ${ is not closed, or its placeholder holds another one.'],
    ],
    [
      'an unknown parameter in a probe',
      'title: Mine',
      'title: Mine\nprobes: [{ action: s3:ListBucket, service: s3, method: GET, path: "/${name}", body: "${x}" }]',
      [
        'line 3: ${name} is no parameter that may stand here; known are Partition, Region, Account, bucket.',
        'line 3: ${x} is no parameter that may stand here; known are Partition, Region, Account, bucket.',
      ],
    ],
    [
      'a default that needs itself',
      'required: true',
      'required: true\n    default: ${bucket}',
      ['line 8: ${bucket} is no parameter that may stand here; known are Partition, Region, Account.'],
    ],
    [
      'the same id twice',
      /$/,
      '  - { id: one, actions: [s3:ListAllMyBuckets], resource: "*", severity: error, why: List }\n',
      ['line 14: Another check has the id "one" already.'],
    ],
    ['the same key twice', /$/, 'title: Again\n', ['line 14: "title" is given twice; the first one is in line 2.']],
    ['a tab', 'required: true', '\trequired: true', ['line 7: A tab indents this line; YAML takes spaces only.']],
    ['an alias of nothing', 'title: Mine', 'title: *nothing', ['line 1: An alias (*name) has no anchor (&name).']],
    [
      'a tag',
      'title: Mine',
      'title: !Sub Mine',
      ['line 2: YAML tags (such as !Ref or !!binary) are not read here; put the value in quotes.'],
    ],
    ['an alias bomb', /[^]*/, bomb(), ['line 1: The aliases (*name) expand too far.']],
    [
      'a megabyte',
      /[^]*/,
      'x'.repeat(1_000_000),
      ['line 1: The text has 1000000 characters; at most 262144 are read.'],
    ],
    ['a deep nest', /[^]*/, '{a: '.repeat(20_000), ['line 1: The nesting is deeper than 50 levels.']],
  ])('%s', (_, from, to, expected) => {
    const { message, input, location } = errorOf(base.replace(from, () => to));
    const line = Number(/^line (\d+)/.exec(expected[0] ?? '')?.[1]);
    expect(message).toBe(expected.map((sentence) => `${file}, ${sentence}`).join('\n'));
    expect([input, location]).toEqual(['targets', { file, line, endLine: line }]);
  });
});

/** Nine aliases of nine aliases of nine, eight times over. */
function bomb(): string {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const lines = names.map(
    (name, index) =>
      `${name}: &${name} [${Array(9)
        .fill(index === 0 ? 'x' : `*${names[index - 1] ?? ''}`)
        .join(',')}]`,
  );
  return lines.join('\n');
}
