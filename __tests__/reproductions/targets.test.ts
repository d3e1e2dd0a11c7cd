import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { targets } from './targets.ts';

describe('the built files on targets', () => {
  describeReproductions(targets);
});
