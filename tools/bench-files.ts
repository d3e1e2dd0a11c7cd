import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runAction, runCli } from './run-step.ts';

/**
 * Measures what large files cost: the whole process of the built action with a hundred thousand lines in each AWS file or
 * in a `.env` file, against the same run without them; and the explanation of a large log, against Node reading its
 * lines and doing nothing with them.
 */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const execute = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const log = join(folder, 'deploy.log');
const lines = 500_000;
const refused =
  'An error occurred (ExpiredToken) when calling the PutObject operation: The security token included in the request is expired';
const ordinary = '2026-11-01T10:00:00.0000000Z orders-api | 12:00:00 PM | UPDATE_IN_PROGRESS | AWS::Lambda::Function';
writeFileSync(log, Array.from({ length: lines }, (_, index) => (index % 1000 === 0 ? refused : ordinary)).join('\n'));

const sections = Array.from({ length: 100_000 }, (_, index) =>
  index % 4 === 0 ? `[profile p${index}]` : `k${index}=v`,
);
const assignments = Array.from({ length: 40_000 }, (_, index) => `NAME_${index}="value"`);
const environment = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: `AKIA${'QX7M'.repeat(4)}`,
  AWS_SECRET_ACCESS_KEY: 'k7Tq/W+x'.repeat(5),
};
const lint =
  (files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>> = {}) =>
  () =>
    runAction({ inputs: { level: 'lint', ...inputs }, environment, files });

const readOnly = `
  const lines = require('node:readline').createInterface({ input: require('node:fs').createReadStream(process.argv[1]) });
  let count = 0;
  lines.on('line', () => (count += 1));
`;

const candidates: Readonly<Record<string, { readonly run: () => Promise<unknown>; readonly floor: string }>> = {
  'lint, no files': { run: lint({}), floor: 'lint, no files' },
  'lint, 100,000 lines in both AWS files': {
    run: lint({
      '../.aws/config': sections.join('\n'),
      '../.aws/credentials': sections.join('\n').replaceAll('profile ', ''),
    }),
    floor: 'lint, no files',
  },
  'lint, 40,000 lines in .env': {
    run: lint({ '.env': `${assignments.join('\n')}\n` }, { 'env-files': '.env' }),
    floor: 'lint, no files',
  },
  'Node reads the lines of a log': {
    run: () => execute(process.execPath, ['-e', readOnly, log]),
    floor: 'Node reads the lines of a log',
  },
  'explain the log': { run: () => runCli(['explain', log]), floor: 'Node reads the lines of a log' },
};

const times = new Map<string, number[]>(Object.keys(candidates).map((name) => [name, []]));
for (let round = -1; round < rounds; round += 1) {
  for (const [name, { run }] of Object.entries(candidates)) {
    const started = performance.now();
    await run();
    if (round >= 0) {
      times.get(name)?.push(performance.now() - started);
    }
  }
}
rmSync(folder, { recursive: true, force: true });

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log(
  `\nLarge files, ${rounds} rounds, median and least in ms; a log of ${lines.toLocaleString('en-US')} lines\n`,
);
for (const [name, { floor }] of Object.entries(candidates)) {
  const own = times.get(name) ?? [];
  const beneath = median(times.get(floor) ?? []);
  const ratio = `${(median(own) / beneath).toFixed(1).padStart(5)} x ${floor}`;
  const more = `${(median(own) - beneath).toFixed(0).padStart(5)} ms more`;
  console.log(
    `${name.padEnd(38)} ${median(own).toFixed(0).padStart(5)} ${Math.min(...own)
      .toFixed(0)
      .padStart(5)} ${ratio}, ${more}`,
  );
}
