import { expect, test } from '@jest/globals';
import { planQuestions } from '../../src/authorization/plan.ts';
import { facts } from '../authorization/factories.ts';
import { bigTemplate } from './big-template.ts';
import { read } from './cloudformation-support.ts';

const text = bigTemplate(55);

test('a template of five hundred resources asks few questions', () => {
  const { requirements, uncovered, notes } = read(text);
  expect(Object.keys((JSON.parse(text) as { readonly Resources: object }).Resources)).toHaveLength(499);
  expect(uncovered).toEqual([]);
  expect(notes).toEqual([]);
  expect(requirements).toHaveLength(996);
  const questions = planQuestions(requirements, 'arn:aws:iam::123456789012:role/deploy', facts());
  expect(questions.length).toBeLessThan(60);
});

test('what asks the same for many resources is asked once', () => {
  const keys = read(text).requirements.map(({ action, resource, context }) =>
    JSON.stringify([action, resource, context]),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
