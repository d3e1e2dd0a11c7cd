import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { academy } from './academy.ts';

describe('the built files on academy', () => {
  describeReproductions(academy);
});
