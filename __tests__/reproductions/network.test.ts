import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { network } from './network.ts';

describe('the built files on network', () => {
  describeReproductions(network);
});
