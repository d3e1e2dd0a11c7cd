import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/diagnoses/catalogue/index.ts';
import type { LogEvidence } from '../../src/explain/evidence.ts';
import { explainText } from '../../src/explain/log-reader.ts';
import { evidenceOf } from './evidence.ts';

/** A text that somebody's tool has written. What is left out of the expectations may be anything. */
interface FieldText {
  readonly label: string;
  readonly tool: string;
  /** The public page where the text stands, or the repository whose form it has; names and accounts are changed. */
  readonly source: string;
  /** Not quoted, but put together in the form that the source documents or prints. */
  readonly composed?: boolean;
  readonly text: string;
  /** `null` for what is not about AWS credentials or permissions. */
  readonly expect: string | null;
  readonly also?: readonly string[];
  readonly evidence?: Partial<LogEvidence>;
  readonly line?: number;
  readonly occurrences?: number;
  readonly severity?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly writtenBy?: string;
  readonly other?: readonly string[];
  readonly unknown?: number;
}

const texts = JSON.parse(readFileSync(new URL('./field-texts.json', import.meta.url), 'utf8')) as readonly FieldText[];
const compared = ['line', 'occurrences', 'severity', 'service', 'operation', 'action', 'resource'] as const;

describe('texts of the field', () => {
  it.each(texts)('$expect: $label ($tool)', (sample) => {
    const explained = explainText(sample.text, evidenceOf(sample.evidence));
    const codes = explained.observations.map(({ code }) => code as string);
    expect([...codes].sort()).toEqual(sample.expect === null ? [] : [sample.expect, ...(sample.also ?? [])].sort());
    expect(explained.otherAwsErrors.map(({ code }) => code)).toEqual(sample.other ?? []);
    expect(explained.unknown).toHaveLength(sample.unknown ?? 0);

    const observation = explained.observations.find(({ code }) => code === sample.expect);
    for (const key of compared) {
      if (sample[key] !== undefined) expect({ [key]: observation?.[key] }).toEqual({ [key]: sample[key] });
    }
    if (sample.writtenBy !== undefined) expect(observation?.tool).toBe(sample.writtenBy);
  });

  it('say in their details what was seen, within bounds and on one line', () => {
    const details = texts.flatMap(({ text, evidence }) =>
      explainText(text, evidenceOf(evidence)).observations.map(({ detail }) => detail),
    );
    expect(details.filter((detail) => detail.length < 20 || detail.length > 700)).toEqual([]);
    expect(details.filter((detail) => /\p{Cc}/u.test(detail))).toEqual([]);
  });

  it('are enough, of names that exist, and each from somewhere', () => {
    expect(texts.length).toBeGreaterThanOrEqual(120);
    expect(texts.filter(({ composed }) => composed !== true).length).toBeGreaterThanOrEqual(80);
    expect(texts.filter((sample) => sample.expect === null).length).toBeGreaterThanOrEqual(45);
    expect(texts.filter(({ expect: code }) => code !== null && !(code in catalogue))).toEqual([]);
    expect(texts.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
    expect(new Set(texts.map(({ label, tool }) => `${label} ${tool}`)).size).toBe(texts.length);
  });
});
