import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseTarget, type TargetFile } from '../../src/requirements/target.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { authorization, read } from './built-in.ts';

const page = read('docs/writing-a-target.md');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '');
const whole = blocks.find((text) => text.startsWith('id: ')) ?? '';
const parts = blocks.filter((text) => /^(?:detect|roles|probes|templates):/.test(text));

test('the smallest target of the page is one', () => {
  expect(parseTarget(whole, 'page.yml', checkTargetSchema, authorization).checks).toHaveLength(1);
});

test.each(parts.map((text) => [text.split(':')[0] ?? '', text] as const))(
  'the example of %s fits into a target',
  (_, text) => {
    const part = parse(text) as Partial<TargetFile>;
    const names = [...text.matchAll(/\$\{([a-z-]+)(?::[a-z-]+)?\}/g)].map(([, name]) => name ?? '');
    const conditions = ['role', 'package-type'];
    const declared = Object.fromEntries(
      [...names, ...conditions].map((name) => [name, { description: 'A value.', required: false }]),
    );
    const target = { ...(parse(whole) as TargetFile), ...part };
    const parameters = { ...(parse(whole) as TargetFile).parameters, ...declared, ...part.parameters };
    const json = JSON.stringify({ ...target, parameters });
    expect(parseTarget(json, 'page.yml', checkTargetSchema, authorization).id).toBe('report-job');
  },
);

test('every part has its example', () => {
  expect(parts.length).toBe(4);
});
