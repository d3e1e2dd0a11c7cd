import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noEvidence } from '../../src/explain/evidence.ts';
import type { LogExplanation } from '../../src/explain/explanation.ts';
import { createLogReader, explainText } from '../../src/explain/log-reader.ts';

function explain(lines: Iterable<string>): LogExplanation {
  const reader = createLogReader(noEvidence);
  for (const line of lines) reader.push(line);
  return reader.finish();
}

const denied = (action: string, operation = 'PutObject'): string =>
  `An error occurred (AccessDenied) when calling the ${operation} operation: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ${action} on resource: arn:aws:s3:::b/k because no identity-based policy allows the ${action} action`;
const expired =
  'An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired';

describe('what a log repeats', () => {
  it('is one observation, with the first line and the count', () => {
    const { observations, linesRead } = explain(['', expired, 'retrying', expired, expired]);
    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({ code: 'auth-token-expired', line: 2, occurrences: 3 });
    expect(linesRead).toBe(5);
  });

  it('stays apart where the denied action differs, whatever the resource', () => {
    const { observations } = explain([denied('s3:PutObject'), denied('s3:PutObject'), denied('s3:GetObject')]);
    expect(observations.map(({ action, occurrences }) => [action, occurrences])).toEqual([
      ['s3:PutObject', 2],
      ['s3:GetObject', 1],
    ]);
  });

  it('stays apart where the operation or the tool differs and no action is named', () => {
    const other = expired.replace('GetCallerIdentity', 'CreateStack');
    const go = 'api error ExpiredToken: The security token included in the request is expired';
    expect(explain([expired, other, go]).observations).toHaveLength(3);
  });

  it('keeps fifty different denied actions, says so when there are more, and keeps what is not a denial', () => {
    const lines = Array.from({ length: 80 }, (_, index) =>
      denied(`s3:Action${String.fromCharCode(65 + (index % 26))}${index}`),
    );
    const { observations, truncated } = explain([...lines, expired]);
    expect(observations.filter(({ action }) => action !== null)).toHaveLength(50);
    expect(observations.at(-1)?.code).toBe('auth-token-expired');
    expect(truncated).toBe(true);
    expect(explain(lines.slice(0, 50)).truncated).toBe(false);
  });

  it('is heavier than its mildest form', () => {
    const hint =
      'It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission?';
    const failure =
      'Error: Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers';
    expect(explain([hint]).observations[0]?.severity).toBe('warning');
    const { observations } = explain([hint, failure]);
    expect(observations).toMatchObject([{ code: 'oidc-no-permission', occurrences: 2 }]);
    expect(observations[0]).not.toHaveProperty('severity');
  });

  it('counts errors of AWS that are about something else, and lists refusals that nobody knows once', () => {
    const missing =
      'An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist';
    const strange = 'An error occurred (TokenRefusedException) when calling the Deploy operation: The moon is full';
    const explained = explain([missing, missing, strange, strange]);
    expect(explained.observations).toEqual([]);
    expect(explained.otherAwsErrors).toEqual([{ code: 'NoSuchBucket', count: 2, line: 1 }]);
    expect(explained.unknown).toEqual([{ line: 3, code: 'TokenRefusedException', message: 'The moon is full' }]);
  });
});

