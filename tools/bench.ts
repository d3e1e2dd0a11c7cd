import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peerTool } from './peer-tools.ts';
import { loadScenario } from './local-aws/scenario.ts';
import { startLocalAws } from './local-aws/server.ts';
import { runAction, standInEnvironment } from './run-step.ts';

/**
 * Measures the whole process of the built action on the stand-in, against two floors in the same run: an empty Node
 * process, and the two AWS CLI calls that a person would make by hand (one identity, one simulation of one action). The
 * candidates take turns, so that what else the machine does hits all of them; the ratio of medians is the result.
 */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 15);
const execute = promisify(execFile);

const root = join(import.meta.dirname, '..');
const scenario = loadScenario(join(import.meta.dirname, 'local-aws', 'scenarios', 'healthy.yml'));
const [key] = scenario.keys;
if (key === undefined) {
  throw new Error('The scenario has no key.');
}
const aws = await startLocalAws(scenario);
const credentials = {
  ...standInEnvironment(aws.url, key),
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
};
const parameters = {
  lambda: 'function-name: orders-api',
  'elastic-beanstalk': '{ application-name: a, environment-name: e, version-label: v }',
};

const fullRun = (target: keyof typeof parameters) => () =>
  runAction({ inputs: { targets: target, parameters: parameters[target] }, environment: credentials });

const candidates: Readonly<Record<string, () => Promise<unknown>>> = {
  'empty Node process': () => execute(process.execPath, ['-e', '0']),
  'preflight, lint only': () => runAction({ inputs: { level: 'lint' }, environment: credentials }),
  'preflight, lambda': fullRun('lambda'),
  'preflight, elastic-beanstalk': fullRun('elastic-beanstalk'),
  'aws sts + aws iam simulate': async () => {
    const env = { ...process.env, ...credentials };
    await execute(peerTool('aws'), ['sts', 'get-caller-identity'], { env });
    const simulate = [
      'iam',
      'simulate-principal-policy',
      '--policy-source-arn',
      'arn:aws:iam::111122223333:role/deployer',
    ];
    await execute(peerTool('aws'), [...simulate, '--action-names', 'lambda:UpdateFunctionCode'], { env });
  },
};

const times = new Map<string, number[]>(Object.keys(candidates).map((name) => [name, []]));
for (let round = -1; round < rounds; round += 1) {
  for (const [name, candidate] of Object.entries(candidates)) {
    const started = performance.now();
    await candidate();
    if (round >= 0) {
      times.get(name)?.push(performance.now() - started);
    }
  }
}
const { report } = await fullRun('lambda')();
const beanstalk = (await fullRun('elastic-beanstalk')()).report;
await aws.close();

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const floor = median(times.get('empty Node process') ?? []);
const peer = median(times.get('aws sts + aws iam simulate') ?? []);
console.log(`Whole process, ${rounds} rounds, median and least in ms; Node ${process.version}\n`);
for (const [name, values] of times) {
  const own = median(values);
  const least = Math.min(...values);
  const ratios = `${(own / floor).toFixed(1).padStart(5)} x empty Node  ${(own / peer).toFixed(2)} x AWS CLI`;
  console.log(`${name.padEnd(30)} ${own.toFixed(0).padStart(5)} ${least.toFixed(0).padStart(5)}  ${ratios}`);
}
const size = (file: string) => `${(statSync(join(root, 'dist', file)).size / 1024 / 1024).toFixed(2)} MiB`;
console.log(`\nBundles: dist/index.js ${size('index.js')}, dist/cli.js ${size('cli.js')}`);
console.log(
  `Calls: lambda ${JSON.stringify(report?.calls)} for ${report?.checks.length ?? 0} checks, elastic-beanstalk ${JSON.stringify(beanstalk?.calls)} for ${beanstalk?.checks.length ?? 0} checks`,
);
