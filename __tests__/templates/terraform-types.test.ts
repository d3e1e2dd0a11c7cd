import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { lintResourceTypes } from '../../src/templates/resource-type-lint.ts';
import type { ResourceType } from '../../src/templates/resource-type.ts';
import { authorization } from '../requirements/built-in.ts';

const folder = 'resource-types/terraform';
const files = readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') }));
const types = files.flatMap(({ file, text }) =>
  Object.entries(parse(text) as Record<string, ResourceType>).map(([name, type]) => ({ file, name, type })),
);

describe('the types of the AWS provider', () => {
  test.each(files)('$file says nothing that the service authorization reference does not', ({ file, text }) => {
    expect(lintResourceTypes(text, file, authorization)).toEqual([]);
  });

  test('are described once', () => {
    expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
  });

  test('are read only where they are data sources, and never otherwise', () => {
    const wrong = types.filter(({ name, type }) =>
      type.calls.some(({ on }) => on.includes('read') !== name.startsWith('data.')),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('are created and deleted by something that is needed for certain, or that is doubtful in every way', () => {
    const managed = types.filter(({ name }) => !name.startsWith('data.'));
    const without = managed.filter(({ type }) => !type.calls.some(({ on }) => on.includes('create')));
    expect(without.map(({ name }) => name)).toEqual([]);
    expect(managed.length).toBeGreaterThanOrEqual(200);
  });

  test('call something in an update only for what changes, or without certainty, or to read back', () => {
    const reads = /:(?:Get|List|Describe|BatchGet|Head)|^apigateway:GET$/;
    const wrong = types.flatMap(({ name, type }) =>
      type.calls
        .filter(({ on, severity }) => on.includes('update') && severity === undefined)
        .filter(({ actions, when }) => when?.changed === undefined && !actions.every((action) => reads.test(action)))
        .map(({ actions }) => `${name}: ${actions.join(' ')}`),
    );
    expect(wrong).toEqual([]);
  });

  test('pass roles in an update only where they change', () => {
    const wrong = types.flatMap(({ name, type }) =>
      (type.roles ?? [])
        .filter(
          ({ on, when, severity }) => on.includes('update') && when?.changed === undefined && severity === undefined,
        )
        .map(({ property }) => `${name}: ${property}`),
    );
    expect(wrong).toEqual([]);
  });
});
