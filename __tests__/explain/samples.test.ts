import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { lintCredentials } from '../../src/credentials/lint.ts';
import { catalogue } from '../../src/diagnoses/catalogue/index.ts';
import type { LogEvidence } from '../../src/explain/evidence.ts';
import { explainText } from '../../src/explain/log-reader.ts';
import { checkIdentity } from '../../src/identity/expectations.ts';
import { identify } from '../../src/identity/identify.ts';
import { factsOf } from '../credentials/facts.ts';
import { evidenceOf } from './evidence.ts';

/** A text that is known of a diagnosis. Most stand in a log; a name of a variable and an ARN stand elsewhere. */
interface Sample {
  readonly id: string;
  readonly text: string;
  readonly through?: 'lint' | 'identity';
  /** Given where the same text has another name without it. */
  readonly evidence?: Partial<LogEvidence>;
  /** Other names that the text gets beside its own. */
  readonly also?: readonly string[];
}

const samples = JSON.parse(readFileSync(new URL('./samples.json', import.meta.url), 'utf8')) as readonly Sample[];
const namesIn: Readonly<Record<'log' | 'lint' | 'identity', (sample: Sample) => readonly string[]>> = {
  log: ({ text, evidence }) => explainText(text, evidenceOf(evidence)).observations.map(({ code }) => code),
  lint: ({ text }) => {
    const facts = factsOf({ environment: { AWS_ACCESS_KEY_ID: '{AKIA}', [text]: '{SECRET}' } });
    return lintCredentials(facts)
      .map(({ code }) => code)
      .filter((code) => code === 'env-wrong-names');
  },
  identity: ({ text }) => {
    const answer = { account: text.split(':')[4] ?? '', arn: text, userId: '123456789012', requestId: 'a' };
    const identity = identify({ ...answer, clockAheadSeconds: null });
    const expected = { allowedAccountIds: [], principal: null };
    return identity === null ? [] : checkIdentity(identity, expected, 'us-east-1').map(({ code }) => code);
  },
};

describe('the known texts of every diagnosis', () => {
  it.each(samples)('$id: $text', (sample) => {
    const names = namesIn[sample.through ?? 'log'](sample);
    expect([...names].sort()).toEqual([sample.id, ...(sample.also ?? [])].sort());
  });

  it('are all here, under names that exist', () => {
    expect(samples).toHaveLength(125);
    expect(samples.filter(({ id }) => !(id in catalogue))).toEqual([]);
    expect(samples.filter(({ through }) => through !== undefined)).toHaveLength(2);
  });

  it.each(samples.filter(({ through }) => through === undefined))('$id in a log of GitHub Actions: $text', (sample) => {
    const around = (line: string): string => `2026-11-20T10:01:02.1234567Z \u001B[31m${line}\u001B[0m\r`;
    const lines = ['##[group]Run deploy', '##[endgroup]', ...sample.text.split('\n'), '', 'Deploying, please wait.'];
    const explained = explainText(lines.map(around).join('\n'), evidenceOf(sample.evidence));
    expect(explained.observations.map(({ code }) => code)).toContain(sample.id);
    const line = explained.observations.find(({ code }) => code === sample.id)?.line ?? 0;
    expect(line).toBeGreaterThanOrEqual(3);
    expect(line).toBeLessThan(3 + sample.text.split('\n').length);
  });
});
