import { describe, expect, test } from '@jest/globals';
import { readErrorBody } from '../../src/aws/error-body.ts';
import { noResponse, normaliseCode, toFailure } from '../../src/aws/failure.ts';
import { clockAhead } from '../../src/aws/response-note.ts';

test.each([
  ['InvalidClientTokenId', 'InvalidClientTokenId'],
  ['ExpiredTokenException', 'ExpiredToken'],
  ['com.amazon.coral.service#UnrecognizedClientException', 'UnrecognizedClient'],
  ['UnrecognizedClientException:http://internal.amazon.com/x', 'UnrecognizedClient'],
  ['Exception', 'Exception'],
])('normaliseCode(%s)', (code, expected) => {
  expect(normaliseCode(code)).toBe(expected);
});

describe('toFailure', () => {
  const cases: readonly [string, unknown, 'call' | 'provider', boolean, object][] = [
    [
      'an answer of AWS',
      { name: 'ExpiredTokenException', message: 'm', $metadata: { httpStatusCode: 403, requestId: 'r' } },
      'call',
      false,
      { kind: 'aws', code: 'ExpiredToken', status: 403, requestId: 'r' },
    ],
    [
      "the wire code goes before the SDK's name",
      { name: 'X', Code: 'AccessDenied', $metadata: { httpStatusCode: 403, requestId: 'r' } },
      'call',
      false,
      { code: 'AccessDenied' },
    ],
    [
      'a name that does not resolve',
      { name: 'Error', code: 'ENOTFOUND', message: 'getaddrinfo' },
      'call',
      false,
      { kind: 'network', code: 'ENOTFOUND' },
    ],
    [
      'a refusal behind several addresses',
      { name: 'AggregateError', message: '', errors: [{ code: 'ECONNREFUSED', message: 'no' }] },
      'call',
      false,
      { kind: 'network', code: 'ECONNREFUSED', message: 'no' },
    ],
    [
      'a cause',
      { name: 'Error', message: 'fetch failed', cause: { code: 'ECONNRESET', message: 'reset' } },
      'call',
      false,
      { kind: 'network', code: 'ECONNRESET' },
    ],
    ['a certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN', message: 'c' }, 'call', false, { kind: 'network' }],
    [
      "the SDK's own time-out",
      { name: 'TimeoutError', message: 't' },
      'call',
      false,
      { kind: 'network', code: 'TimeoutError' },
    ],
    [
      'a page instead of an answer',
      { name: 'Unknown', message: 'Unknown', $metadata: { httpStatusCode: 407 } },
      'call',
      false,
      { kind: 'network', code: 'Unknown', status: 407 },
    ],
    [
      'a provider',
      { name: 'CredentialsProviderError', message: 'no profile' },
      'provider',
      false,
      { kind: 'provider', code: 'CredentialsProviderError' },
    ],
    [
      "a missing token file is the provider's, not the network's",
      { name: 'Error', code: 'ENOENT', message: 'open' },
      'provider',
      false,
      { kind: 'provider' },
    ],
    [
      'AWS refusing a provider',
      { name: 'AccessDenied', message: 'm', $metadata: { httpStatusCode: 403, requestId: 'r' } },
      'provider',
      false,
      { kind: 'aws', code: 'AccessDenied' },
    ],
    ['the end of the time', { name: 'AbortError', message: 'aborted' }, 'call', false, { kind: 'timeout' }],
    [
      'whatever comes after the end of the time',
      { name: 'Error', code: 'ECONNRESET' },
      'call',
      true,
      { kind: 'timeout' },
    ],
    ['something that is no error', 'text', 'call', false, { kind: 'aws', code: 'Unknown', message: 'text' }],
    ['nothing', undefined, 'call', false, { code: 'Unknown' }],
    ['causes in a circle', circle(), 'call', false, { kind: 'aws' }],
  ];
  test.each(cases)('%s', (_, thrown, stage, aborted, expected) => {
    expect(toFailure(thrown, stage, aborted, noResponse)).toMatchObject(expected);
  });

  function circle(): unknown {
    const error: { name: string; message: string; cause?: unknown } = { name: 'Odd', message: 'm' };
    error.cause = error;
    return error;
  }
});

test.each([
  ['Sat, 31 Jan 2026 12:00:00 GMT', 0],
  ['Sat, 31 Jan 2026 11:55:00 GMT', 300],
  ['Sat, 31 Jan 2026 12:10:00 GMT', -600],
  [undefined, null],
  ['yesterday', null],
])('clockAhead(%j)', (date, expected) => {
  expect(clockAhead(date, Date.UTC(2026, 0, 31, 12))).toBe(expected);
});

test.each([
  [
    'query XML',
    '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>a &lt; b</Message></Error></ErrorResponse>',
    undefined,
    'ExpiredToken',
    'a < b',
  ],
  [
    'JSON 1.1',
    '{"__type":"com.amazon.coral.service#UnrecognizedClientException","message":"m"}',
    undefined,
    'UnrecognizedClient',
    'm',
  ],
  ['REST-JSON', '{"Message":"m"}', 'AccessDeniedException:http://x', 'AccessDenied', 'm'],
  ['a page', '<html><body>Forbidden</body></html>', undefined, 'Unknown', ''],
  ['an entity that would make an element', '<Code>A&amp;lt;B</Code>', undefined, 'A&lt;B', ''],
  ['nothing', '', undefined, 'Unknown', ''],
  ['JSON that is no object', '"x"', undefined, 'Unknown', ''],
  ['an element that never ends', '<Code>x', undefined, 'Unknown', ''],
])('readErrorBody: %s', (_, body, header, code, message) => {
  expect(readErrorBody(body, header)).toEqual({ code, message });
});

describe('texts that quote what they are about', () => {
  const note = { host: null, clockAheadSeconds: null, contentType: null, requestId: null };

  test('the command line of a credential process and what it printed are never told', () => {
    const thrown = Object.assign(
      new Error('Command failed: sh get.sh --password hunter2hunter2\nfatal: token abcdefgh'),
      { code: 3 },
    );
    const { message, kind } = toFailure(thrown, 'provider', false, note);
    expect(message).toMatch(/^Command failed: it ended with status 3\./);
    expect(message).not.toMatch(/hunter2|abcdefgh|get\.sh/);
    expect(kind).toBe('provider');
  });

  test('nor is a piece of an answer that is no JSON', () => {
    const quoting = (() => {
      try {
        return JSON.parse('{"SecretAccessKey": k7TqWxk7Tq}') as unknown;
      } catch (error) {
        return error;
      }
    })();
    expect(toFailure(quoting, 'provider', false, note).message).toBe('The answer is not valid JSON.');
  });
});
