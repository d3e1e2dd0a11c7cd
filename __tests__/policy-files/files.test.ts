import { describe, expect, test } from '@jest/globals';
import { place, read, summaryOf } from './reading.ts';

interface FileCase {
  readonly fixture: string;
  readonly placed: boolean;
  readonly expected: ReturnType<typeof summaryOf>;
}

const cases = JSON.parse(read('cases/files.json')) as readonly FileCase[];

describe('readPolicyFile', () => {
  test.each(cases)('reads $fixture, place known: $placed', ({ fixture, placed, expected }) => {
    expect(summaryOf(read(`fixtures/${fixture}`), `iam/${fixture}`, placed ? place : null)).toEqual(expected);
  });
});
