import { atWord, endOfWords, matches, statusOf, unnamed, type Found, type Shape } from './shape.ts';

/** The SDK for .NET: the service is in the namespace; the code only in classes that are named after one. */
export const dotnet: Shape = (text) => {
  const pattern = /\bAmazon\.(\w{1,60})\.(?:Model\.)?(\w{1,80}Exception)(?: \([^()]{1,20}\))?: '?/g;
  return [...matches(text, pattern)].flatMap((match): Found[] => {
    const start = match.index + match[0].length;
    const end = cutAt(text, start, [' ---> ', ' --- ', " '"]);
    const name = match[2] ?? '';
    if (match[1] === 'Runtime' && /^HttpErrorResponse/.test(name)) {
      return [];
    }
    return [
      {
        ...unnamed,
        voice: match[1] === 'Runtime' ? 'source' : 'answer',
        tool: 'AWS SDK for .NET',
        code: /^Amazon\w+Exception$/.test(name) ? '' : name,
        words: text.slice(start, end),
        service: match[1] === 'Runtime' ? null : (match[1] ?? null),
        start: match.index,
        end,
      },
    ];
  });
};

/** The SDK for Rust: in the form that `{:?}` prints, and the code alone, which is what `{}` prints. */
export const rust: Shape = (text) => {
  const debug = /code: Some\("(\w{1,120})"\), message: Some\("((?:[^"\\]|\\.){0,8000})"\)/g;
  const display = /\bunhandled error (?:\w{1,20}=)?\((\w{1,120})\)/g;
  return [...matches(text, debug), ...matches(text, display)].map((match) => ({
    ...unnamed,
    voice: 'answer',
    tool: 'AWS SDK for Rust',
    code: match[1] ?? '',
    words: match[2] ?? '',
    requestId: /"aws_request_id": "([\w-]{1,80})"/.exec(text)?.[1] ?? null,
    start: match.index,
    end: match.index + match[0].length,
  }));
};

/** The SDK for C++ prints this for a code that its model does not have. */
export const cpp: Shape = (text) => {
  const pattern = /Unable to parse ExceptionName: (\w{1,120}) Message: /g;
  return [...matches(text, pattern)].map((match) => {
    const start = match.index + match[0].length;
    const end = endOfWords(text, start);
    const code = match[1] ?? '';
    const words = text.slice(start, end);
    return { ...unnamed, voice: 'answer', tool: 'AWS SDK for C++', code, words, start: match.index, end };
  });
};

/** The SDK for PHP: what was asked, the status, the beginning of the answer, then code and words. */
export const php: Shape = (text) => {
  const asked = /Error executing ["'](\w{1,120})["'] on ["']https?:\/\/([^"'/\s]{1,253})/.exec(text);
  const pattern = /\b(\w{2,120}) \((?:client|server)\): /g;
  return [...matches(text, pattern)]
    .filter(() => asked !== null || text.includes('AWS HTTP error'))
    .map((match) => {
      const start = match.index + match[0].length;
      const end = cutAt(text, start, [' - <', ' - Sender', ' in /']);
      return {
        ...unnamed,
        voice: 'answer',
        tool: 'AWS SDK for PHP',
        code: match[1] ?? '',
        words: text.slice(start, end),
        operation: asked?.[1] ?? null,
        status: statusOf(/resulted in a [`'](\d{3})/.exec(text)?.[1]),
        start: asked?.index ?? match.index,
        end: text.length,
      };
    });
};

/** The SDK for Ruby: the code is the class, before the words or, in a backtrace, behind them. */
export const ruby: Shape = (text) => {
  if (!text.includes('Errors::')) {
    return [];
  }
  const before = [...matches(text, /\bAws::(\w{1,60})::Errors::(\w{1,120}): /g)].map((match): Found => {
    const start = match.index + match[0].length;
    const end = endOfWords(text, start);
    return rubyError(match, text.slice(start, end), match.index, end);
  });
  const behind = [...matches(text, /\(Aws::(\w{1,60})::Errors::(\w{1,120})\)/g)].map((match): Found => {
    const start = Math.max(
      text.lastIndexOf('\n', match.index) + 1,
      Math.min(match.index, atWord(text, match.index - 4_000)),
    );
    const words = text.slice(start, match.index).replace(/^[^']{0,400}:\d{1,7}:in [`'][^`']{1,200}': /, '');
    return rubyError(match, words, start, match.index + match[0].length);
  });
  return [...before, ...behind];
};

function rubyError(parts: readonly (string | undefined)[], words: string, start: number, end: number): Found {
  return {
    ...unnamed,
    voice: 'answer',
    tool: 'AWS SDK for Ruby',
    code: parts[2] ?? '',
    words,
    service: parts[1] ?? null,
    start,
    end,
  };
}

/** An answer as AWS sends it, in a debug log or printed by curl. */
export const xml: Shape = (text) => {
  const pattern = /<Code>(\w{2,120}(?:\.\w{1,80})?)<\/Code>\s?<Message>([^<]{0,4000})/g;
  return [...matches(text, pattern)].map((match) => ({
    ...unnamed,
    voice: 'answer',
    tool: null,
    code: match[1] ?? '',
    words: unescapeXml(match[2] ?? ''),
    start: match.index,
    end: match.index + match[0].length,
  }));
};

function unescapeXml(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The end of the words: where they end by themselves, or before one of the marks. */
function cutAt(text: string, start: number, marks: readonly string[]): number {
  const end = endOfWords(text, start);
  const stops = marks.map((mark) => text.indexOf(mark, start)).filter((stop) => stop !== -1 && stop < end);
  return Math.min(end, ...stops);
}
