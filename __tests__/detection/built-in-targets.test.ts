import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readers } from '../../src/detection/readers/index.ts';
import { isGlob } from '../../src/detection/files/project-tree.ts';
import { completeTarget, type TargetFile, type TargetOrigin } from '../../src/requirements/target.ts';
import { detected, type Situation } from './situation.ts';

const folder = new URL('../../targets/', import.meta.url);
const targets = readdirSync(folder)
  .sort()
  .map((file) => completeTarget(parse(readFileSync(new URL(file, folder), 'utf8')) as TargetFile));

const signs = targets.flatMap((target) => target.detect.map((sign) => ({ id: target.id, target, sign })));
const origins = targets.flatMap((target) =>
  [...target.parameters].flatMap(([name, { from = [] }]) =>
    from.map((origin) => ({ id: target.id, target, name, origin, text: JSON.stringify(origin) })),
  ),
);
const situation = (steps: string): Situation => ({ name: '', steps, expected: [] });

/** A step that is what an origin speaks of. */
function stepOf({ action, command, input, option, argument, value }: TargetOrigin): string {
  if (action !== undefined) {
    return `- uses: ${action}@v1\n${input === undefined ? '' : `  with: { ${input}: told }\n`}`;
  }
  const given = option === undefined ? '' : ` ${typeof option === 'string' ? option : (option[0] ?? '')}`;
  const words = Array.from({ length: argument ?? 0 }, (_, index) => ` word${index + 1}`).join('');
  return `- run: ${command ?? ''}${given}${option !== undefined && value === undefined ? ' told' : ''}${words}\n`;
}

describe('the targets of this package', () => {
  test.each(
    signs.flatMap(({ id, sign }) =>
      typeof sign === 'string' || sign.file !== undefined ? [] : [{ id, sign, text: JSON.stringify(sign) }],
    ),
  )('$id is shown by a step for $text', ({ id, sign }) => {
    const { deployed } = detected(situation(stepOf(sign)), targets);
    expect(deployed.map(({ targetId, certain }) => ({ targetId, certain }))).toContainEqual({
      targetId: id,
      certain: true,
    });
  });

  test.each(signs.flatMap(({ id, sign }) => (typeof sign === 'string' && !isGlob(sign) ? [{ id, sign }] : [])))(
    '$id is possible when there is $sign, and no step deploys',
    ({ id, sign }) => {
      const { deployed } = detected({ ...situation('- run: make'), files: { [sign]: '{}' } }, targets);
      expect(deployed.map(({ targetId, certain }) => ({ targetId, certain }))).toContainEqual({
        targetId: id,
        certain: false,
      });
    },
  );

  test.each(origins.filter(({ origin }) => origin.reader === undefined && origin.file === undefined))(
    '$id takes $name from a step for $text',
    ({ id, target, name, origin }) => {
      const { option, argument, input, value } = origin;
      const known = option !== undefined || input !== undefined ? 'told' : `word${argument ?? 0}`;
      const alone = detected({ ...situation(stepOf(origin)), targets: [id] }, targets);
      const shownBy = target.detect.find((sign) => typeof sign !== 'string' && sign.file === undefined);
      const with_ = typeof shownBy === 'object' ? stepOf(shownBy) : '';
      const both = detected({ ...situation(`${with_}${stepOf(origin)}`), targets: [id] }, targets);
      const told = [...alone.deployed, ...both.deployed].flatMap(({ values }) => values.get(name)?.value ?? []);
      expect(told).toContain(value ?? known);
    },
  );

  test.each(origins.filter(({ origin }) => origin.reader !== undefined))(
    '$id names a reader that there is for $name: $text',
    ({ origin }) => {
      expect([...readers.keys()]).toContain(origin.reader);
    },
  );

  test('no target is detected in an empty repository, and no step that deploys nothing shows one', () => {
    const { deployed, observations } = detected(situation('- run: npm test\n- uses: actions/checkout@v4'), targets);
    expect({ deployed, observations }).toEqual({ deployed: [], observations: [] });
  });
});
