import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Requirement } from '../src/requirements/requirement.ts';
import { compare, neededOfCaller, type ComparedCall, type Comparison } from '../tools/accuracy/compare.ts';
import { derive, deriveWithoutInputs } from '../tools/accuracy/derive.ts';
import type { Recording } from '../tools/accuracy/recording.ts';
import { loadRecordings } from '../tools/accuracy/recordings.ts';
import { loadScenario, type Scenario } from '../tools/accuracy/scenario.ts';

export const pagePath = fileURLToPath(new URL('../docs/accuracy.md', import.meta.url));

/** A deployment that was recorded, beside what the preflight derives for it. */
export interface Measured {
  readonly scenario: Scenario;
  readonly recording: Recording;
  readonly comparison: Comparison;
  /** The same without any input. */
  readonly alone: Comparison;
  /** How many checks the template adds: calls of CloudFormation's, which no tool makes. */
  readonly ofTemplates: number;
  /** Why nothing was derived; `null` when something was. */
  readonly problem: string | null;
}

/** Why an error check that the tool never called is right all the same. */
export interface NeverCalled {
  readonly scenario: string;
  readonly action: string;
  readonly reason: string;
}

/** Compares every recording; runs no tool. */
export function measure(): readonly Measured[] {
  return loadRecordings().map((recording) => {
    const scenario = loadScenario(recording.scenario);
    const { requirements, ofTemplates, problem } = derive(scenario);
    return {
      scenario,
      recording,
      comparison: compare(recording, requirements),
      alone: compare(recording, deriveWithoutInputs(scenario).requirements),
      ofTemplates: ofTemplates.length,
      problem,
    };
  });
}

export function loadReasons(): readonly NeverCalled[] {
  const path = fileURLToPath(new URL('../tools/accuracy/never-called.json', import.meta.url));
  return JSON.parse(readFileSync(path, 'utf8')) as readonly NeverCalled[];
}

/** The reason for one check of one scenario, or `null`. */
export function reasonOf(reasons: readonly NeverCalled[], scenario: string, { action }: Requirement): string | null {
  return reasons.find((one) => one.scenario === scenario && one.action === action)?.reason ?? null;
}

/** Error checks that the tool never called, with inputs or without, each once. */
export function neverCalled({ comparison, alone }: Measured): readonly Requirement[] {
  return once([...comparison.neverCalled, ...alone.neverCalled]);
}

/** Error checks whose refusal the tool did not mind, with inputs or without, each once. */
export function notNeeded({ comparison, alone }: Measured): readonly Requirement[] {
  return once([...comparison.notNeeded, ...alone.notNeeded]);
}

function once(all: readonly Requirement[]): readonly Requirement[] {
  return [...new Map(all.map((one) => [`${one.action} ${one.resource}`, one])).values()];
}

/** The page for people, as it is to be in the repository. */
export async function renderPage(measured: readonly Measured[], reasons: readonly NeverCalled[]): Promise<string> {
  const sections = [
    ...introduction(measured),
    table(measured),
    '## Gaps, and what the recordings do not show',
    ...measured.flatMap((one) => section(one, reasons)),
    '## What could not be recorded',
    notRecorded.map((sentence) => `- ${sentence}`).join('\n'),
    '## How to do it again',
    again,
  ];
  const config = await resolveConfig(pagePath);
  return format(sections.join('\n\n'), { ...config, parser: 'markdown' });
}

