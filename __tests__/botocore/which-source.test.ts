import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultSetting } from '../../src/project-files/project-setting.ts';
import { peerTool } from '../../tools/peer-tools.ts';
import { factsOfCase, matrix } from '../credentials/tools/environments.ts';
import { askProgram, type RealAnswer, realLabel, stage } from '../credentials/tools/real-tools.ts';

/**
 * The matrix against botocore, in one process of its own. The two tools that set a profile on the session do so here
 * with what is read from their own files.
 */
let answers: readonly (readonly RealAnswer[])[] = [];
let close = async (): Promise<void> => Promise.resolve();

beforeAll(async () => {
  const staged = await stage(matrix);
  close = staged.close;
  const environments = staged.environments.map((environment, index) => {
    const one = matrix[index];
    const settings = one === undefined ? [] : (factsOfCase(one).projectSettings ?? []);
    const of = (tool: 'eb-cli' | 'sam-cli') => ({
      profile: defaultSetting(settings, tool, 'profile')?.value ?? null,
      region: defaultSetting(settings, tool, 'region')?.value ?? null,
    });
    return { ...environment, eb: of('eb-cli'), sam: of('sam-cli') };
  });
  answers = await askProgram(peerTool('python'), [join(import.meta.dirname, 'ask-botocore.py')], environments);
}, 120_000);

afterAll(async () => {
  await close();
});

/** What the EB CLI turns botocore's errors into. */
const ebNames: ReadonlyMap<string, string> = new Map([
  ['ProfileNotFound', 'InvalidProfileError'],
  ['PartialCredentialsError', 'CredentialsError'],
]);

describe.each([
  ['boto3', 0],
  ['aws-cli', 1],
  ['sam-cli', 2],
  ['eb-cli', 3],
] as const)('%s', (tool, position) => {
  test.each(matrix.map((one, index) => [one.name, one, index] as const))('%s', (_, one, index) => {
    const answer = answers[index]?.[position];
    expect(answer).toBeDefined();
    if (answer === undefined) {
      return;
    }
    const expected = one.expected[tool].replace(/ \((process|login)\)$/, '');
    const error =
      tool === 'eb-cli' && answer.error !== null ? (ebNames.get(answer.error) ?? answer.error) : answer.error;
    const told = realLabel({ ...answer, error });
    if (expected.endsWith(' (role)')) {
      expect(answer.method).toBe('assume-role');
    } else if (expected === 'web-identity') {
      expect(answer.method).toBe('assume-role-with-web-identity');
    } else {
      expect(told).toBe(expected);
    }
    if (one.regions !== undefined) {
      expect(answer.region || 'none').toBe(one.regions[tool]);
    }
  });
});
