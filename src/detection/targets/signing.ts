import { type Block, type Entry, findEntry, type Step } from '../../workflow/workflow.ts';
import type { Use } from '../uses/use.ts';
import type { Match } from './match.ts';
import { optionOf } from './step-values.ts';

/** What this step signs with, as far as the workflow writes it: the texts of its inputs and variables, without spaces. */
export type OwnTexts = ReadonlySet<string>;

/** Of this step, of the actions it stands in, and of what the steps before it have put into the environment. */
export function ownTexts(own: readonly Step[], earlier: readonly Use[]): OwnTexts {
  const steps = [...own, ...earlier.filter(isConfiguration).map(({ step }) => step.step)];
  return new Set(steps.flatMap(({ with: inputs, env }) => [...textsOf(inputs), ...textsOf(env)]));
}

/**
 * Whether a step may sign with other credentials than this one: it is given some, or a step in between has set others.
 * What is written as this step's own is the same. `uses` is everything from this step on, in order.
 */
export function signsOtherwise(match: Match, uses: readonly Use[], own: OwnTexts): boolean {
  const { step, scope } = match.use.step;
  const [{ job, workflow }] = scope.frames;
  const shared = [...textsOf(job.env), ...textsOf(workflow.env)];
  const known = new Set([...own, ...shared]);
  const given = [
    ...named(step.env, variables),
    ...(match.kind === 'action' ? named(step.with, inputNames) : []),
    ...uses.slice(0, uses.indexOf(match.use)).filter(isConfiguration).slice(-1).flatMap(configured),
  ];
  const isProfiled = match.kind === 'command' && optionOf(match, ['--profile', '--aws-profile']) !== null;
  return isProfiled || given.some(({ value }) => value === null || !known.has(bare(value)));
}

const variables = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_ROLE_ARN', 'AWS_WEB_IDENTITY_TOKEN_FILE'];

/** As configure-aws-credentials, appleboy/lambda-action and einaregilsson/beanstalk-deploy name theirs. */
const inputNames = ['role-to-assume', 'aws-access-key-id', 'aws_access_key_id', 'aws_access_key', 'aws-profile'];

/** Sets the credentials and the region of the steps behind it. */
export function isConfiguration(use: Use): use is Use & { readonly kind: 'action' } {
  return use.kind === 'action' && use.name === 'aws-actions/configure-aws-credentials';
}

/** The role where it takes one: the keys only lead to it then. */
function configured({ step }: Use): readonly Entry[] {
  const [role] = named(step.step.with, ['role-to-assume']);
  return role === undefined ? named(step.step.with, inputNames) : [role];
}

function named(block: Block, names: readonly string[]): readonly Entry[] {
  return names.flatMap((name) => findEntry(block, name) ?? []).filter(({ value }) => value?.trim() !== '');
}

function textsOf({ entries }: Block): readonly string[] {
  return [...entries.values()].flatMap(({ value }) => (value === null ? [] : [bare(value)]));
}

/** `${{secrets.KEY}}` is `${{ secrets.KEY }}`. */
function bare(text: string): string {
  return text.slice(0, 2000).replace(/\s+/g, '');
}
