import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { sources } from './sources.ts';

describe('the built files on sources', () => {
  describeReproductions(sources);
});
