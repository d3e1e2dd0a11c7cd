import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bigTemplate } from '../__tests__/templates/big-template.ts';
import { planQuestions } from '../src/authorization/plan.ts';
import { readTemplateFile, type TemplateFile } from '../src/templates/read-file.ts';
import { typesIn } from '../src/templates/resource-types.ts';

/**
 * Measures what a template of five hundred resources costs from its text to the calls that will be made, and how many
 * calls these are, beside the floor: parsing the same text and the tables as JSON. Exits 1 beyond a second, or with
 * sixty calls or more.
 */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const principal = 'arn:aws:iam::111122223333:role/deploy';
const text = bigTemplate(55);
const data = (name: string) => readFileSync(join(import.meta.dirname, '..', 'data', name), 'utf8');
const file: TemplateFile = {
  file: 'template.json',
  text,
  place: { partition: 'aws', region: 'us-east-1', accountId: '111122223333' },
  stackName: 'app',
  parameters: new Map(),
  principal: 'caller',
  target: 'templates',
  certain: true,
};
const stacks = new Map([['app', { status: null, resources: new Map<string, never>() }]]);

function plan(): number {
  const types = typesIn(data('cloudformation-types.json'));
  const means = { cloudFormation: types, terraform: types, files: [file.file], read: () => null, sources: () => [] };
  const { requirements } = readTemplateFile(file, stacks, means);
  const identity = {
    accountId: '111122223333',
    arn: principal,
    principalArn: principal,
    kind: 'assumed-role' as const,
    partition: 'aws',
    userId: '',
  };
  return planQuestions(requirements, principal, { identity, region: 'us-east-1', userContext: {}, now: 0 }).length;
}

function floor(): number {
  return (
    Object.keys(JSON.parse(data('cloudformation-types.json')) as object).length +
    Object.keys(JSON.parse(text) as object).length
  );
}

function milliseconds(run: () => number): readonly [median: number, first: number] {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  const sorted = [...times].sort((a, b) => a - b);
  return [sorted[Math.floor(sorted.length / 2)] ?? 0, times[0] ?? 0];
}

const [parse] = milliseconds(floor);
const [median, first] = milliseconds(plan);
const calls = plan();
console.log(`499 resources: ${calls} calls of the simulator`);
console.log(
  `planned in ${median.toFixed(0)} ms (first time ${first.toFixed(0)} ms); parsing the same JSON alone takes ${parse.toFixed(1)} ms`,
);
process.exitCode = calls < 60 && median < 1000 && first < 1000 ? 0 : 1;