describe('several errors in one message', () => {
  it('are all named, each with its own line', () => {
    const { observations } = explain([
      'Error: 2 errors occurred:',
      `\t* creating Bucket: AccessDenied: ${denied('s3:CreateBucket').split(': ').slice(1).join(': ')}`,
      '\t* creating Queue: operation error SQS: CreateQueue, https response error StatusCode: 403, RequestID: a-b, api error AccessDenied: User: arn:aws:iam::123456789012:user/ci is not authorized to perform: sqs:CreateQueue on resource: arn:aws:sqs:eu-west-1:123456789012:q because no identity-based policy allows the sqs:CreateQueue action',
    ]);
    expect(observations.map(({ action, line }) => [action, line])).toEqual([
      ['s3:CreateBucket', 2],
      ['sqs:CreateQueue', 3],
    ]);
  });

  it('are all named on one line', () => {
    const sentence = (action: string): string =>
      `User: arn:aws:iam::123456789012:user/ci is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`;
    const { observations } = explain([
      `Rollback: ${sentence('iam:CreateRole')}; ${sentence('iam:PassRole')}; ${sentence('iam:CreateRole')}`,
    ]);
    expect(observations.map(({ action, occurrences }) => [action, occurrences])).toEqual([
      ['iam:CreateRole', 1],
      ['iam:PassRole', 1],
    ]);
  });

  it('goes on without indentation where the sentence cannot have ended', () => {
    const { observations } = explain([
      'AccessDenied: User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform:',
      'lambda:CreateFunction on resource:',
      'arn:aws:lambda:eu-west-1:123456789012:function:api because no identity-based policy allows the',
      'lambda:CreateFunction action',
    ]);
    expect(observations).toMatchObject([
      {
        code: 'authz-identity-implicit',
        line: 1,
        occurrences: 1,
        action: 'lambda:CreateFunction',
        resource: 'arn:aws:lambda:eu-west-1:123456789012:function:api',
      },
    ]);
  });

  it('are found again behind a dump that is too long for one message', () => {
    const dump = Array.from({ length: 500 }, (_, index) => `    key${index}: 'value',`);
    const { observations } = explain([`${expired} {`, ...dump, '}', denied('s3:PutObject')]);
    expect(observations.map(({ code, line }) => [code, line])).toEqual([
      ['auth-token-expired', 1],
      ['authz-identity-implicit', 503],
    ]);
  });
});

describe('prefixes', () => {
  const time = '2026-11-20T10:01:02.1234567Z ';
  it.each([
    ['the time of a job log', `${time}${expired}`],
    ['a byte order mark before it', `\uFEFF${time}${expired}`],
    ['job and step, as gh run view prints them', `deploy\tRun deploy\t${time}${expired}`],
    ['the mark of an error', `${time}##[error]${expired}`],
    ['the command of an error', `::error file=a.yml,line=1,title=No%3A::${expired}`],
    ['colours', `\u001B[1;31m${expired.slice(0, 30)}\u001B[0m${expired.slice(30)}`],
    ['a link of the terminal', `\u001B]8;;https://example.org\u0007${expired}\u001B]8;;\u0007`],
    ['a step of BuildKit', `#12 3.456 ${expired}`],
    ['a service of Compose', `web-1  | ${expired}`],
    ['npm', `npm ERR! ${expired}`],
    ['npm today', `npm error ${expired}`],
    ['pnpm', `packages/api deploy: ${expired}`],
    ['CodeBuild', `[Container] 2026/11/20 10:01:02 ${expired}`],
    ['Amplify Hosting', `${time}[WARNING]: ${expired}`],
    ['GitLab', `section_start:1760000000:step_script\r\u001B[0K${expired}`],
    ['Windows', `${expired}\r`],
    ['a JSON log', JSON.stringify({ level: 'error', msg: expired })],
    ['a JSON log, deep inside', JSON.stringify({ a: { b: [{ reason: `first\n${expired}` }] } })],
  ])('%s does not hide an error', (_, line) => {
    expect(explain([line]).observations).toMatchObject([{ code: 'auth-token-expired', line: 1, occurrences: 1 }]);
  });

  it('ends what the runner shows with the group, or after four hundred lines', () => {
    const group = ['##[group]Run deploy', expired];
    expect(explain(group).observations).toEqual([]);
    expect(explain([...group, '##[endgroup]', expired]).observations).toHaveLength(1);
    const open = [...group, ...Array.from({ length: 400 }, () => 'x'), expired];
    expect(explain(open).observations).toHaveLength(1);
  });
});