function introduction(measured: readonly Measured[]): readonly string[] {
  const needed = measured.flatMap(({ comparison }) => neededOfCaller(comparison));
  const covered = needed.filter(isCovered);
  const checks = measured.flatMap(({ comparison }) => comparison.errorChecks);
  const idle = measured.flatMap(({ comparison }) => comparison.neverCalled);
  const needless = measured.flatMap(({ comparison }) => comparison.notNeeded);
  const hints = measured.flatMap(({ alone }) => neededOfCaller(alone)).filter(isCovered);
  const tools = new Map(measured.map(({ recording: { tool, version } }) => [toolNames[tool] ?? tool, version]));
  const named = [...tools].map(([name, version]) => `${name} ${version}`).join(', ');
  return [
    '# How well the checks match what deploy tools call',
    `Real deploy tools (${named}) made ${measured.length} deployments against [moto](https://github.com/getmoto/moto), with every call recorded. From the same project, a workflow with the same commands, and inputs that name the target and what it deploys, the preflight derived what the deployment needs. Of ${needed.length} permissions that a deployment could not do without, ${covered.length} were derived; of ${checks.length} checks that fail a run, ${idle.length} were about something that the tool never called, and ${needless.length} about something that it goes on without. Without any input ${hints.length} of the ${needed.length} were derived.`,
    [
      '- **calls** are permissions that the tool made use of: an action, the principal that called it, and the resource where the request names it. An operation that needs several permissions counts as several.',
      '- **needed** are those without which the deployment failed: the tool was run again with exactly the permissions of its first run but this one. `sts:GetCallerIdentity` does not count, since AWS refuses it to nobody.',
      '- **covered** means that a requirement of the preflight has the action, the principal and, where it is known, the resource. What is covered **as an error** fails the run before the deployment does; the rest warns, mostly because not every deployment of its kind calls it.',
      '- **error checks** are requirements that fail a run when they are denied. One that is **never called**, or **not needed** since the tool goes on when it is refused, would fail a deployment that works.',
      '- **through roles** are needed calls of roles that the tool assumes. Their permissions come from the bootstrap, not from the caller, and they are counted apart.',
      '- **without inputs** is the same comparison for a run that is told nothing, so that all is found in the workflow, whose steps are the commands of the deployment, and in the files of the project. Commands that create a table, a queue or a state machine count as no sign of a deployment, since tests run them too.',
      '- **from the template** are checks of what CloudFormation calls for the resources of the template. No tool makes these calls, so that they are not compared.',
    ].join('\n'),
    'What happens inside AWS is not recorded: CloudFormation creates resources, Elastic Beanstalk updates an environment, and Lambda fetches an image without a call from this machine. For these calls the targets and resource types name their sources.',
    'This page is generated from `__tests__/accuracy/recordings`; run `npx tsx scripts/accuracy-table.ts`.',
  ];
}

const toolNames: Readonly<Record<string, string>> = {
  'aws-cli': 'AWS CLI',
  sam: 'SAM CLI',
  cdk: 'CDK CLI',
  osls: 'osls',
  eb: 'EB CLI',
  terraform: 'Terraform',
  ampx: 'ampx',
};

/** Prettier would make every cell as wide as the widest one. */
function table(measured: readonly Measured[]): string {
  const head = [
    '| deployment | tool | calls | needed | needed and covered | as errors | all covered | error checks | never called | not needed | through roles | without inputs: needed and covered | never called | from the template |',
    '| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
  ];
  return ['<!-- prettier-ignore-start -->', '', ...head, ...measured.map(row), '', '<!-- prettier-ignore-end -->'].join(
    '\n',
  );
}

function row({ scenario, recording, comparison, alone, ofTemplates }: Measured): string {
  const own = comparison.calls.filter(({ call }) => call.principal === 'caller');
  const needed = neededOfCaller(comparison);
  const roles = comparison.calls.filter(({ call }) => call.principal !== 'caller' && call.needed);
  const cells = [
    `${scenario.title}: [\`${scenario.name}\`](../__tests__/accuracy/recordings/${scenario.name}.json)`,
    `${toolNames[recording.tool] ?? recording.tool} ${recording.version}`,
    own.length,
    needed.length,
    share(needed),
    String(needed.filter(({ coveredBy }) => coveredBy?.severity === 'error').length),
    share(own),
    comparison.errorChecks.length,
    comparison.neverCalled.length,
    comparison.notNeeded.length,
    roles.length === 0 ? '' : `${roles.length}, ${roles.filter(isCovered).length} covered`,
    share(neededOfCaller(alone)),
    alone.neverCalled.length,
    ofTemplates === 0 ? '' : ofTemplates,
  ];
  return `| ${cells.join(' | ')} |`;
}

