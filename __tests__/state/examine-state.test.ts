import { describe, expect, test } from '@jest/globals';
import { regionsFromTheStart } from '../../src/credentials/regions.ts';
import { examineState } from '../../src/examine-state.ts';
import { probeServices } from '../../src/probes.ts';
import { probesFor, readsFor, type PlannedRead } from '../../src/requirements/probe.ts';
import { checkTargetSchema } from '../../src/requirements/target-schema.ts';
import { parseTarget } from '../../src/requirements/target.ts';
import { answering, caller, failing, fakeAws, type Answers } from './fake-aws.ts';

const target = parseTarget(
  `id: mine
title: Mine
sources: [https://example.com]
parameters:
  one: { description: One., required: true }
  two: { description: Two., required: false }
  three: { description: Three., required: false }
checks: [{ id: a, actions: [s3:ListAllMyBuckets], resource: '*', severity: error, why: Look }]
probes:
  - action: lambda:GetFunction
    service: lambda
    method: GET
    path: /\${Region}/\${one}
    answers: &answers
      - { error: [NotFoundException], finding: target-missing, severity: error, says: "There is no \${one}", elsewhere: true }
      - { missing: /items/0, finding: target-created, severity: notice, says: "\${one} is created", elsewhere: true }
      - { has: { /state: [Off] }, finding: bedrock-model-not-enabled, severity: warning, says: It is off, elsewhere: true }
      - { has: { /state: [Busy] }, finding: target-busy, severity: warning, says: "\${one} is \${answer:/state}" }
reads:
  - { action: lambda:GetFunction, service: lambda, method: GET, path: "/\${Region}/\${two}", answers: *answers }
  - { action: lambda:GetFunction, service: lambda, method: GET, path: "/\${Region}/\${three}", answers: *answers }
`,
  'mine.yml',
  checkTargetSchema,
);

function readsWith(names: readonly string[], certain = true): readonly PlannedRead[] {
  const values = new Map(names.map((name) => [name, name]));
  const place = { ...caller.identity, region: 'us-east-1' };
  return [...probesFor(target, values, place, certain), ...readsFor(target, values, place, certain)];
}

const there = { items: ['x'] };

/** Everything answers that there is nothing, but for what is told. */
function answers(told: Readonly<Record<string, ReturnType<typeof answering>>>): Required<Pick<Answers, 'probe'>> {
  return { probe: (_, { path }) => told[path] ?? failing('NotFound') };
}

async function run(door: ReturnType<typeof fakeAws>, reads: readonly PlannedRead[], left = 60_000) {
  const probed = await probeServices(door.aws, caller, 'us-east-1', reads);
  return examineState(door.aws, caller, 'us-east-1', probed.answers, () => left);
}

describe('the state of a target', () => {
  test('is told by each read, in its words', async () => {
    const door = fakeAws(
      answers({
        '/us-east-1/one': answering({ items: [1], state: 'Busy' }),
        '/us-east-1/two': answering({ items: [1] }),
      }),
    );
    expect(await run(door, readsWith(['one', 'two']))).toEqual([
      { code: 'target-busy', severity: 'warning', detail: 'one is Busy.' },
    ]);
    expect(door.asked).toEqual(['us-east-1 /us-east-1/one', 'us-east-1 /us-east-1/two']);
  });

  test('is not told by refusals, throttling, faults of the network and of the service, and the end of the time', async () => {
    const silent = [
      failing('AccessDenied', { status: 403 }),
      failing('Throttling'),
      failing('InternalFailure', { status: 500 }),
      failing('NotFound', { kind: 'network', status: null }),
      failing('TimeBudgetUsed', { kind: 'timeout', status: null }),
      answering(null),
    ];
    for (const outcome of silent) {
      const door = fakeAws({ probe: () => outcome });
      expect(await run(door, readsWith(['one']))).toEqual([]);
      expect(door.asked).toHaveLength(1);
    }
  });

  test('is asked for once where two targets ask the same, and told once with the heavier weight', async () => {
    const door = fakeAws(answers({}));
    const seen = await run(door, [...readsWith(['one'], false), ...readsWith(['one'], true)]);
    expect(seen).toEqual([{ code: 'target-missing', severity: 'error', detail: 'There is no one.' }]);
    expect(door.asked.filter((line) => line.startsWith('us-east-1'))).toHaveLength(1);
  });
});