describe('a long log', () => {
  function* generated(count: number): Generator<string> {
    const lines = [
      'npm http fetch GET 200 https://registry.npmjs.org/left-pad 12ms (cache hit)',
      'aws_lambda_function.api: Still creating... [10s elapsed]',
      '   Compiling serde v1.0.193',
      'uploading arn:aws:s3:::bucket/key to region eu-west-1 with a cached session token',
      '    at Object.<anonymous> (/home/runner/work/app/src/index.ts:10:5)',
      '',
    ];
    for (let index = 0; index < count; index += 1) {
      const line = index % 20_000 === 19_999 ? expired : `${lines[index % lines.length] ?? ''} ${index}`;
      yield `2026-11-20T10:01:02.1234567Z ${line}`;
    }
  }

  it('of 200,000 lines is read within two seconds', () => {
    const started = performance.now();
    const { observations, linesRead } = explain(generated(200_000));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(linesRead).toBe(200_000);
    expect(observations).toMatchObject([{ code: 'auth-token-expired', line: 20_000, occurrences: 10 }]);
  });

  it('leaves nothing behind but what was found', () => {
    const reader = createLogReader(noEvidence);
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 4_000; index += 1) reader.push(`${index} ${'x'.repeat(65_536)} token`);
    const grown = process.memoryUsage().heapUsed - before;
    expect(grown).toBeLessThan(128 * 1024 * 1024);
    expect(JSON.stringify(reader.finish()).length).toBeLessThan(1_000);
  });

  it('full of different failures gives a bounded answer', () => {
    const lines = Array.from({ length: 3_000 }, (_, index) =>
      index % 2 === 0
        ? `An error occurred (Other${index}) when calling the Op${index} operation: no`
        : `An error occurred (Denied${index}) when calling the Op${index} operation: no`,
    );
    const explained = explain([
      ...lines,
      ...lines.map((line) => line.replace(/\((?:Other|Denied)\d+\)/, '(ExpiredToken)')),
    ]);
    expect(explained.observations).toHaveLength(100);
    expect(explained.otherAwsErrors).toHaveLength(100);
    expect(explained.unknown).toHaveLength(50);
    expect(explained.truncated).toBe(true);
  });
});

describe('text that nobody has written for people', () => {
  it('of a megabyte on one line is cut, and names an error at its beginning only', () => {
    const padding = 'x '.repeat(524_288);
    const started = performance.now();
    expect(explain([`${expired} ${padding}`]).observations).toMatchObject([{ code: 'auth-token-expired' }]);
    expect(explain([`${padding} ${expired}`]).observations).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each([
    ['beginnings of shapes', 'An error occurred ('],
    ['statuses', 'Abc: d status code: 403, request id: x '],
    ['tails of Java', '(Service: X; Status Code: 403) '],
    ['keys of objects', "code: 'ExpiredToken', message: '"],
    ['answers', '<Code>A</Code><Message>'],
    ['classes', 'Amazon.X.YException: '],
    ['denials', 'not authorized to perform: s3:x on resource: '],
    ['names', ': AccessDenied'],
    ['addresses', 'https://a@b?token= '],
    ['blanks', ' \t'],
    ['calls', 'Call failed: x('],
    ['brackets', '{"a":'],
  ])('full of %s costs no more than its length', (_, part) => {
    const line = part.repeat(Math.ceil(16_000 / part.length));
    const started = performance.now();
    explain(Array.from({ length: 20 }, () => `${line} AccessDenied: x`));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('never makes it throw, and never gets control characters or halves of characters into the answer', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        expired,
        denied('s3:PutObject'),
        '\uD800 AccessDenied: \uDFFF x\u0007',
        '::error::AccessDenied: ::stop-commands::x',
        '##[group]Run ',
        '##[endgroup]',
        '│ Error: AccessDenied: \u202Ex',
        "code: '__proto__', message: 'x'",
        '{"__proto__":{"code":"AccessDenied","message":"x"}}',
        '\tstatus code: 403, request id: x',
      ),
    );
    const line = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const explained = explain(lines);
        const texts = [
          ...explained.observations.flatMap(({ detail, resource, action, service, operation }) => [
            detail,
            resource,
            action,
            service,
            operation,
          ]),
          ...explained.otherAwsErrors.map(({ code }) => code),
          ...explained.unknown.flatMap(({ code, message }) => [code, message]),
        ];
        for (const text of texts) expect(text ?? '').not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E]/u);
        for (const { line: number } of explained.observations) {
          expect(number).toBeGreaterThanOrEqual(1);
          expect(number).toBeLessThanOrEqual(lines.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('in keys of JSON does no harm', () => {
    explain(['{"__proto__":{"message":"AccessDenied: x","code":"AccessDenied"},"constructor":"ExpiredToken: y"}']);
    expect(Object.hasOwn(Object.prototype, 'message')).toBe(false);
  });

  it('reads a text line by line as a reader would', () => {
    const text = `a\r\n${expired}\r\n\r\nb`;
    expect(explainText(text, noEvidence)).toEqual(explain(text.split('\n')));
    expect(explainText('', noEvidence).observations).toEqual([]);
  });
});
