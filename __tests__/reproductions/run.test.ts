import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { run } from './run.ts';

describe('the built files on run', () => {
  describeReproductions(run);
});
