import type { Location } from '../diagnoses/finding.ts';
import type { TerraformChange } from './terraform-change.ts';

/** A Terraform file of the workspace. */
export interface TerraformSource {
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** Where a resource is written; `null` when no file, or more than one that may be meant, holds it. */
export type SourceFinder = (change: TerraformChange, moduleSources: readonly string[]) => Location | null;

/**
 * Finds the block of a resource in the files of the configuration. `planFile` tells the folder of the root module;
 * where two modules hold a block of the same name, the paths that the modules are called with decide.
 */
export function sourceFinder(sources: readonly TerraformSource[], planFile: string): SourceFinder {
  const blocks = new Map<string, Location[]>();
  for (const source of sources) {
    for (const [key, line] of blocksIn(source.text)) {
      const found = blocks.get(key) ?? [];
      found.push({ file: source.file, line, endLine: line });
      blocks.set(key, found);
    }
  }
  return ({ mode, type, name }, moduleSources) => {
    const found = blocks.get(`${mode}.${type}.${name}`) ?? [];
    const [only, ...more] = found;
    if (only === undefined || more.length === 0) {
      return only ?? null;
    }
    const folder = moduleFolder(folderOf(planFile), moduleSources);
    const [fitting, ...others] = found.filter(({ file }) => folder !== null && folderOf(file) === folder);
    return others.length === 0 ? (fitting ?? null) : null;
  };
}

const mostBlocks = 100_000;

/** The header of a block stands on one line (HCL native syntax, "Blocks"). */
function blocksIn(text: string): readonly (readonly [key: string, line: number])[] {
  const found: (readonly [string, number])[] = [];
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(/^[ \t]*(resource|data)[ \t]+"?([\w-]+)"?[ \t]+"?([\w-]+)"?[ \t]*\{/gm)) {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < match.index; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    found.push([`${match[1] === 'data' ? 'data' : 'managed'}.${match[2] ?? ''}.${match[3] ?? ''}`, line]);
    if (found.length >= mostBlocks) {
      break;
    }
  }
  return found;
}

/** `null` for a module that is not in the workspace, such as one of a registry. */
function moduleFolder(root: string, moduleSources: readonly string[]): string | null {
  const parts = root.split('/').filter((part) => part !== '' && part !== '.');
  for (const source of moduleSources) {
    if (!/^\.{1,2}(?:\/|$)/.test(source)) {
      return null;
    }
    for (const part of source.split('/').filter((one) => one !== '' && one !== '.')) {
      if (part !== '..') {
        parts.push(part);
      } else if (parts.pop() === undefined) {
        return null;
      }
    }
  }
  return parts.join('/');
}

function folderOf(file: string): string {
  const parts = file.split('/').filter((part) => part !== '' && part !== '.');
  return parts.slice(0, -1).join('/');
}
