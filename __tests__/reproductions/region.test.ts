import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { region } from './region.ts';

describe('the built files on region', () => {
  describeReproductions(region);
});
