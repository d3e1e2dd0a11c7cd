import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { read } from './cloudformation-support.ts';

const words = [
  ...['Resources', 'Parameters', 'Conditions', 'Mappings', 'Transform', 'Globals', 'Properties', 'Type', 'Condition'],
  ...['Ref', 'Fn::Sub', 'Fn::If', 'Fn::Join', 'Fn::Split', 'Fn::Select', 'Fn::GetAtt', 'Fn::FindInMap', 'Fn::Equals'],
  ...['Fn::ForEach::X', 'Fn::Transform', 'Fn::ImportValue', 'Fn::Cidr', 'AWS::NoValue', 'AWS::Region', 'Default'],
  ...['AWS::Lambda::Function', 'AWS::S3::Bucket', 'AWS::IAM::Role', 'AWS::SQS::Queue', 'AWS::Serverless::Function'],
  ...['AWS::Serverless::Api', 'AWS::Serverless::StateMachine', 'AWS::CloudFormation::Stack', 'Custom::X', 'X::MODULE'],
  ...['A', 'B', 'Role', 'Code', 'S3Bucket', 'BucketName', 'FunctionName', 'Events', 'Policies', 'Path', 'Tags', 'Arn'],
  ...['${A}', '${A.Arn}', '${AWS::StackName}', '{{resolve:ssm:x}}', '*', '', '-', '/', '0', '__proto__', 'constructor'],
  ...['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', 'Api', 'S3', 'SNS', 'true', 'String', 'List<String>'],
];
const word = fc.constantFrom(...words);
const { tree } = fc.letrec<{ readonly tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    word,
    fc.constantFrom<unknown>(null, true, 3),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
  ),
}));

function isSound(text: string): void {
  const reading = read(text, { stackName: null });
  for (const { severity, guessed, resource, action } of reading.requirements) {
    expect(severity === 'error' && guessed.length > 0).toBe(false);
    expect(resource === '*' || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(resource)).toBe(true);
    expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z0-9]+$/);
  }
}

describe('any template', () => {
  test('of functions in any order is read without a crash', () => {
    fc.assert(
      fc.property(
        fc.dictionary(word, tree, { maxKeys: 6 }),
        fc.dictionary(word, tree, { maxKeys: 4 }),
        (resources, rest) => {
          isSound(JSON.stringify({ ...rest, Resources: resources }));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('of resources with any properties is read without a crash', () => {
    const type = fc.constantFrom(...words.filter((text) => /^AWS::\w+::\w+$/.test(text)));
    const resource = fc.record({ Type: type, Properties: fc.dictionary(word, tree, { maxKeys: 5 }) });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('A', 'B', 'C'), resource),
        fc.dictionary(word, tree),
        (resources, parameters) => {
          isSound(
            JSON.stringify({
              Resources: resources,
              Parameters: parameters,
              Conditions: parameters,
              Mappings: parameters,
            }),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  test('of tokens in any order is read without a crash', () => {
    const token = fc.oneof(
      word,
      fc.constantFrom(
        ':',
        ': ',
        '\n',
        '\n  ',
        '\n    ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        ',',
        '"',
        "'",
        '&a ',
        '*a',
        '!Sub ',
        '!Ref ',
        '!If ',
        '|',
        '#',
        '\t',
        '---\n',
        '? ',
      ),
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        isSound(tokens.join(''));
        isSound(`Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties: ${tokens.join('')}`);
      }),
      { numRuns: 400 },
    );
  });
});

describe('what would take long', () => {
  const within = (text: string) => {
    const before = performance.now();
    isSound(text);
    expect(performance.now() - before).toBeLessThan(10_000);
  };
  const resources = (count: number, one: (index: number) => string) =>
    `Resources:\n${Array.from({ length: count }, (_, index) => one(index)).join('\n')}\n`;

  test.each([
    [
      'a mebibyte of one name',
      `Resources:\n  A: { Type: AWS::SNS::Topic, Properties: { TopicName: ${'x'.repeat(1_000_000)} } }`,
    ],
    ['more than CloudFormation takes', ' '.repeat(2_000_000)],
    ['deep nesting in YAML', `Resources: ${'['.repeat(20_000)}`],
    ['deep nesting in JSON', `{"Resources": ${'{"a":'.repeat(20_000)}`],
    [
      'deep functions',
      `{"Resources":{"A":{"Type":"AWS::SNS::Topic","Properties":{"TopicName":${'{"Fn::Sub":['.repeat(40)}"x"${']}'.repeat(40)}}}}}`,
    ],
    [
      'aliases of aliases',
      `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}, *a${i}]`).join('\n')}\nResources:\n  A: { Type: AWS::SNS::Topic, Properties: { Tags: *a12 } }`,
    ],
    [
      'names that double',
      resources(
        40,
        (i) =>
          `  T${i}: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub '\${T${i + 1}.TopicName}\${T${i + 1}.TopicName}' } }`,
      ),
    ],
    [
      'branches of branches',
      `Parameters: { P: { Type: String } }\nConditions: { C: !Equals [!Ref P, x] }\n${resources(30, (i) => `  T${i}: { Type: AWS::SNS::Topic, Properties: { TopicName: !If [C, !GetAtt T${i + 1}.TopicName, !Sub 'x\${T${i + 1}.TopicName}'] } }`)}`,
    ],
    [
      'many unclosed placeholders',
      resources(1, () => `  A: { Type: AWS::SNS::Topic, Properties: { TopicName: !Sub '${'${'.repeat(2000)}' } }`),
    ],
    [
      'many dynamic references',
      resources(
        1,
        () => `  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: '${'{{resolve:ssm:${'.repeat(20_000)}' } }`,
      ),
    ],
    [
      'loops in loops',
      `Transform: AWS::LanguageExtensions\nResources:\n${Array.from({ length: 6 }, (_, i) => `${'    '.repeat(i)}  Fn::ForEach::L${i}:\n${'    '.repeat(i)}    - X${i}\n${'    '.repeat(i)}    - [${Array.from({ length: 20 }, (__, j) => `v${j}`).join(', ')}]\n${'    '.repeat(i)}    -`).join('\n')} {}`,
    ],
    ['thousands of resources', resources(8000, (i) => `  R${i}: { Type: AWS::SNS::Topic }`)],
    [
      'thousands of layers',
      resources(
        1,
        () =>
          `  F: { Type: AWS::Lambda::Function, Properties: { Layers: [${Array.from({ length: 5000 }, (_, i) => `'arn:aws:lambda:eu-west-1:123456789012:layer:l${i}:1'`).join(', ')}] } }`,
      ),
    ],
    [
      'a thousand events',
      `Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      InlineCode: x\n      Events:\n${Array.from({ length: 1000 }, (_, i) => `        E${i}: { Type: Schedule, Properties: { Schedule: rate(1 day) } }`).join('\n')}`,
    ],
    [
      'conditions in a chain',
      `Conditions:\n${Array.from({ length: 3000 }, (_, i) => `  C${i}: !And [!Condition C${i + 1}, !Condition C${i + 1}]`).join('\n')}\nResources: { A: { Type: AWS::SNS::Topic, Condition: C0 } }`,
    ],
    [
      'names in a chain',
      resources(
        3000,
        (i) => `  T${i}: { Type: AWS::SNS::Topic, Properties: { TopicName: !GetAtt T${i + 1}.TopicName } }`,
      ),
    ],
  ])('%s', (_, text) => {
    within(text);
  });
});
