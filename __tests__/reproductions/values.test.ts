import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { values } from './values.ts';

describe('the built files on values', () => {
  describeReproductions(values);
});
