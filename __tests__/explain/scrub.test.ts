import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noEvidence } from '../../src/explain/evidence.ts';
import { explainText } from '../../src/explain/log-reader.ts';
import { scrub } from '../../src/explain/scrub.ts';

const base64 = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
const base32 = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
const base64url = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

const letters = (from: readonly string[], minLength: number, maxLength = minLength): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...from), minLength, maxLength });

const keyId = fc.tuple(fc.constantFrom('AKIA', 'ASIA'), letters(base32, 16)).map((parts) => parts.join(''));
const secretKey = letters(base64, 40);
const sessionToken = fc
  .tuple(fc.constantFrom('IQoJb3JpZ2luX2Vj', 'FwoGZXIvYXdz'), letters(base64, 100, 900))
  .map((parts) => `${parts.join('')}==`);
const webToken = fc
  .tuple(letters(base64url, 20, 60), letters(base64url, 20, 200), letters(base64url, 43))
  .map(([head, body, signature]) => `eyJ${head}.eyJ${body}.${signature}`);

/** No four characters of a secret may be shown; fewer occur in any text, so chance is kept out by comparing with the text around it. */
function leaked(secret: string, shown: string, around: string): string | null {
  const allowed = around.toLowerCase();
  for (let start = 0; start + 5 <= secret.length; start += 1) {
    const piece = secret.slice(start, start + 5);
    if (shown.includes(piece) && !allowed.includes(piece.toLowerCase())) return piece;
  }
  return null;
}

/** Where tools print values; the mark stands for one. */
const places: readonly string[] = [
  'An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: no such key {}',
  "An error occurred (IncompleteSignature) when calling the GetCallerIdentity operation: '{}/20260101/us-east-1/sts/aws4_request' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential= {}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature={}'.",
  "IncompleteSignature: Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{}/20260101/us-east-1/sts/aws4_request'",
  "An HTTP Client raised an unhandled exception: Invalid header value b'AWS4-HMAC-SHA256 Credential={}/20260101'",
  'Error: Could not assume role with OIDC: Token {} is not valid',
  'UnrecognizedClientException: The security token included in the request is invalid. token={}',
  'AccessDenied: aws_secret_access_key = {} is not allowed',
  'AccessDenied: {"SecretAccessKey":"{}","SessionToken":"{}"}',
  "AccessDenied: { secretAccessKey: '{}', sessionToken: '{}' }",
  'AccessDenied: Authorization: Bearer {}',
  'AccessDenied: https://bucket.s3.amazonaws.com/key?X-Amz-Credential={}&X-Amz-Signature={}&X-Amz-Security-Token={}',
  'AccessDenied: https://user:{}@example.com/path',
  "The request signature we calculated does not match the signature you provided. The Canonical String for this request should have been 'GET / host:sts.amazonaws.com x-amz-security-token:{} {}'",
  'You are not authorized to perform this operation. Encoded authorization failure message: {}',
  'AccessDenied: in file /home/runner/{} and "{}" or ({})',
];

