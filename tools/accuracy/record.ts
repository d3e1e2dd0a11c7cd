import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMoto } from './moto.ts';
import { permissionOf, type RecordedCall, type Recording, type SeenCall } from './recording.ts';
import { recordingsFolder } from './recordings.ts';
import { runScenario } from './run-scenario.ts';
import { loadScenario, scenarioNames, type Scenario } from './scenario.ts';
import { toolVersion } from './tools.ts';

/** What no policy can refuse, so that nothing hangs on it. */
const alwaysAllowed: Scenario['judged'] = {
  'sts:GetCallerIdentity': {
    needed: false,
    reason: 'AWS answers it to everyone whose credentials are valid, whatever the policies say.', // STS API reference, GetCallerIdentity
  },
};

/**
 * Records scenarios: `npx tsx tools/accuracy/record.ts [--show] [NAME…]`, all without a name. Each is run once as it
 * is, once with exactly the permissions that this took, and once more for each of them without it. `--show` only prints
 * the first run.
 */
async function main(args: readonly string[]): Promise<void> {
  const show = args.includes('--show');
  const named = args.filter((name) => !name.startsWith('--'));
  const moto = await startMoto();
  try {
    for (const name of named.length > 0 ? named : scenarioNames()) {
      await record(loadScenario(name), moto.url, show);
    }
  } finally {
    await moto.close();
  }
}

async function record(scenario: Scenario, moto: string, show: boolean): Promise<void> {
  const version = toolVersion(scenario.tool);
  if (version === null) {
    console.log(`${scenario.name}: skipped, there is no ${scenario.tool} on this machine`);
    return;
  }
  const run = await runScenario(scenario, moto);
  if (run.outside.length > 0) {
    console.log(`${scenario.name}: asked for ${run.outside.join(', ')} in vain`);
  }
  if (show) {
    console.log(run.output);
    console.log(run.calls.map((call) => JSON.stringify(call)).join('\n'));
  }
  if (!run.deployed || run.troubles.length > 0) {
    console.log(`${scenario.name}: NOT DEPLOYED ${run.troubles.join('; ')}\n${run.output}`);
    process.exitCode = 1;
    return;
  }
  if (show) {
    return;
  }
  const known = { ...alwaysAllowed, ...scenario.judged };
  const permissions = new Set(run.calls.map(permissionOf));
  const control = await runScenario(scenario, moto, permissions);
  if (!control.deployed) {
    console.log(`${scenario.name}: NOT DEPLOYED with what was recorded\n${control.output}`);
    process.exitCode = 1;
    return;
  }
  const needed = new Map<string, boolean>();
  for (const call of run.calls) {
    const permission = permissionOf(call);
    if (!Object.hasOwn(known, call.action) && !needed.has(permission)) {
      const rest = new Set([...permissions].filter((one) => one !== permission));
      const { deployed } = await runScenario(scenario, moto, rest);
      needed.set(permission, !deployed);
    }
  }
  const recording: Recording = {
    scenario: scenario.name,
    tool: scenario.tool,
    version,
    calls: run.calls.map((call) => judged(call, known, needed)),
  };
  write(join(recordingsFolder, `${scenario.name}.json`), `${JSON.stringify(recording, null, 2)}\n`);
  console.log(
    `${scenario.name}: ${recording.calls.length} calls, ${recording.calls.filter((call) => call.needed).length} needed`,
  );
}

function judged(call: SeenCall, known: Scenario['judged'], needed: ReadonlyMap<string, boolean>): RecordedCall {
  const given = Object.hasOwn(known, call.action) ? known[call.action] : undefined;
  return given === undefined
    ? { ...call, needed: needed.get(permissionOf(call)) ?? true, established: 'refused' }
    : { ...call, needed: given.needed, established: 'judged', reason: given.reason };
}

function write(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    writeFileSync(path, text);
  }
}

await main(process.argv.slice(2));
