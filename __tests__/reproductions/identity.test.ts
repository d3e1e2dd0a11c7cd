import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { identity } from './identity.ts';

describe('the built files on identity', () => {
  describeReproductions(identity);
});
