import { folderOf } from '../folder.ts';
import type { DetectionFacts } from '../detection-facts.ts';
import type { Scope } from '../steps/step-at.ts';
import { plain, type Told, unknown } from './value.ts';

/**
 * Values of the `github` context by their names there, and of its variables by theirs (GitHub docs, "Contexts
 * reference" and "Variables reference"). The workspace is told as `.`, because paths are relative to it.
 */
export function github(path: readonly string[], facts: DetectionFacts, scope: Scope): Told {
  const name = path
    .join('.')
    .replace(/^GITHUB_/, '')
    .toLowerCase();
  const { event } = facts;
  const derived = new Map<string, string>([
    ['workspace', '.'],
    ['action_path', actionFolder(scope)],
    ['event_name', event.name],
    ['repository', event.repository],
    ['event.repository.name', event.repository.split('/')[1] ?? ''],
    ['event.repository.full_name', event.repository],
    ['repository_owner', event.repository.split('/')[0] ?? ''],
    ['event.repository.owner.login', event.repository.split('/')[0] ?? ''],
    ['ref', event.ref],
    ['ref_name', event.ref.replace(/^refs\/(?:heads|tags|pull)\//, '')],
    ['head_ref', event.headRef],
    ['event.pull_request.head.ref', event.headRef],
    ['event.pull_request.number', /^refs\/pull\/(\d+)\//.exec(event.ref)?.[1] ?? ''],
    ['event.number', /^refs\/pull\/(\d+)\//.exec(event.ref)?.[1] ?? ''],
    ['actor', event.actor],
    ['server_url', event.serverUrl],
    ['job', event.job],
  ]);
  const value = derived.get(name);
  if (value !== undefined) {
    return value !== '' || mayBeEmpty.has(name) ? plain(value, null) : unknown;
  }
  const key = `GITHUB_${name.toUpperCase()}`;
  return plainNames.has(name) && Object.hasOwn(facts.github, key) ? plain(facts.github[key] ?? '', null) : unknown;
}

/** In a run that no pull request started. */
const mayBeEmpty: ReadonlySet<string> = new Set([
  'head_ref',
  'event.pull_request.head.ref',
  'event.pull_request.number',
  'event.number',
]);

const plainNames: ReadonlySet<string> = new Set([
  'sha',
  'run_id',
  'run_number',
  'run_attempt',
  'base_ref',
  'ref_type',
  'workflow',
  'repository_id',
  'repository_owner_id',
]);

function actionFolder({ actions }: Scope): string {
  const file = actions.at(-1)?.action.file;
  const folder = file === undefined ? '' : folderOf(file);
  return file === undefined ? '' : folder === '' ? '.' : `./${folder}`;
}
