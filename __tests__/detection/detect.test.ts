import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { detected, shown, situations } from './situation.ts';

const files = readdirSync(join(import.meta.dirname, 'cases')).sort();

describe.each(files)('%s', (file) => {
  test.each(situations(file))('$name', (situation) => {
    const detection = detected(situation);
    expect(shown(detection)).toEqual(situation.expected);
    expect(detection.observations.map(({ code }) => code)).toEqual(situation.observed ?? []);
  });
});
