import { atWord, matches, statusOf, type Found, type Shape } from './shape.ts';

/** The end of an error of the SDKs for Java, and of CloudFormation's handlers, which are written with them. */
const tail =
  /\((?:Service: ([^;,()]{1,60})[;,] ?)(?:Status Code: ?(\d{1,3}))(?:[;,] ?Error Code: ?([\w.]{1,80}))?(?:[;,] ?Request ID: ?([\w-]{0,80}))?[^()]{0,300}\)/g;

/** Where the words begin: behind the class, an opening quote, `API: iam:CreateRole`, or what CloudFormation puts there. */
const heads =
  /(?:(?<![\w.$])[\w.$]{1,200}(?:Exception|Fault|Error)|Resource handler returned message|Caused by|API): ?["']?|\n|^| - |"|\| /g;

/** The SDKs for Java, both generations, and the reasons of CloudFormation's stack events. */
export const java: Shape = (text) => [...answers(text), ...handlerCodes(text)];

function answers(text: string): Found[] {
  if (!text.includes('(Service: ')) {
    return [];
  }
  let from = 0;
  return [...matches(text, tail)].map((match) => {
    const { start, className } = beginningOfWords(text, from, match.index);
    from = match.index + match[0].length;
    const words = text.slice(start, match.index).replace(/^\w+:\w+ (?=User: )/, '');
    const isStack =
      /HandlerErrorCode|\/AWSCloudFormation\b/.test(text) || text.includes('_FAILED') || /\bAPI: \w+:/.test(text);
    return {
      voice: 'answer',
      tool: isStack ? 'CloudFormation' : 'AWS SDK for Java',
      code: match[3] ?? className ?? /returned error code (\w{3,80})/.exec(words)?.[1] ?? '',
      words,
      service: match[1] ?? null,
      operation: null,
      status: statusOf(match[2]),
      requestId: match[4] === undefined || match[4] === '' ? null : match[4],
      start,
      end: from,
    };
  });
}

/** The last head before the tail, no further than 4,000 units away; with the class that stands there. */
function beginningOfWords(
  text: string,
  from: number,
  tailStart: number,
): { readonly start: number; readonly className: string | null } {
  const earliest = Math.max(from, Math.min(tailStart, atWord(text, tailStart - 4_000)));
  let start = earliest;
  let className: string | null = null;
  for (const head of text.slice(earliest, tailStart).matchAll(heads)) {
    if (earliest + head.index + head[0].length > tailStart - 3) break;
    start = earliest + head.index + head[0].length;
    className = modelled(head[0]) ?? className;
  }
  return { start, className };
}

/** A class that is named after an error code; `StsException` and its like say only which service it was. */
function modelled(head: string): string | null {
  const name = /\.model\.(\w+Exception)\b/.exec(head)?.[1] ?? null;
  return name === null ||
    /^(?:AWS|Amazon)|^(?:Sts|S3|Ec2|Iam|Lambda|DynamoDb|CloudFormation|Kms|Ssm|Ecs|Ecr)Exception$/.test(name)
    ? null
    : name;
}

/** `Resource handler returned message: "..." (RequestToken: ..., HandlerErrorCode: AccessDenied)` without a service. */
function handlerCodes(text: string): Found[] {
  const pattern =
    /"([^"\n]{0,4000})" ?\(RequestToken: [\w-]{1,80}, HandlerErrorCode: (AccessDenied|InvalidCredentials)\)/g;
  return [...matches(text, pattern)]
    .filter((match) => !(match[1] ?? '').includes('(Service: '))
    .map((match) => ({
      voice: 'answer',
      tool: 'CloudFormation',
      code: match[2] ?? '',
      words: match[1] ?? '',
      service: null,
      operation: null,
      status: null,
      requestId: null,
      start: match.index,
      end: match.index + match[0].length,
    }));
}
