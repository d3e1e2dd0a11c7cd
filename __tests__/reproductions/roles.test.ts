import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { roles } from './roles.ts';

describe('the built files on roles', () => {
  describeReproductions(roles);
});
