import { normaliseCode } from './failure.ts';

/** AWS's error code and sentence out of the body of a failed call, in any of its protocols. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
}

/**
 * Reads JSON (`__type` or `code`, and the `x-amzn-errortype` header) and XML (`<Code>`, `<Message>`). A body that is
 * neither, such as a proxy's page, gives the code `Unknown`.
 */
export function readErrorBody(body: string, errorTypeHeader: string | undefined): ErrorBody {
  const json = parseJson(body);
  if (json !== null) {
    const code = errorTypeHeader ?? text(json['__type']) ?? text(json['code']) ?? 'Unknown';
    return { code: normaliseCode(code), message: text(json['message']) ?? text(json['Message']) ?? '' };
  }
  const code = element(body, 'Code') ?? errorTypeHeader ?? 'Unknown';
  return { code: normaliseCode(code), message: element(body, 'Message') ?? '' };
}

function parseJson(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Text of the first such element; AWS's error documents hold no attributes, nesting or CDATA there. */
function element(xml: string, name: string): string | undefined {
  const start = xml.indexOf(`<${name}>`);
  const end = start === -1 ? -1 : xml.indexOf(`</${name}>`, start);
  return end === -1 ? undefined : decodeEntities(xml.slice(start + name.length + 2, end));
}

function decodeEntities(value: string): string {
  return value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
