import { describe, expect, test } from '@jest/globals';
import { InputError } from '../../src/input-error.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { parseTarget } from '../../src/requirements/target.ts';
import { authorization } from './built-in.ts';

const base = `id: mine
title: Mine
sources: [https://example.com]
detect:
  - mine.yml
  - { action: org/deploy }
  - { command: mine deploy }
  - { file: project.yml, pointer: /kind~1of, matches: [mine] }
parameters:
  stack-name:
    description: Name of the stack.
    required: true
    from:
      - { action: org/deploy, input: stack }
      - { command: mine deploy, option: [--stack, -s] }
      - { command: mine deploy, argument: 1 }
      - { command: mine deploy, option: --default, value: main }
      - { command: mine up, value: main }
      - { file: project.yml, pointer: /stack }
      - { reader: project, value: stack-name }
  role:
    description: Role.
    required: false
checks:
  - id: describe
    actions: [cloudformation:DescribeStacks]
    resource: arn:\${Partition}:cloudformation:\${Region}:\${Account}:stack/\${stack-name}/*
    severity: error
    why: Look
roles:
  - { id: run, role: "\${role:role-arn}", trusts: lambda.amazonaws.com, severity: error, why: Run, when: { given: [role] } }
  - { id: host, instanceProfile: "\${role}", trusts: caller, severity: notice, why: Host, errorWhen: { given: [role] } }
probes:
  - action: cloudformation:DescribeStacks
    service: cloudformation
    method: POST
    path: /
    body: Action=DescribeStacks&StackName=\${stack-name}
    answers:
      - error: [ValidationError]
        message: ["*does not exist"]
        finding: target-created
        severity: notice
        says: There is no stack \${stack-name} in \${Region} yet
        elsewhere: true
      - has: { /Stacks/0/Status: ["*_FAILED"] }
        finding: stack-not-updatable
        severity: warning
        errorWhen: { given: [stack-name] }
        says: The stack is in \${answer:/Stacks/0/Status}
`;

const file = 'mine.yml';

