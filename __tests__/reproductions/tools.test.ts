import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { tools } from './tools.ts';

describe('the built files on tools', () => {
  describeReproductions(tools);
});
