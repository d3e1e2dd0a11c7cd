import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { AwsFailure } from '../../src/aws/port.ts';
import { catalogue } from '../../src/diagnoses/catalogue/index.ts';
import { classify, classifyLogged, knownWords, type About } from '../../src/diagnoses/classify.ts';

/** One failure as the port gives it, and the name it must get. What is left out has the usual value. */
interface Case extends Partial<About>, Partial<AwsFailure> {
  readonly name: string;
  readonly expect: string;
}

const cases = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8')) as readonly Case[];

function failureOf(sample: Partial<AwsFailure>): AwsFailure {
  return {
    kind: 'aws',
    code: '',
    message: '',
    status: null,
    requestId: sample.kind === undefined || sample.kind === 'aws' ? '7a62c49f-347e-4fc4-9331-6e8e59a59a59' : null,
    host: 'sts.us-east-1.amazonaws.com',
    clockAheadSeconds: null,
    ...sample,
  };
}

function aboutOf(sample: Partial<About>): About {
  return {
    service: sample.service ?? 'sts',
    accessKeyPrefix: sample.accessKeyPrefix ?? null,
    region: 'us-east-1',
    webIdentity: sample.webIdentity ?? false,
  };
}

describe('classify', () => {
  it.each(cases)('$expect: $name', (sample) => {
    expect(classify(failureOf(sample), aboutOf(sample))).toBe(sample.expect);
  });

  it('has cases enough, and expects only codes that exist', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
    expect(cases.filter((sample) => sample.expect === 'aws-error-unknown').length).toBeGreaterThanOrEqual(15);
    expect(cases.filter((sample) => !(sample.expect in catalogue))).toEqual([]);
  });

  const answers = cases.filter((sample) => sample.kind === 'aws' && typeof sample.status === 'number');
  const statusFree = answers.filter(
    (sample) => sample.status !== 407 && sample.status !== 429 && sample.code !== 'Unknown',
  );

  it.each([400, 401, 403, 404, 500, 503])('names the same failures under status %i', (status) => {
    const renamed = statusFree.filter(
      (sample) => classify(failureOf({ ...sample, status }), aboutOf(sample)) !== sample.expect,
    );
    expect(renamed).toEqual([]);
  });

  it('reads a code with or without its suffix and namespace alike', () => {
    const named = answers.filter((sample) => /^[A-Z][A-Za-z]+$/.test(sample.code ?? '') && sample.code !== 'Exception');
    const differing = named.filter((sample) => {
      const code = (sample.code ?? '').replace(/Exception$/, '');
      const spellings = [code, `${code}Exception`, `com.amazonaws#${code}Exception`, `${code}:http://example.org/`];
      return spellings.some(
        (spelling) => classify(failureOf({ ...sample, code: spelling }), aboutOf(sample)) !== sample.expect,
      );
    });
    expect(differing).toEqual([]);
  });

  it('never takes the words of the SDK for an answer of AWS', () => {
    const sources = cases.filter(
      (sample) => sample.kind === 'provider' && !['throttled', 'net-dns'].includes(sample.expect),
    );
    const names = sources.map((sample) =>
      classify(
        failureOf({ kind: 'aws', code: 'InternalFailure', message: sample.message ?? '', status: 500 }),
        aboutOf({}),
      ),
    );
    expect(names.filter((name) => name.startsWith('sso-') || name.startsWith('imds-'))).toEqual([]);
  });
});

describe('classifyLogged', () => {
  const simulation =
    'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:SimulatePrincipalPolicy on resource: *';

  it.each(['answer', 'source', 'sentence'] as const)('calls nothing unknown in the voice of an %s', (voice) => {
    const failure = failureOf({ code: 'ValidationError', message: 'No updates are to be performed.', status: 400 });
    expect(classifyLogged(voice, failure, aboutOf({ service: 'cloudformation' }))).toBeNull();
  });

  it('takes a refusal of the simulator for one of the deployment', () => {
    const failure = failureOf({ code: 'AccessDenied', message: simulation, status: 403 });
    expect(classify(failure, aboutOf({ service: 'iam' }))).toBe('simulation-not-permitted');
    expect(classifyLogged('answer', failure, aboutOf({ service: 'iam' }))).toBe('authz-unspecified');
    expect(classifyLogged('sentence', failureOf({ message: simulation }), aboutOf({}))).toBe('authz-unspecified');
  });

  it.each([
    ['a short sentence that others say too', 'Rate exceeded'],
    ['an API without such a path', 'Missing Authentication Token'],
    ['a request that a tool timed out', 'The operation timed out'],
    ['a file of anybody', 'ENOENT: no such file or directory, open token.txt'],
  ])('does not know %s without a shape', (_, message) => {
    expect(classifyLogged('sentence', failureOf({ message }), aboutOf({}))).toBeNull();
  });

  it('looks for words in lower case only, each of them long enough to mean something', () => {
    expect(knownWords().filter((word) => word !== word.toLowerCase() || word.length < 6)).toEqual([]);
  });
});

describe('classify on text that nobody has written for people', () => {
  const denial = ' with an explicit deny in a service control policy';
  const padding = 'not authorized to perform: x:Y '.repeat(40_000);

  it('looks at the beginning only, so that a megabyte costs no more than its first part', () => {
    const long = failureOf({ code: 'AccessDenied', message: padding + denial, status: 403 });
    const head = failureOf({ code: 'AccessDenied', message: padding.slice(0, 32_768), status: 403 });
    expect(padding.length).toBeGreaterThan(1_000_000);
    expect(classify(long, aboutOf({}))).toBe('authz-unspecified');
    expect(classify(long, aboutOf({}))).toBe(classify(head, aboutOf({})));
  });

  it('reads each text once for each word it looks for, whatever is in it', () => {
    const hostile = [
      'policy/'.repeat(100_000),
      '('.repeat(500_000),
      'explicit deny in '.repeat(50_000),
      '\0\uD800\n'.repeat(99_999),
    ];
    for (const message of hostile) {
      const text = new CountingText(message);
      const failure = failureOf({ code: 'SomethingNew', status: 400, message: text as unknown as string });
      classify(failure, aboutOf({}));
      expect(text.kept).toBeLessThanOrEqual(32_768);
      expect(text.slices).toBe(1);
    }
  });
});

/** Stands in for a message and records how much of it is taken: nothing but one bounded slice. */
class CountingText {
  slices = 0;
  kept = 0;
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  slice(start: number, end: number): string {
    const part = this.#value.slice(start, end);
    this.slices += 1;
    this.kept += part.length;
    return part;
  }
}