function errorOf(text: string): InputError {
  try {
    parseTarget(text, file, checkTargetSchema, authorization);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('There was no error.');
}

test('a target with signs, origins, roles and answers', () => {
  const target = parseTarget(base, file, checkTargetSchema, authorization);
  expect(target.roles.map(({ id }) => id)).toEqual(['run', 'host']);
  expect(target.probes[0]?.answers).toHaveLength(2);
});

/** What is replaced in the text above, by what, and the message: its lines after the file's name. */
describe('faults', () => {
  const one = (words: string) => `takes exactly one of ${words}.`;
  test.each<[string, string | RegExp, string, readonly string[]]>([
    [
      'a sign of two kinds',
      '{ action: org/deploy }',
      '{ action: org/deploy, command: x }',
      [`line 6: A sign ${one('action, command and file')}`],
    ],
    [
      'a sign of no kind',
      '{ action: org/deploy }',
      '{ matches: [x] }',
      [`line 6: A sign ${one('action, command and file')}`, 'line 6: matches needs pointer.'],
    ],
    [
      'a pointer into nothing',
      '{ command: mine deploy }\n',
      '{ command: mine deploy, pointer: /x }\n',
      ['line 7: pointer needs file.'],
    ],
    ['a value of no place', 'pointer: /kind~1of, matches', 'matches', ['line 8: matches needs pointer.']],
    [
      'a pointer with a bare tilde',
      '/kind~1of',
      '/kind~of',
      ['line 8: "/kind~of" is no JSON Pointer; behind ~ it takes 0 or 1.'],
    ],
    [
      'a sign that is a number',
      '- mine.yml',
      '- 3',
      ['line 5: detect[0] is 3; it takes text (in quotes, if it looks like a number or a yes or no) or a map.'],
    ],
    [
      'a sign with a property that it does not have',
      '{ action: org/deploy }',
      '{ uses: org/deploy }',
      [`line 6: detect[1] takes no "uses"; known are action, command, file, pointer, matches.`],
    ],
    [
      'an origin of two kinds',
      'input: stack',
      'input: stack, command: x',
      [`line 14: An origin ${one('action, command, file and reader')}`],
    ],
    [
      'an origin of no kind',
      '{ action: org/deploy, input: stack }',
      '{ value: x }',
      [`line 14: An origin ${one('action, command, file and reader')}`],
    ],
    [
      'an action without an input',
      ', input: stack',
      '',
      ['line 14: An origin with action takes exactly one of input and value, which says where the value is.'],
    ],
    [
      'an action with an input and a value',
      'input: stack',
      'input: stack, value: x',
      ['line 14: An origin with action takes exactly one of input and value, which says where the value is.'],
    ],
    [
      'an input of a command',
      'argument: 1',
      'input: x',
      [
        'line 16: input needs action.',
        'line 16: An origin with command takes exactly one of option, argument and value, which says where the value is.',
      ],
    ],
    ['an option of an action', 'input: stack', 'input: stack, option: --x', ['line 14: option needs command.']],
    ['an argument of an action', 'input: stack', 'input: stack, argument: 2', ['line 14: argument needs command.']],
    [
      'an option and an argument',
      'argument: 1',
      'argument: 1, option: --x',
      [
        'line 16: An origin with command takes exactly one of option, argument and value, which says where the value is.',
      ],
    ],
    [
      'an option that is a map',
      'option: [--stack, -s]',
      'option: { a: b }',
      [
        'line 15: parameters.stack-name.from[1].option is a map; it takes text (in quotes, if it looks like a number or a yes or no) or a list.',
      ],
    ],
    [
      'an option without dashes',
      'option: [--stack, -s]',
      'option: stack',
      ['line 15: parameters.stack-name.from[1].option is "stack"; it takes the form of "--function-name".'],
    ],
    [
      'a file without a pointer',
      ', pointer: /stack',
      '',
      ['line 19: An origin with file takes pointer, which says where the value is.'],
    ],
    [
      'a file with a value',
      'pointer: /stack',
      'pointer: /stack, value: x',
      ['line 19: value does not go with file: the value is what stands at the pointer.'],
    ],
    [
      'a reader without the name of a value',
      ', value: stack-name',
      '',
      ['line 20: An origin with reader takes value, which says where the value is.'],
    ],
    ['a reader with a pointer', 'reader: project,', 'reader: project, pointer: /x,', ['line 20: pointer needs file.']],
    [
      'a role that is two things',
      'instanceProfile: "${role}"',
      'instanceProfile: "${role}", role: "${role:role-arn}"',
      ['line 32: roles[1] takes either role or instanceProfile.'],
    ],
    [
      'a role that is nothing',
      'instanceProfile: "${role}", ',
      '',
      ['line 32: roles[1] takes either role or instanceProfile.'],
    ],
    ['two roles of one id', 'id: host', 'id: run', ['line 32: Another role has the id "run" already.']],
    [
      'a role of an unknown parameter',
      '${role:role-arn}',
      '${roll:role-arn}',
      [
        'line 31: ${roll} is no parameter that may stand here; known are Partition, Region, Account, stack-name, role. Did you mean role?',
      ],
    ],
    [
      'a profile of an unknown parameter',
      '"${role}"',
      '"${profile}"',
      [
        'line 32: ${profile} is no parameter that may stand here; known are Partition, Region, Account, stack-name, role.',
      ],
    ],
    [
      'a role on a condition of an unknown parameter',
      'when: { given: [role] }',
      'when: { given: [rol] }',
      ['line 31: "rol" is no parameter; declared are stack-name, role. Did you mean role?'],
    ],
    [
      'a role that weighs more on an unknown parameter',
      'errorWhen: { given: [role] }',
      'errorWhen: { given: [rol] }',
      ['line 32: "rol" is no parameter; declared are stack-name, role. Did you mean role?'],
    ],
    [
      'a template of unknown parameters',
      'probes:\n',
      'templates: [{ file: "${template}", stack: "${stack}", principal: "${rol:role-arn}" }]\nprobes:\n',
      [
        'line 33: ${template} is no parameter that may stand here; known are Partition, Region, Account, stack-name, role.',
        'line 33: ${stack} is no parameter that may stand here; known are Partition, Region, Account, stack-name, role.',
        'line 33: ${rol} is no parameter that may stand here; known are Partition, Region, Account, stack-name, role. Did you mean role?',
      ],
    ],
    [
      'a role that may be a name',
      '${role:role-arn}',
      '${role}',
      [
        'line 31: "${role}" is not the ARN of a role; write arn:${Partition}:iam::${Account}:role/NAME, or ${parameter:role-arn}.',
      ],
    ],
    [
      'a role that trusts a person',
      'trusts: caller',
      'trusts: Jane',
      ['line 32: roles[1].trusts is "Jane"; it takes the form of "lambda.amazonaws.com".'],
    ],
    [
      'an answer about nothing',
      /has: .*\n {8}/,
      '',
      ['line 46: An answer takes error, or at least one of missing, has, lacks, below.'],
    ],
    [
      'an error with a body',
      'message: ["*does not exist"]',
      'missing: /Stacks',
      ['line 41: An answer is an error or a success: missing does not go with error.'],
    ],
    [
      'a sentence without an error',
      'error: [ValidationError]',
      'missing: /Stacks',
      ['line 41: message needs error: only an error has a sentence.'],
    ],
    [
      'a value of an error',
      'in ${Region} yet',
      'in ${answer:/x} yet',
      ['line 44: An error has no values: ${answer:...} needs an answer without error.'],
    ],
    [
      'a value of the answer in the request',
      'StackName=${stack-name}',
      'StackName=${answer:/x}',
      ['line 38: ${answer:/x} may stand in says only.'],
    ],
    [
      'a value of the answer in a resource',
      'stack/${stack-name}/*',
      'stack/${answer:/x}/*',
      ['line 27: ${answer:/x} may stand in says only.'],
    ],
    [
      'a value of the answer without a slash',
      '${answer:/Stacks/0/Status}',
      '${answer:Status}',
      [
        'line 50: ${answer} is no parameter that may stand here; known are Partition, Region, Account, stack-name, role, or ${answer:/pointer} for a value of the answer.',
        expect.stringMatching(/^line 50: The filter "Status" is unknown; known are role-arn, /) as unknown as string,
      ],
    ],
    [
      'a value of the answer with a bare tilde',
      '${answer:/Stacks/0/Status}',
      '${answer:/a~2}',
      ['line 50: "/a~2" is no JSON Pointer; behind ~ it takes 0 or 1.'],
    ],
    [
      'says with an unknown parameter',
      '${stack-name} in',
      '${stack} in',
      [
        'line 44: ${stack} is no parameter that may stand here; known are Partition, Region, Account, stack-name, role, or ${answer:/pointer} for a value of the answer.',
      ],
    ],
    [
      'a key of has that is no pointer',
      '/Stacks/0/Status: [',
      'Status: [',
      [
        'line 46: "Status" is no JSON Pointer; it takes the form of "/Stacks/0/StackStatus", with ~1 for / and ~0 for ~.',
      ],
    ],
    [
      'a key of below that is no pointer',
      'has: { /Stacks/0/Status: ["*_FAILED"] }',
      'below: { x: 3 }',
      ['line 46: "x" is no JSON Pointer; it takes the form of "/Stacks/0/StackStatus", with ~1 for / and ~0 for ~.'],
    ],
    [
      'a key of lacks that is no pointer',
      'has: { /Stacks/0/Status: ["*_FAILED"] }',
      'lacks: { /a~: [b] }',
      ['line 46: "/a~" is no JSON Pointer; it takes the form of "/Stacks/0/StackStatus", with ~1 for / and ~0 for ~.'],
    ],
    [
      'missing with a bare tilde',
      'has: { /Stacks/0/Status: ["*_FAILED"] }',
      'missing: /a~b',
      ['line 46: "/a~b" is no JSON Pointer; it takes the form of "/Stacks/0/StackStatus", with ~1 for / and ~0 for ~.'],
    ],
    [
      'an answer on an unknown parameter',
      'errorWhen: { given: [stack-name] }',
      'when: { given: [stack] }',
      ['line 49: "stack" is no parameter; declared are stack-name, role.'],
    ],
    [
      'an answer that weighs more on an unknown parameter',
      'errorWhen: { given: [stack-name] }',
      'errorWhen: { given: [stack] }',
      ['line 49: "stack" is no parameter; declared are stack-name, role.'],
    ],
    [
      'a finding that there is not',
      'finding: stack-not-updatable',
      'finding: stack-broken',
      [
        expect.stringMatching(
          /^line 47: probes\[0\]\.answers\[1\]\.finding is "stack-broken"; it takes target-missing, target-created, .* or bedrock-model-not-enabled\.$/,
        ) as unknown as string,
      ],
    ],
    [
      'a sentence with a full stop',
      'There is no stack ${stack-name} in ${Region} yet',
      'None.',
      [
        expect.stringMatching(
          /^line 44: probes\[0\]\.answers\[0\]\.says is "None\."; it takes the form of /,
        ) as unknown as string,
      ],
    ],
    [
      'a read of an action that there is not',
      'probes:\n  - action: cloudformation:DescribeStacks',
      'reads:\n  - action: cloudformation:DescribeStack',
      [
        expect.stringMatching(
          /^line 34: cloudformation:DescribeStack is not in the service authorization reference\. Did you mean /,
        ) as unknown as string,
      ],
    ],
  ])('%s', (_, from, to, expected) => {
    expect(base).toMatch(from instanceof RegExp ? from : new RegExp(from.replace(/[^\w ]/g, '\\$&')));
    const { message } = errorOf(base.replace(from, () => to));
    expect(message.split('\n').map((line) => line.replace(`${file}, `, ''))).toEqual(expected);
  });
});