function share(calls: readonly ComparedCall[]): string {
  return calls.length === 0 ? 'none' : `${Math.floor((100 * calls.filter(isCovered).length) / calls.length)} %`;
}

function isCovered({ coveredBy }: ComparedCall): boolean {
  return coveredBy !== null;
}

function section(measured: Measured, reasons: readonly NeverCalled[]): readonly string[] {
  const { scenario, comparison, problem } = measured;
  const open = comparison.calls.filter((one) => !isCovered(one));
  const reasoned = (one: Requirement): string =>
    `\`${one.action}\` on \`${one.resource}\`: ${reasonOf(reasons, scenario.name, one) ?? 'no reason is known.'}`;
  const [own, roles] = [open.filter(ofCaller), open.filter((one) => !ofCaller(one))];
  const lists = [
    list('Needed, but not derived', own.filter(isNeeded).map(described)),
    list('Called, not derived, and not needed', own.filter((one) => !isNeeded(one)).map(described)),
    list('Of roles that the tool assumes, not derived', roles.map(described)),
    list('Derived as an error, but never called', neverCalled(measured).map(reasoned)),
    list('Derived as an error, but the tool goes on without', notNeeded(measured).map(reasoned)),
  ].filter((text) => text !== '');
  const told = [
    ...(scenario.note === null ? [] : [scenario.note]),
    ...(problem === null ? [] : [`Nothing was derived: ${problem}`]),
    ...lists,
  ];
  return told.length === 0 ? [] : [`### ${scenario.name}`, `${scenario.title}.`, ...told];
}

function ofCaller({ call }: ComparedCall): boolean {
  return call.principal === 'caller';
}

function isNeeded({ call }: ComparedCall): boolean {
  return call.needed;
}

function list(title: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : `${title}:\n\n${entries.map((entry) => `- ${entry}`).join('\n')}`;
}

function described({ call }: ComparedCall): string {
  const { action, operation, resource, principal, needed, reason } = call;
  const where = resource === null || resource === '*' ? '' : ` on \`${resource}\``;
  const who = principal === 'caller' ? '' : ` as \`${principal.split('/').at(-1) ?? ''}\``;
  const asked = action.endsWith(`:${operation}`) ? '' : ` (${operation})`;
  const hangs = reason ?? (needed ? 'The deployment fails without it.' : 'The tool goes on when it is refused.');
  return `\`${action}\`${asked}${where}${who}. ${hangs}`;
}

const notRecorded: readonly string[] = [
  'The actions of aws-actions and others on GitHub: no registry has them as packages. Their targets name the source files that were read.',
  'AWS CLI version 2 is not on PyPI; version 1, which is, makes the same calls for these commands as far as their API models go.',
  'Serverless Framework v4 asks for a licence before it runs. osls is the fork of v3 under the MIT licence.',
  '`docker push`: it speaks the registry’s protocol with a token, so that its requests carry no signature. Which permissions ECR asks for is in its documentation.',
  'What CloudFormation, Elastic Beanstalk, App Runner and Lambda call inside AWS.',
  'Terraform providers: they are not on npm or PyPI. The S3 backend needs none, and is recorded where Terraform is on the machine.',
  '`kubectl` and `helm`: the cluster decides what they may do, by its own access entries.',
];

const again = [
  '    tools/accuracy/install.sh                        # the tools, into folders of their own',
  '    npx tsx tools/accuracy/record.ts NAME            # records one deployment, with every permission refused in turn',
  '    npm run test:accuracy                            # runs all tools again and compares with the recordings',
].join('\n');

async function main(argument: string | undefined): Promise<void> {
  const page = await renderPage(measure(), loadReasons());
  if (argument !== '--check') {
    writeFileSync(pagePath, page);
  } else if (readFileSync(pagePath, 'utf8') !== page) {
    console.error('docs/accuracy.md is not what the recordings and the targets say');
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv[2]);
}
