import { textOf } from '../../files/found-file.ts';
import { settingText, type Branch } from '../../project-files/tree/branch.ts';
import { readJsonTree } from '../../project-files/tree/json-tree.ts';
import { readTomlTree } from '../../project-files/tree/toml-tree.ts';
import { readYamlTree } from '../../project-files/tree/yaml-tree.ts';
import type { FilePort } from '../detection-facts.ts';

const mostFiles = 50;
const mostReads = 500;
const longest = 1024 * 1024;

/** The files of the project, each read and parsed once, at most 500 of them. */
export class ProjectFiles {
  readonly #port: FilePort;
  readonly #texts = new Map<string, string>();
  readonly #trees = new Map<string, Branch | null>();
  readonly #globs = new Map<string, readonly string[]>();

  constructor(port: FilePort) {
    this.#port = port;
  }

  exists(path: string): boolean {
    return this.#port.exists(path);
  }

  /** Empty for a file that is not there, or cannot be read, or is larger than 1 MiB. */
  text(path: string): string {
    const known = this.#texts.get(path);
    if (known !== undefined) {
      return known;
    }
    const read = this.#texts.size < mostReads ? textOf(this.#port.find(path)) : '';
    const text = read.length > longest ? '' : read;
    this.#texts.set(path, text);
    return text;
  }

  /** By the end of its name: YAML, JSON or TOML; `null` for any other, and for what does not parse. */
  tree(path: string): Branch | null {
    const known = this.#trees.get(path);
    if (known !== undefined) {
      return known;
    }
    const tree = parse(path, this.text(path));
    this.#trees.set(path, tree);
    return tree;
  }

  /** The files that a path or a glob stands for, at most 50. */
  matching(pattern: string): readonly string[] {
    if (!isGlob(pattern)) {
      return this.#port.exists(pattern) ? [pattern] : [];
    }
    const known = this.#globs.get(pattern) ?? this.#port.glob([pattern]).slice(0, mostFiles);
    this.#globs.set(pattern, known);
    return known;
  }
}

export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

/** The value at a JSON Pointer (RFC 6901); a truth value as `true` or `false`, `null` for what is no plain value. */
export function valueAt(
  tree: Branch | null,
  pointer: string,
): { readonly value: string; readonly line: number } | null {
  const branch = branchAt(tree, pointer);
  return branch?.kind === 'boolean' ? { value: branch.text, line: branch.line } : settingText(branch);
}

export function branchAt(tree: Branch | null, pointer: string): Branch | null {
  let at = tree;
  for (const key of pointer.split('/').slice(1)) {
    at = at?.children.get(key.replaceAll('~1', '/').replaceAll('~0', '~')) ?? null;
  }
  return at;
}

function parse(path: string, text: string): Branch | null {
  const name = path.toLowerCase();
  if (text === '') {
    return null;
  }
  if (name.endsWith('.json')) {
    return readJsonTree(text).tree;
  }
  if (name.endsWith('.toml')) {
    return readTomlTree(text).tree;
  }
  return /\.ya?ml$/.test(name) ? readYamlTree(text, '1.2').tree : null;
}
