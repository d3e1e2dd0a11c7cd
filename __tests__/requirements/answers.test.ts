import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readAnswerBody } from '../../src/aws/answer-body.ts';
import { readErrorBody } from '../../src/aws/error-body.ts';
import { severityOf } from '../../src/requirements/certainty.ts';
import { probesFor, readsFor } from '../../src/requirements/probe.ts';
import { fittingAnswer } from '../../src/state/answers.ts';
import { place, read, targetOf } from './built-in.ts';

/** A sample of cases/answers that says how much its finding weighs; __tests__/state holds the rest against it. */
interface Sample {
  /** The read's IAM action; further words have to be in its path or body. */
  readonly probe: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly status: number;
  readonly body: unknown;
  /** The `x-amzn-errortype` header. */
  readonly errorType?: string;
  readonly finding: string | null;
  readonly severity?: string;
}

const folder = join(import.meta.dirname, 'cases', 'answers');
const samples = (existsSync(folder) ? readdirSync(folder) : [])
  .sort()
  .flatMap((file) =>
    (JSON.parse(read(`__tests__/requirements/cases/answers/${file}`)) as readonly Sample[]).map(
      (sample) => [file.replace(/\.json$/, ''), sample] as const,
    ),
  )
  .filter(([, { severity }]) => severity !== undefined);

test.each(samples.map(([target, sample]) => [target, sample.probe, sample.finding, sample.severity, sample] as const))(
  '%s, %s: %s is a %s',
  (id, _probe, _finding, severity, { probe, parameters, status, body, errorType }) => {
    const values = new Map(Object.entries(parameters));
    const target = targetOf(id);
    const planned = [...probesFor(target, values, place, true), ...readsFor(target, values, place, true)];
    const sent = planned.find(({ action, request }) =>
      probe.split(' ').every((word) => action === word || request.path.includes(word) || request.body.includes(word)),
    );
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const { code, message } = readErrorBody(text, errorType);
    const failure = {
      kind: 'aws',
      code,
      message,
      status,
      requestId: '0',
      host: null,
      clockAheadSeconds: null,
    } as const;
    const outcome =
      status < 300
        ? ({ ok: true, value: { status, body: readAnswerBody(text) } } as const)
        : ({ ok: false, failure } as const);
    const answer = sent === undefined ? null : fittingAnswer(outcome, sent.answers, sent.facts);
    expect(sent === undefined || answer === null ? null : severityOf(answer, sent.facts, true)).toBe(severity);
    expect(sent === undefined || answer === null || severityOf(answer, sent.facts, false) === 'error').toBe(false);
  },
);
