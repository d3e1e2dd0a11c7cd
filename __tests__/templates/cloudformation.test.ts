import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type CaseLines, caseLines, read, type TemplateCase } from './cloudformation-support.ts';

const files = ['cloudformation', 'sam', 'cdk-and-serverless', 'functions', 'stack', 'faults'] as const;

describe.each(files)('%s', (file) => {
  const text = readFileSync(new URL(`cloudformation-cases/${file}.yaml`, import.meta.url), 'utf8');
  const cases = parse(text) as readonly (TemplateCase & CaseLines)[];

  test.each(cases.map((one) => [one.rule, one] as const))('%s', (_, { rule, context, template, ...expected }) => {
    expect(caseLines({ rule, template, ...(context === undefined ? {} : { context }) })).toEqual(expected);
  });

  test('nothing that was guessed is an error', () => {
    const wrong = cases
      .flatMap(({ template, context }) => read(template, context).requirements)
      .filter(({ severity, guessed }) => severity === 'error' && guessed.length > 0);
    expect(wrong).toEqual([]);
  });
});

test('a template with Windows line ends has the same lines', () => {
  const template = 'Resources:\r\n  A:\r\n    Type: AWS::SNS::Topic\r\n  B:\r\n    Type: AWS::SNS::Topic\r\n';
  const lines = read(template).requirements.map(({ location }) => location?.line);
  expect([...new Set(lines)]).toEqual([2, 4]);
});
