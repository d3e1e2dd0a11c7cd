import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { oidc } from './oidc.ts';

describe('the built files on oidc', () => {
  describeReproductions(oidc);
});
