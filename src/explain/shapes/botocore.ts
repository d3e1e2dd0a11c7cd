import { endOfWords, matches, unnamed, type Found, type Shape } from './shape.ts';

const answer =
  /An error occurred \(([\w.:#]{1,120})\) when calling the (\w{1,120}) operation(?: \([^()]{1,80}\))?(?:: ?| - |$)/g;

/** An exception of botocore's own, with its module before it or at the beginning of a line. */
const exception =
  /(?:\b(?:botocore|boto3|awscli|s3transfer)(?:\.\w{1,60}){0,4}\.|(?<=^|\n|: ))([A-Z]\w{2,60}(?:Error|NotFound|Required|Missing|Permissions)): /g;

/** botocore/exceptions.py: what goes wrong before AWS is asked. */
const ownExceptions: readonly string[] = [
  'NoCredentialsError',
  'PartialCredentialsError',
  'CredentialRetrievalError',
  'ProfileNotFound',
  'ConfigParseError',
  'NoRegionError',
  'InvalidRegionError',
  'InvalidConfigError',
  'InfiniteLoopConfigError',
  'RefreshWithMFAUnsupportedError',
  'MetadataRetrievalError',
  'TokenRetrievalError',
  'SSOTokenLoadError',
  'UnauthorizedSSOTokenError',
  'LoginRefreshRequired',
  'LoginTokenLoadError',
  'LoginInsufficientPermissions',
  'HTTPClientError',
];

/** boto3, botocore and what speaks with them: the AWS CLI, SAM, Ansible, the EB CLI behind its own names. */
export const botocore: Shape = (text) => [...answers(text), ...exceptions(text), ...oldAnswers(text)];

function answers(text: string): Found[] {
  if (!text.includes('An error occurred (')) {
    return [];
  }
  return [...matches(text, answer)].map((match) => {
    const start = match.index + match[0].length;
    const end = endOfWords(text, start);
    return {
      ...unnamed,
      voice: 'answer',
      tool: 'AWS CLI or boto3',
      code: match[1] ?? '',
      words: text.slice(start, end),
      operation: match[2] ?? null,
      status: /^\d{3}$/.test(match[1] ?? '') ? Number(match[1]) : null,
      start: match.index,
      end,
    };
  });
}

function exceptions(text: string): Found[] {
  return [...matches(text, exception)]
    .filter((match) => ownExceptions.includes(match[1] ?? ''))
    .map((match) => {
      const start = match.index + match[0].length;
      const end = endOfWords(text, start);
      return {
        ...unnamed,
        voice: 'source',
        tool: 'AWS CLI or boto3',
        code: match[1] ?? '',
        words: text.slice(start, end),
        start: match.index,
        end,
      };
    });
}

/** boto 2: `EC2ResponseError: 401 Unauthorized`, with the code in the answer that follows, which has a shape of its own. */
function oldAnswers(text: string): Found[] {
  return [...matches(text, /\b(S3|EC2|BotoServer)ResponseError: (\d{3}) \w+(?=\s*$)/g)].map((match) => ({
    ...unnamed,
    voice: 'answer',
    tool: 'AWS CLI or boto3',
    code: match[2] ?? '',
    words: '',
    status: Number(match[2]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
