import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Fixtures } from './fixtures.ts';

/** One deployment with one tool: tools/accuracy/scenarios/NAME/scenario.yml, beside the project's files. */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  readonly tool: Tool;
  /** What is deployed, as a sentence without a full stop. */
  readonly title: string;
  /** The inputs of the preflight for this deployment. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Shell commands before the deployment, which are not recorded. */
  readonly setup: readonly string[];
  /** Shell commands of the deployment. It fails when any of them fails. */
  readonly deploy: readonly string[];
  /** Operations that have to have been answered with success, where the exit status does not tell. */
  readonly proof: readonly string[];
  readonly fixtures: Fixtures;
  readonly varying: readonly string[];
  /** Calls that are not refused in turn, with the reason why the deployment needs them or does without: by action. */
  readonly judged: Readonly<Record<string, { readonly needed: boolean; readonly reason: string }>>;
  /** What the recording does not show, as a sentence. */
  readonly note: string | null;
}

export const tools = ['aws-cli', 'sam', 'cdk', 'osls', 'eb', 'terraform', 'ampx'] as const;
export type Tool = (typeof tools)[number];

const root = join(import.meta.dirname, 'scenarios');

/** All of them, by name. */
export function scenarioNames(): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Throws when the file has no tool, title or deployment. */
export function loadScenario(name: string): Scenario {
  const folder = join(root, name);
  const value = parse(readFileSync(join(folder, 'scenario.yml'), 'utf8')) as Partial<Scenario>;
  const { tool, title, deploy } = value;
  if (tool === undefined || !tools.includes(tool) || title === undefined || deploy === undefined) {
    throw new Error(`${name}/scenario.yml needs tool, title and deploy.`);
  }
  return {
    inputs: {},
    setup: [],
    proof: [],
    fixtures: {},
    varying: [],
    judged: {},
    note: null,
    ...value,
    name,
    folder,
    tool,
    title,
    deploy,
  };
}
