import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { authentication } from './authentication.ts';

describe('the built files on authentication', () => {
  describeReproductions(authentication);
});
