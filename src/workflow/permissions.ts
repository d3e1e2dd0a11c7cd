import type { Frame } from './place.ts';
import type { Spot } from './sources.ts';
import type { Permissions } from './workflow.ts';
import { listed, named, quoted, where } from './wording.ts';

/** What one level, a job with its file, says about `id-token: write`. */
export type IdToken =
  | { readonly kind: 'granted' }
  /** No `permissions:` at all: the level above decides, or the default of the repository. */
  | { readonly kind: 'silent' }
  /** A block that does not grant it, with the reason as a sentence. */
  | { readonly kind: 'withheld'; readonly sentence: string; readonly at: Spot }
  | { readonly kind: 'unreadable'; readonly at: Spot };

/**
 * A block on the job replaces that of the workflow, and what a block does not name is `none` (GitHub docs, "Workflow
 * syntax", `permissions`). Only `write` lets a job ask for a token, so `read-all` does not (GitHub docs, "OpenID Connect
 * reference", permissions).
 */
export function idTokenOf({ workflow, job }: Frame): IdToken {
  const block = job.permissions ?? workflow.permissions;
  if (block === null) {
    return { kind: 'silent' };
  }
  const at = { file: workflow.file, line: block.line };
  const whose = job.permissions === null ? `the workflow` : `job ${quoted(job.id)}`;
  if (block.kind === 'unreadable') {
    return { kind: 'unreadable', at };
  }
  if (grants(block)) {
    return { kind: 'granted' };
  }
  const replaces = job.permissions !== null && workflow.permissions !== null && grants(workflow.permissions);
  const added = replaces
    ? ` They replace the permissions: of the workflow (line ${workflow.permissions.line}), which grant it.`
    : '';
  return { kind: 'withheld', sentence: `${why(block, whose, at)}${added}`, at };
}

/** A `permissions:` block for the job with what it has now and `id-token: write`, each line from the first column on. */
export function grantingLines({ workflow, job }: Frame): readonly string[] {
  const block = job.permissions ?? workflow.permissions;
  const levels = block?.kind === 'map' ? [...block.levels.values()] : [];
  const kept = levels.filter(
    ({ key, value }) => /^[a-z][a-z-]{1,40}$/.test(key) && key !== 'id-token' && isLevel(value),
  );
  const contents = kept.some(({ key }) => key === 'contents') ? [] : ['  contents: read'];
  return [
    'permissions:',
    '  id-token: write',
    ...contents,
    ...kept.slice(0, 30).map(({ key, value }) => `  ${key}: ${value ?? ''}`),
  ];
}

function grants(block: Permissions): boolean {
  return block.kind === 'all'
    ? block.level === 'write'
    : block.kind === 'map' && block.levels.get('id-token')?.value === 'write';
}

function why(block: Exclude<Permissions, { kind: 'unreadable' }>, whose: string, at: Spot): string {
  if (block.kind === 'all') {
    return `The permissions: of ${whose} (${where(at)}) are read-all, and reading is not enough for id-token, which has to be write.`;
  }
  const entry = block.levels.get('id-token');
  if (entry !== undefined) {
    const level = isLevel(entry.value) ? `id-token: ${entry.value}` : 'something else for id-token';
    return `The permissions: of ${whose} say ${level} (${where({ ...at, line: entry.line })}), and it has to be write.`;
  }
  if (block.levels.size === 0) {
    return `The permissions: of ${whose} (${where(at)}) are empty, which takes every permission away.`;
  }
  const names = [...block.levels.keys()].slice(0, 6).map(named);
  const more = block.levels.size > names.length ? ' and others' : '';
  return `The permissions: of ${whose} (${where(at)}) name ${listed(names)}${more}, and what they do not name, such as id-token, is none.`;
}

function isLevel(value: string | null): value is 'read' | 'write' | 'none' {
  return value === 'read' || value === 'write' || value === 'none';
}
