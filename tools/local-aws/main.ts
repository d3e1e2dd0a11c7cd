import { parseArgs } from 'node:util';
import { loadScenario, ScenarioError, type Scenario } from './scenario.ts';
import { startLocalAws } from './server.ts';

const usage = 'Usage: npx tsx tools/local-aws/main.ts [--port 4566] [--env PRINCIPAL] SCENARIO.yml';

/** Serves a scenario until it is told to stop; with `--env`, prints a principal's credentials for a shell and ends. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { port: { type: 'string', default: '4566' }, env: { type: 'string' } },
    allowPositionals: true,
  });
  const [file] = positionals;
  const port = Number(values.port);
  if (file === undefined || positionals.length > 1 || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new ScenarioError(usage);
  }
  const scenario = loadScenario(file);
  if (values.env !== undefined) {
    process.stdout.write(environment(scenario, values.env, port));
    return;
  }
  const server = await startLocalAws(scenario, { port });
  process.stdout.write(`${server.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server.close();
    });
  }
}

function environment(scenario: Scenario, name: string, port: number): string {
  const key = scenario.keys.find(({ principal }) => principal.name === name);
  if (key === undefined) {
    throw new ScenarioError(`No key of the scenario belongs to ${name}.`);
  }
  const lines = [
    `AWS_ENDPOINT_URL=http://127.0.0.1:${port}`,
    `AWS_REGION=${scenario.regions[0] ?? ''}`,
    `AWS_ACCESS_KEY_ID=${key.accessKeyId}`,
    `AWS_SECRET_ACCESS_KEY=${key.secretAccessKey}`,
    ...(key.sessionToken === null ? [] : [`AWS_SESSION_TOKEN=${key.sessionToken}`]),
  ];
  return lines.map((line) => `export ${line}\n`).join('');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
