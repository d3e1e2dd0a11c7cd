import type { LocatedPolicy, PolicyProblem } from './authorization/evaluation/located-policy.ts';
import { readPolicyDocument, type PolicyDocument } from './authorization/evaluation/policy-document.ts';
import type { ActionCatalogue } from './authorization/policy-files/action-catalogue.ts';
import { readPolicyFile, type FoundPolicy, type PolicyKind } from './authorization/policy-files/policy-files.ts';
import { lintPolicy } from './authorization/policy-files/policy-lint.ts';
import type { Observation } from './diagnoses/finding.ts';
import { InputError } from './input-error.ts';
import { namedFiles } from './named-files.ts';
import type { Place } from './requirements/placeholder.ts';
import { WorkspaceError, type Workspace } from './workspace.ts';

/** The policies that the repository says the deploying principal will have. */
export interface PolicyFiles {
  readonly observations: readonly Observation[];
  readonly notCovered: readonly string[];
  /** The one account that the policies speak of; `null` when they name none, or several. */
  readonly accountId: string | null;
  /** The documents with pseudo parameters such as `AWS::AccountId` filled in. */
  readonly documentsAt: (place: Place) => PolicyDocuments;
}

export interface PolicyDocuments {
  readonly identity: readonly PolicyDocument[];
  readonly boundary: readonly PolicyDocument[] | null;
  readonly scps: readonly (readonly PolicyDocument[])[] | null;
}

/**
 * Reads the files that the globs of `policy-files` name; `null` without any glob. Throws InputError when the globs name
 * no file or one that cannot be read; what is wrong inside a file is an observation at its line.
 */
export function readPolicyFiles(
  globs: string,
  workspace: Workspace,
  actions: () => ActionCatalogue,
): PolicyFiles | null {
  const files = namedFiles('policy-files', globs, workspace);
  if (files === null) {
    return null;
  }
  const texts = files.map((file) => ({ file, text: readText(file, workspace) }));
  const read = (place: Place | null) => texts.map(({ file, text }) => readPolicyFile(text, file, { place }));
  const readings = read(null);
  const found = readings.flatMap(({ policies }) => policies);
  const once = [...new Map(found.map((policy) => [policy.located, policy])).values()];
  return {
    observations: [
      ...broken(
        readings.flatMap(({ problems }) => problems),
        once,
      ),
      ...ineffective(once, actions),
    ],
    notCovered: [...new Set([...readings.flatMap(({ notes }) => notes), ...severalPrincipals(found)])],
    accountId: onlyAccount(once.filter(({ kind }) => kind === 'identity').map(({ located }) => located)),
    documentsAt: (place) => documentsOf(read(place).flatMap(({ policies }) => policies)),
  };
}

function readText(file: string, workspace: Workspace): string {
  try {
    return workspace.read(file);
  } catch (error) {
    if (error instanceof WorkspaceError) {
      throw new InputError('policy-files', `policy-files names ${error.message}.`);
    }
    throw error;
  }
}

/** Trust and resource policies are no policies of the principal. */
function documentsOf(found: readonly FoundPolicy[]): PolicyDocuments {
  const ofKind = (kind: PolicyKind) =>
    [...new Set(found.filter((policy) => policy.kind === kind).map(({ located }) => located))].flatMap((located) => {
      const reading = readPolicyDocument(located);
      return reading.ok ? [reading.policy] : [];
    });
  const boundary = ofKind('boundary');
  const scps = ofKind('scp');
  return {
    identity: ofKind('identity'),
    boundary: boundary.length === 0 ? null : boundary,
    scps: scps.length === 0 ? null : [scps],
  };
}

function broken(problems: readonly PolicyProblem[], found: readonly FoundPolicy[]): readonly Observation[] {
  const inDocuments = found.flatMap(({ located }) => {
    const reading = readPolicyDocument(located);
    return reading.ok ? [] : reading.problems;
  });
  return [...problems, ...inDocuments].map((problem) => observationOf('policy-invalid', problem));
}

function ineffective(found: readonly FoundPolicy[], actions: () => ActionCatalogue): readonly Observation[] {
  const readable = found.filter(({ located }) => readPolicyDocument(located).ok);
  return readable
    .flatMap((policy) => lintPolicy(policy, actions()))
    .map((problem) => observationOf('policy-ineffective', problem));
}

function observationOf(code: 'policy-invalid' | 'policy-ineffective', problem: PolicyProblem): Observation {
  const { origin, position, sentence } = problem;
  const line = position?.line ?? 1;
  return {
    code,
    detail: `${origin.name}: ${sentence}`,
    ...(origin.file === null ? {} : { location: { file: origin.file, line, endLine: line } }),
  };
}

/** A template can hold many roles, and nothing in it says which of them deploys. */
function severalPrincipals(found: readonly FoundPolicy[]): readonly string[] {
  const names = new Set(found.filter(({ kind }) => kind === 'identity').flatMap(({ attachedTo }) => attachedTo ?? []));
  return names.size < 2
    ? []
    : [`The policy files hold policies of several principals (${[...names].join(', ')}); they were taken together.`];
}

function onlyAccount(policies: readonly LocatedPolicy[]): string | null {
  const ids = new Set(policies.flatMap(({ value }) => JSON.stringify(value ?? null).match(/(?<=:)\d{12}(?=:)/g) ?? []));
  return ids.size === 1 ? ([...ids][0] ?? null) : null;
}
