import type { Tool } from '../explanation.ts';
import { bearsMark, isAwsError, sourceNames } from './codes.ts';
import { endOfWords, matches, quoted, unnamed, type Found, type Shape } from './shape.ts';

/** `ExpiredToken: words`, `[ExpiredToken]: words`, `Error [ExpiredToken]: words`, at the beginning or behind a colon. */
const named =
  /(?<=^|\n|: |; |\] |\)|❌ |\. |> |=> |✖ |× |\{ |failed |ERROR |Error |error )(?:\w{1,40} )?\[?([A-Z][A-Za-z]{3,80})\]?: ?(?=\S|$)/g;

/** What Node prints of an object, JSON, and Python's dictionaries. */
const codeKey =
  /["']?\b(Code|code|__type|errorType|errorCode|ErrorCode|name|Name)["']?\s?[:=]\s?["']([\w.:#/-]{3,160})["']/g;
const messageKey = /["']?\b(message|Message|errorMessage|ErrorMessage|msg)["']?\s?[:=]\s?(?=["'`])/g;

/** aws-cdk in its verbose log: `Call failed: getBucketLocation({...}) => Access Denied (code=AccessDenied)`. */
const callFailed = /Call failed: (\w{1,80})\(/g;
const callCode = /\(code=(\w{1,80})\)/g;

/** What only Node and the tools of AWS that are written for it print around an error. */
const nodeMarks = /\$metadata|\$fault|node_modules|aws-cdk|❌|\brequestId: '|statusCode: \d{3}|node:internal/;

/** The SDKs for JavaScript, both generations: CDK, Serverless, Amplify, the actions of AWS. */
export const javascript: Shape = (text) => {
  const marked = bearsMark(text);
  return [...calls(text), ...names(text, marked), ...objects(text, marked)];
};

function names(text: string, marked: boolean): Found[] {
  return [...matches(text, named)].flatMap((match): Found[] => {
    const name = match[1] ?? '';
    const start = match.index + match[0].length;
    const end = endOfWords(text, start);
    const words = text.slice(start, end);
    const isSource = sourceNames.has(name);
    if (!isSource && !isAwsError(name, words, marked)) {
      return [];
    }
    const voice = isSource ? 'source' : 'answer';
    return [
      {
        ...unnamed,
        voice,
        tool: isSource ? 'AWS SDK for JavaScript' : toolIn(text),
        code: name,
        words,
        start: match.index,
        end,
      },
    ];
  });
}

function objects(text: string, marked: boolean): Found[] {
  const messages = [...matches(text, messageKey)];
  const found: Found[] = [];
  for (const match of matches(text, codeKey)) {
    const code = (match[2] ?? '').replace(/^.*[.#]/, '').replace(/:.*$/, '');
    const nearest = messages.toSorted(
      (one, other) => Math.abs(one.index - match.index) - Math.abs(other.index - match.index),
    )[0];
    const message = nearest === undefined ? null : quoted(text, nearest.index + nearest[0].length);
    const words = message?.words ?? '';
    const isSource = sourceNames.has(code);
    if (isSource || (isAwsError(code, words, marked) && (marked || message !== null))) {
      const start = Math.min(match.index, nearest?.index ?? match.index);
      found.push({
        ...unnamed,
        voice: isSource ? 'source' : 'answer',
        tool: isSource ? 'AWS SDK for JavaScript' : toolIn(text),
        code,
        words,
        requestId: requestIdIn(text),
        start,
        end: Math.max(match.index + match[0].length, message?.end ?? 0),
      });
    }
  }
  return found;
}

/** `Name: words` and a key with a code are written by many; who did shows only around them. */
function toolIn(text: string): Tool | null {
  if (/ResponseMetadata|boto/.test(text)) {
    return 'AWS CLI or boto3';
  }
  return nodeMarks.test(text) ? 'AWS SDK for JavaScript' : null;
}

function requestIdIn(text: string): string | null {
  return /\brequestI[dD]["']?: ["']([\w-]{8,80})["']/.exec(text)?.[1] ?? null;
}

function calls(text: string): Found[] {
  if (!text.includes('Call failed: ')) {
    return [];
  }
  return [...matches(text, callFailed)].flatMap((match): Found[] => {
    callCode.lastIndex = match.index;
    const code = callCode.exec(text);
    const arrow = code === null ? -1 : text.lastIndexOf(' => ', code.index);
    if (code === null || arrow < match.index) {
      return [];
    }
    return [
      {
        ...unnamed,
        voice: 'answer',
        tool: 'AWS SDK for JavaScript',
        code: code[1] ?? '',
        words: text.slice(arrow + 4, code.index).trim(),
        operation: upperFirst(match[1] ?? ''),
        start: match.index,
        end: code.index + code[0].length,
      },
    ];
  });
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
