import { knownWords } from '../../diagnoses/classify.ts';
import { connectionWords } from '../network.ts';
import { awsOnly, markedOnly, sourceNames } from '../shapes/codes.ts';
import { wordFinder } from './word-finder.ts';

/** What the shapes of errors are recognised by, and how messages begin that say what they mean on a later line. */
const anchors: readonly string[] = [
  'an error occurred (',
  'responseerror: ',
  'response error statuscode',
  'api error ',
  'status code: ',
  '(service: ',
  'handlererrorcode',
  '_failed  ',
  'call failed: ',
  'aws http error',
  'error executing ',
  '::errors::',
  'exceptionname: ',
  '<code>',
  'some("',
  'unhandled error ',
  "exception'",
  'exception"',
  'exception: ',
  'exception (',
  'user: arn:aws',
  'getidtoken call failed',
  'could not assume role',
  'credentials could not be loaded',
  'notauthorizederror',
  'notauthorizedinregionerror',
  'invalidcredentialerror',
  'expiredtokenerror',
  'ssmcredentialserror',
  'requestsignatureerror',
  'requesterror: ',
  'region is missing',
  'unknown: unknown',
  'already exists!',
  'err_invalid_char',
  'dkr.ecr',
  'logged in to the server',
  'aws error code: ',
];

/**
 * True when a text may have to do with AWS's answers and has to be read: it holds a word of a sign, a code, or a piece
 * of a shape. Nearly every line of a log does not, which is what makes a long log cheap.
 */
export const mayMatter: (text: string) => boolean = wordFinder(
  [...anchors, ...knownWords(), ...connectionWords, ...awsOnly, ...markedOnly, ...sourceNames]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 6 && /^[ -~]+$/.test(word)),
);
