import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { authorization } from './authorization.ts';

describe('the built files on authorization', () => {
  describeReproductions(authorization);
});
