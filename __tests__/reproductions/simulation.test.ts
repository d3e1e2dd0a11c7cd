import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { simulation } from './simulation.ts';

describe('the built files on simulation', () => {
  describeReproductions(simulation);
});
