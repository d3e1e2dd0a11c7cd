import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { variables } from './variables.ts';

describe('the built files on variables', () => {
  describeReproductions(variables);
});
