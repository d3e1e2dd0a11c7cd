import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { matrix } from './environments.ts';
import { askProgram, type RealAnswer, realLabel, stage } from './real-tools.ts';

/** The matrix against the SDK itself, in one process of its own. What the CDK does around it is repeated there. */
const root = join(import.meta.dirname, '..', '..', '..');
let answers: readonly (readonly RealAnswer[])[] = [];
let close = async (): Promise<void> => Promise.resolve();

beforeAll(async () => {
  const staged = await stage(matrix);
  close = staged.close;
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const program = join(import.meta.dirname, 'ask-javascript-sdk.ts');
  answers = await askProgram(process.execPath, [tsx, program], staged.environments);
}, 120_000);

afterAll(async () => {
  await close();
});

describe.each([
  ['javascript-sdk', 0],
  ['cdk', 1],
] as const)('%s', (tool, position) => {
  // A profile in cdk.json is a matter of the CDK, and not of the chain beneath it.
  const asked = matrix.map((one, index) => [one.name, one, index] as const);
  const own = tool === 'cdk' ? asked.filter(([, { project }]) => project?.['cdk.json'] === undefined) : asked;

  test.each(own)('%s', (_, one, index) => {
    const answer = answers[index]?.[position];
    expect(answer).toBeDefined();
    if (answer !== undefined) {
      const expected = one.expected[tool].replace(/ \((process|login)\)$/, '');
      const isRole = expected.endsWith(' (role)');
      expect(isRole ? answer.key?.startsWith('role-on-') : realLabel(answer)).toBe(isRole ? true : expected);
      if (one.regions !== undefined && tool === 'javascript-sdk') {
        expect(answer.region || 'none').toBe(one.regions[tool]);
      }
    }
  });
});
