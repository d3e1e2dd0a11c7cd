import { join } from 'node:path';
import { convert } from 'html-to-text';
import { marked } from 'marked';
import pc from 'picocolors';
import { loadScenario, type AccessKey } from './local-aws/scenario.ts';
import { startLocalAws } from './local-aws/server.ts';
import { runAction, type StepRun } from './run-step.ts';

/** Three runs of the built action on the local stand-in, shown as the runner shows a step, each with its job summary. */
interface Act {
  readonly title: string;
  readonly scenario: string;
  readonly environment: (key: AccessKey) => Readonly<Record<string, string>>;
  /** What the step must answer; a demo that shows something else has failed. */
  readonly expected: { readonly result: string; readonly codes: readonly string[] };
}

const acts: readonly Act[] = [
  {
    title: 'A role that may do everything the deployment needs',
    scenario: 'healthy',
    environment: (key) => ({ AWS_SESSION_TOKEN: key.sessionToken ?? '' }),
    expected: { result: 'passed', codes: [] },
  },
  {
    title: 'The same role, one action short',
    scenario: 'denied',
    environment: (key) => ({ AWS_SESSION_TOKEN: key.sessionToken ?? '' }),
    expected: { result: 'failed', codes: ['authz-identity-implicit'] },
  },
  {
    title: 'A temporary key (ASIA) whose session token was forgotten',
    scenario: 'healthy',
    environment: () => ({}),
    expected: { result: 'failed', codes: ['env-asia-no-token'] },
  },
];

const folder = join(import.meta.dirname, 'local-aws', 'scenarios');
const inputs = { targets: 'lambda', parameters: 'function-name: orders-api\nrole: orders-api-execution' };
let unexpected = 0;
for (const act of acts) {
  const run = await play(act);
  show(act, run);
  if (
    run.report?.result !== act.expected.result ||
    !act.expected.codes.every((code) => run.outputs['codes']?.includes(code))
  ) {
    unexpected += 1;
    console.error(pc.red(`This run was to end "${act.expected.result}".`));
  }
}
process.exitCode = unexpected === 0 ? 0 : 1;

async function play(act: Act): Promise<StepRun> {
  const scenario = loadScenario(join(folder, `${act.scenario}.yml`));
  const [key] = scenario.keys;
  if (key === undefined) {
    throw new Error(`The scenario ${act.scenario} has no key.`);
  }
  const aws = await startLocalAws(scenario);
  try {
    return await runAction({
      inputs,
      environment: {
        AWS_ENDPOINT_URL: aws.url,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: key.accessKeyId,
        AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
        ...act.environment(key),
      },
    });
  } finally {
    await aws.close();
  }
}

function show(act: Act, run: StepRun): void {
  const line = '─'.repeat(100);
  console.log(pc.bold(`\n${line}\n${act.title}\n${line}\n`));
  console.log(pc.dim('The log of the step:\n'));
  console.log(asLogged(run));
  console.log(pc.dim('\nThe job summary, rendered:\n'));
  console.log(rendered(run.summary));
  console.log(pc.dim(`\nOutputs: ${JSON.stringify({ ...run.outputs, policy: undefined })}`));
  console.log(pc.dim(`Exit status ${String(run.status)}, ${run.milliseconds} ms for the whole process.`));
}

/** The runner takes commands out of the log, colours annotations, and puts asterisks where a masked value stands. */
function asLogged(run: StepRun): string {
  const masks = run.commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message);
  const colours: Readonly<Record<string, (text: string) => string>> = {
    error: pc.red,
    warning: pc.yellow,
    notice: pc.cyan,
  };
  const lines = run.stdout.split('\n').flatMap((text) => {
    const command = /^::(error|warning|notice)[^:]*.*?::(.*)$/.exec(text);
    const [, level = '', message = ''] = command ?? [];
    const colour = colours[level];
    if (colour !== undefined) {
      const word = level.charAt(0).toUpperCase() + level.slice(1);
      return [colour(`${word}: ${message.replaceAll('%0A', '\n').replaceAll('%25', '%')}`)];
    }
    return text.startsWith('::') ? [] : [text];
  });
  return masks.reduce((log, mask) => log.replaceAll(mask, '***'), lines.join('\n').trim());
}

function rendered(summary: string): string {
  const html = marked.parse(summary, { async: false });
  return convert(html, {
    wordwrap: 100,
    selectors: [
      { selector: 'table', format: 'dataTable', options: { maxColumnWidth: 38, uppercaseHeaderCells: false } },
      { selector: 'a', options: { ignoreHref: true } },
      ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}