describe('what is shown of a text', () => {
  it.each([
    ['an access key id', keyId],
    ['a secret access key', secretKey],
    ['a session token', sessionToken],
    ['a web identity token', webToken],
  ] as const)('never holds %s', (_, secrets) => {
    fc.assert(
      fc.property(fc.constantFrom(...places), secrets, (place, secret) => {
        const shown = scrub(place.replaceAll('{}', secret));
        const leak = leaked(secret, shown, place);
        expect(leak === null ? null : { leak, shown }).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('never holds one when it comes through a log', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), secretKey, sessionToken, (place, secret, token) => {
        for (const value of [secret, token]) {
          const explained = explainText(`2026-11-20T10:01:02Z Error: ${place.replaceAll('{}', value)}`, noEvidence);
          expect(leaked(value, JSON.stringify(explained), place)).toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a line of the log', 16_384, (token: string) => `: ExpiredToken: refused ${token}`],
    ['the words before a status of the SDK for Go', 8_000, (token: string) => token],
    ['the words before a service of the SDK for Java', 4_000, (token: string) => token],
  ])('never holds one at whose middle %s is cut', (kind, bound, written) => {
    fc.assert(
      fc.property(sessionToken, fc.integer({ min: 4, max: 39 }), (token, shown) => {
        const text = written(token);
        const fill = (length: number): string => 'x '.repeat(Math.ceil(length / 2)).slice(-length);
        const whole = kind.startsWith('a line')
          ? `${fill(bound - text.length + token.length - shown)}${text}`
          : kind.includes('Go')
            ? `${text} AccessDenied: ${fill(bound - shown - 15)} status code: 403, request id: a`
            : `${text} ${fill(bound - shown - 1)} (Service: S3; Status Code: 403; Error Code: AccessDenied; Request ID: a)`;
        const explained = explainText(whole, noEvidence);
        expect(explained.observations.length).toBeGreaterThanOrEqual(1);
        expect(
          leaked(token, JSON.stringify(explained), 'ExpiredToken AccessDenied authz-unspecified auth-token-expired'),
        ).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('never holds one that invisible characters or line breaks divide', () => {
    fc.assert(
      fc.property(
        sessionToken,
        keyId,
        fc.constantFrom('\u200B', '\u0000', '\n', '\r\n'),
        fc.integer({ min: 1, max: 15 }),
        (token, id, mark, at) => {
          const divided = `AccessDenied: ${token.slice(0, 60)}${mark}${token.slice(60, 120)} ${id.slice(0, at + 4)}\u200B${id.slice(at + 4)}`;
          const shown = scrub(divided);
          expect(leaked(token.slice(0, 120), shown, 'AccessDenied')).toBeNull();
          expect(leaked(id, shown, 'AccessDenied')).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    'User: arn:aws:sts::123456789012:assumed-role/deploy-production-environment-role/GitHubActions is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::my-very-long-bucket-name-with-many-words/path/to/Object because no identity-based policy allows the s3:PutObject action',
    'arn:aws:lambda:eu-west-1:123456789012:function:MyStack-ApiHandlerFunctionServiceRole1A2B3C4D-Xy9Zw8Vu7Ts6',
    "Credential should be scoped to a valid region, not 'us-east-2'.",
    'Could not connect to the endpoint URL: "https://sts.us-est-1.amazonaws.com/"',
    'botocore.exceptions.EndpointConnectionError and software.amazon.awssdk.core.exception.SdkClientException',
    "ENOENT: no such file or directory, open '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'",
    'Token expired: current date/time 1760000000 must be before the expiration date/time 1759999000',
    'Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY',
    'ExpiredToken: The security token included in the request is expired; InvalidAccessKeyId: no; RequestID 7a62c49f-347e-4fc4-9331-6e8e59a59a59',
    "the region 'us-east-1' is wrong; expecting 'eu-west-1'",
    'token=*** and AWS_SESSION_TOKEN: *** and password=',
    'operation error Elastic Beanstalk: DescribeApplications, https response error StatusCode: 403',
  ])('stays as it is where nothing is secret: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });

  it.each([
    [
      'the student behind a Learner Lab session',
      'User: arn:aws:sts::123456789012:assumed-role/voclabs/user1234567=Jane_Doe@example.com is',
      'user1234567=*** is',
    ],
    [
      'a key of a private person',
      '-----BEGIN RSA PRIVATE KEY----- MIIEpAIBAAKCAQEA7 abc -----END RSA PRIVATE KEY----- end',
      '[private key',
    ],
    ['a token of GitHub', `fatal: ghp_${'aB3'.repeat(12)} was refused`, '[token, 40 characters] was refused'],
    ['basic authorization', 'sent Basic dXNlcjpwYXNz to', 'sent Basic [authorization, 12 characters] to'],
    ['a password', 'password=hunter2 failed', 'password=[value, 7 characters] failed'],
    ['a password in quotes', '{"Password": "correct horse"}', '"Password": [value, 15 characters]'],
    ['a key id that is cut short', 'the key AKIAQX7MQX', '[access key id, 10 characters]'],
  ])('tells the kind and length of %s', (_, text, shown) => {
    expect(scrub(text)).toContain(shown);
  });

  it('is one line without control characters and halves of characters', () => {
    expect(scrub('a\u0000b\u001B[31mc\u202Ed\uD800e')).not.toMatch(/[\p{Cc}\p{Cs}\p{Cf}]/u);
  });

  it('takes no longer than the text is long', () => {
    const parts = [
      'a',
      'a/',
      'eyJ',
      '//a@',
      'token=',
      '"\\',
      '-----BEGIN ',
      'https://a?',
      '/aws4_request',
      'AKIA',
      '. ',
      'Bearer ',
    ];
    const started = performance.now();
    for (const part of parts) scrub(part.repeat(Math.ceil(65_536 / part.length)));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
