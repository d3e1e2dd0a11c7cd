import type { DeployedValue } from '../../requirements/deployed.ts';
import type { Target, TargetOrigin } from '../../requirements/target.ts';
import type { Resolver } from '../expressions/context.ts';
import { type ProjectFiles, valueAt } from '../files/project-tree.ts';
import { joinPath } from '../folder.ts';
import { locationOf } from '../location.ts';
import { readers } from '../readers/index.ts';
import { Deploying } from '../readers/reader.ts';
import { safeValue } from '../safe-value.ts';
import { type Match, matchUse } from './match.ts';
import { isInStep } from './step-values.ts';

/** Where a deployment finds its files. */
export interface FileFacts {
  readonly files: ProjectFiles;
  readonly resolver: Resolver;
  readonly ref: string;
  /** The steps that show it, the first one first; none when the user or the files tell. */
  readonly matches: readonly Match[];
  /** The folder without a step. */
  readonly folder: string;
}

/** The value of one parameter in files of the project; `null` where none has it. */
export function fileValue(target: Target, name: string, facts: FileFacts): DeployedValue | null {
  for (const origin of target.parameters.get(name)?.from ?? []) {
    const value = isInStep(origin) ? null : valueOf(origin, name, facts);
    if (value !== null) {
      return value;
    }
  }
  return null;
}

function valueOf(origin: TargetOrigin, name: string, facts: FileFacts): DeployedValue | null {
  const isAny = origin.action === undefined && origin.command === undefined;
  const own = facts.matches.flatMap((match) => (isAny ? match : (matchUse(match.use, origin) ?? [])))[0] ?? null;
  const folder = own === null ? facts.folder : own.use.kind === 'action' ? '' : own.use.folder;
  if (folder === null || (own === null && !isAny)) {
    return null;
  }
  if (origin.reader === undefined) {
    return origin.file === undefined ? null : plainValue(origin.file, origin, folder, facts.files);
  }
  const { files, resolver, ref } = facts;
  const deploying = new Deploying(own, resolver);
  return (
    readers
      .get(origin.reader)?.({ files, folder, deploying, ref })
      .get(origin.value ?? name) ?? null
  );
}

/** Of several files that a glob matches, those that have the value have to agree. */
function plainValue(file: string, origin: TargetOrigin, folder: string, files: ProjectFiles): DeployedValue | null {
  const pattern = joinPath(folder, file);
  const paths = pattern === null ? [] : files.matching(pattern);
  const [first] = paths;
  const { pointer, value } = origin;
  if (pointer === undefined) {
    return value === undefined || first === undefined ? null : stands(value, 'the file', first, 1);
  }
  const found = paths.flatMap((path) => {
    const told = valueAt(files.tree(path), pointer);
    return told === null ? [] : [{ path, line: told.line, value: value ?? safeValue(told.value) }];
  });
  const [told] = found;
  return told?.value == null || found.some((each) => each.value !== told.value)
    ? null
    : stands(told.value, pointer, told.path, told.line);
}

function stands(value: string, what: string, file: string, line: number): DeployedValue {
  return { value, origin: { kind: 'file', what, location: locationOf({ file, line }) } };
}