describe('what is missing here', () => {
  test('is looked for in every other region that accounts have from the start, in the form that is for it', async () => {
    const door = fakeAws(answers({}));
    await run(door, readsWith(['one']));
    const others = regionsFromTheStart('aws').filter((region) => region !== 'us-east-1');
    expect(door.asked).toEqual(['us-east-1 /us-east-1/one', ...others.map((region) => `${region} /${region}/one`)]);
    expect(others).toHaveLength(16);
  });

  test.each<[string, Readonly<Record<string, ReturnType<typeof answering>>>, string]>([
    [
      'in one region',
      { '/eu-west-1/one': answering(there) },
      'There is no one. It was found in eu-west-1: set aws-region to eu-west-1, or create it here.',
    ],
    [
      'in two',
      { '/eu-west-1/one': answering(there), '/ap-south-1/one': answering(there) },
      'There is no one. It was found in eu-west-1 and ap-south-1: set aws-region to the one that this deployment is for, or create it here.',
    ],
    [
      'in another state',
      { '/eu-west-1/one': answering({ ...there, state: 'Busy' }) },
      'There is no one. It was found in eu-west-1: set aws-region to eu-west-1, or create it here.',
    ],
  ])('is elsewhere when it is found %s', async (_, told, detail) => {
    const seen = await run(fakeAws(answers(told)), readsWith(['one']));
    expect(seen).toEqual([{ code: 'target-elsewhere', severity: 'error', detail }]);
  });

  test('keeps its weight', async () => {
    const told = { '/us-east-1/one': answering({}), '/eu-west-1/one': answering(there) };
    expect((await run(fakeAws(answers(told)), readsWith(['one'])))[0]).toMatchObject({
      code: 'target-elsewhere',
      severity: 'notice',
    });
    expect(
      (await run(fakeAws(answers({ '/eu-west-1/one': answering(there) })), readsWith(['one'], false)))[0],
    ).toMatchObject({
      code: 'target-elsewhere',
      severity: 'warning',
    });
  });

  test.each([
    ['a refusal', failing('AccessDenied')],
    ['an empty list', answering({ items: [] })],
    ['a body that cannot be read', answering(null)],
    ['an answer that is looked for elsewhere itself', answering({ ...there, state: 'Off' })],
  ])('is not elsewhere for %s', async (_, outcome) => {
    const seen = await run(fakeAws(answers({ '/eu-west-1/one': outcome })), readsWith(['one']));
    expect(seen).toEqual([{ code: 'target-missing', severity: 'error', detail: 'There is no one.' }]);
  });

  test('is looked for of two reads at most, the heaviest first', async () => {
    const door = fakeAws(answers({ '/us-east-1/one': answering({}), '/eu-west-1/three': answering(there) }));
    const seen = await run(door, readsWith(['one', 'two', 'three']));
    expect(seen.map(({ code }) => code)).toEqual(['target-created', 'target-missing', 'target-elsewhere']);
    expect(door.asked.filter((line) => line.startsWith('eu-west-1'))).toEqual([
      'eu-west-1 /eu-west-1/two',
      'eu-west-1 /eu-west-1/three',
    ]);
  });

  test('is not looked for where little time is left', async () => {
    const door = fakeAws(answers({ '/eu-west-1/one': answering(there) }));
    expect(await run(door, readsWith(['one']), 5000)).toMatchObject([{ code: 'target-missing' }]);
    expect(door.asked).toHaveLength(1);
  });

  test('is not looked for without a word of the answer', async () => {
    const door = fakeAws(answers({ '/us-east-1/one': answering({ ...there, state: 'Busy' }) }));
    await run(door, readsWith(['one']));
    expect(door.asked).toHaveLength(1);
  });
});

test('the general probe is sent where no target brings a read', async () => {
  const door = fakeAws({ probe: () => answering({}) });
  const probed = await probeServices(door.aws, caller, 'us-east-1', []);
  expect([door.asked, probed.answers]).toEqual([['us-east-1 /'], []]);
});
