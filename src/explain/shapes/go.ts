import { atWord, endOfWords, matches, statusOf, unnamed, type Found, type Shape } from './shape.ts';

/** aws-sdk-go-v2: the part of an error that an answer of AWS's makes; a modelled error has no `api error` before it. */
const answer =
  /https? response error StatusCode: (\d{1,3}), RequestID: ([\w-]{0,80}),(?: HostID: [^,]{0,120},)? (?:api error )?([A-Za-z][\w.]{1,80}): ?/g;

const bareAnswer = /(?:^|[^,] |\n)api error ([A-Za-z][\w.]{1,80}): /g;

/** The operation that an answer belongs to stands before it; a chain of them ends with the one that failed. */
const operation = /operation error ([\w -]{1,60}): (\w{1,120})/g;

/** aws-sdk-go: the status follows the words, on a line of its own. */
const status = /\s{0,4}status code: (\d{3}), request id:? ?([\w-]{0,80})/g;

/** Terraform, OpenTofu, Pulumi, eksctl, Packer, rclone: the SDKs for Go, both generations. */
export const go: Shape = (text) => [...answers(text), ...bareAnswers(text), ...firstGeneration(text)];

function answers(text: string): Found[] {
  if (!text.includes('response error StatusCode')) {
    return [];
  }
  const operations = [...matches(text, operation)];
  return [...matches(text, answer)]
    .filter((match) => match[1] !== '0')
    .map((match) => {
      const named = operations.findLast((one) => one.index < match.index && match.index - one.index < 2_000);
      const start = match.index + match[0].length;
      const end = endOfWords(text, start);
      return {
        voice: 'answer',
        tool: 'AWS SDK for Go',
        code: match[3] ?? '',
        words: text.slice(start, end),
        service: named?.[1] ?? null,
        operation: named?.[2] ?? null,
        status: statusOf(match[1]),
        requestId: match[2] === undefined || match[2] === '' ? null : match[2],
        start: named?.index ?? match.index,
        end,
      };
    });
}

/** What is left of an answer when a tool shows only the end of the chain. */
function bareAnswers(text: string): Found[] {
  if (!text.includes('api error ')) {
    return [];
  }
  return [...matches(text, bareAnswer)].map((match) => {
    const start = match.index + match[0].length;
    const end = endOfWords(text, start);
    return {
      ...unnamed,
      voice: 'answer',
      tool: 'AWS SDK for Go',
      code: match[1] ?? '',
      words: text.slice(start, end),
      start: match.index,
      end,
    };
  });
}

function firstGeneration(text: string): Found[] {
  if (!text.includes('status code: ')) {
    return [];
  }
  const found: Found[] = [];
  let from = 0;
  for (const match of matches(text, status)) {
    const start = Math.max(
      from,
      text.lastIndexOf('\n', match.index - 1) + 1,
      Math.min(match.index, atWord(text, match.index - 8_000)),
    );
    const segment = text.slice(start, match.index);
    from = match.index + match[0].length;
    const name = lastName(segment);
    if (name !== null) {
      found.push({
        voice: 'answer',
        tool: 'AWS SDK for Go',
        ...name,
        service: null,
        operation: null,
        status: statusOf(match[1]),
        requestId: match[2] === undefined || match[2] === '' ? null : match[2],
        start,
        end: from,
      });
    }
  }
  return found;
}

/** Tools put what they were doing before the code, so that the last name that can be a code is AWS's. */
function lastName(segment: string): { readonly code: string; readonly words: string } | null {
  const names = [...matches(segment, /(?<=^|: |\(|\* |Error |failed )([A-Z][A-Za-z.]{2,80}): ?/g)];
  const last = names.findLast(
    ({ 1: name }) => !/^(?:Error|ERROR|User|Details|Message|Reason|Post|Get|Put)$/.test(name ?? ''),
  );
  return last === undefined ? null : { code: last[1] ?? '', words: segment.slice(last.index + last[0].length).trim() };
}
