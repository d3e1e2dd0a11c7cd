import { describe } from '@jest/globals';
import { describeReproductions } from './describe-reproductions.ts';
import { files } from './files.ts';

describe('the built files on files', () => {
  describeReproductions(files);
});
