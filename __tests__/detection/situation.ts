import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { parse } from 'yaml';
import { detect } from '../../src/detection/detect.ts';
import type { Detection, DetectionFacts, FilePort } from '../../src/detection/detection-facts.ts';
import type { Location } from '../../src/diagnoses/finding.ts';
import { readEvent } from '../../src/github/event.ts';
import type { DeployedValue } from '../../src/requirements/deployed.ts';
import { completeTarget, type Target, type TargetFile } from '../../src/requirements/target.ts';
import { openLibrary } from '../../src/workflow/library.ts';

/** A run as the case files describe it; what a case leaves out is a push to main of org/app, step `check` of job `deploy`. */
export interface Situation {
  readonly name: string;
  /** The `targets` input: ids, with `auto` among them unless it is left out. */
  readonly targets?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly ref?: string;
  readonly headRef?: string;
  readonly actions?: boolean;
  readonly job?: string;
  readonly step?: string;
  readonly filledInputs?: Readonly<Record<string, string>>;
  /** Variables of the process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Text of `.github/workflows/deploy.yml`; `steps` are put behind the step `check` of its only job. */
  readonly workflow?: string;
  readonly steps?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** One entry a deployment: `lambda certain`, then its values as `name=value @ file:line`. */
  readonly expected: readonly Expected[];
  readonly observed?: readonly string[];
}

export type Expected = Readonly<Record<string, readonly string[] | null>>;

export function situations(file: string): readonly Situation[] {
  return parse(readFileSync(join(import.meta.dirname, 'cases', file), 'utf8')) as Situation[];
}

export const smallTargets: readonly Target[] = (
  parse(readFileSync(join(import.meta.dirname, 'targets.yml'), 'utf8')) as TargetFile[]
).map((file) => completeTarget({ ...file, title: file.id, sources: [], checks: [] }));

export const workflowPath = '.github/workflows/deploy.yml';

/** A workflow of one job, whose second step is this one; the steps that follow begin in line 9. */
export function workflowWith(steps: string): string {
  return `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: org/aws-cred-preflight@v1
        id: check
${steps.replace(/^(?=.)/gm, '      ')}`;
}

export function filePort(files: Readonly<Record<string, string>>): FilePort {
  const paths = Object.keys(files).sort();
  return {
    find: (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined
        ? { kind: 'absent', path }
        : { kind: 'text', path, text, encoding: 'utf-8', mode: null };
    },
    glob: (patterns) => paths.filter((path) => patterns.some((pattern) => matchesGlob(path, pattern))),
    exists: (path) => paths.some((each) => each === path || each.startsWith(`${path}/`)),
  };
}

export function factsOf(situation: Situation, targets: readonly Target[] = smallTargets): DetectionFacts {
  const { workflow, steps, files = {}, targets: wanted = ['auto'], parameters = {} } = situation;
  const text = workflow ?? (steps === undefined ? undefined : workflowWith(steps));
  const all = text === undefined ? files : { [workflowPath]: text, ...files };
  const ref = situation.ref ?? 'refs/heads/main';
  const environment = {
    GITHUB_ACTIONS: String(situation.actions ?? true),
    GITHUB_EVENT_NAME: situation.event ?? 'push',
    GITHUB_ACTOR: 'octocat',
    GITHUB_REPOSITORY: 'org/app',
    GITHUB_REF: ref,
    GITHUB_HEAD_REF: situation.headRef ?? '',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_WORKFLOW_REF: `org/app/${workflowPath}@${ref}`,
    GITHUB_JOB: situation.job ?? 'deploy',
    GITHUB_ACTION: situation.step ?? 'check',
  };
  const port = filePort(all);
  return {
    targets,
    selected: wanted.flatMap((id) => targets.find((target) => target.id === id) ?? []),
    auto: wanted.includes('auto'),
    given: new Map(Object.entries(parameters)),
    event: readEvent(environment, JSON.stringify({ inputs: situation.filledInputs ?? {} })),
    github: environment,
    eventInputs: new Map(Object.entries(situation.filledInputs ?? {})),
    library: openLibrary((path) => {
      const found = port.find(path);
      return found.kind === 'text' ? found.text : null;
    }),
    files: port,
    variable: (name) => situation.variables?.[name],
  };
}

export function detected(situation: Situation, targets?: readonly Target[]): Detection {
  return detect(factsOf(situation, targets));
}

/** What was detected, in the form of the case files. The workflow's own file is left out of places. */
export function shown({ deployed }: Detection): readonly Expected[] {
  return deployed.map(({ targetId, values, sign, certain }) => {
    const how = sign === null ? 'named' : `${sign.kind} ${place(sign.location)}`;
    return {
      [`${targetId} ${certain ? 'certain' : 'possible'}, ${how}`]: [...values].map(
        ([name, value]) => `${name}=${told(value)}`,
      ),
    };
  });
}

function told({ value, origin }: DeployedValue): string {
  return origin.kind === 'input' ? `${value} @ input` : `${value} @ ${place(origin.location)}`;
}

function place(location: Location | null): string {
  return location === null ? 'nowhere' : `${location.file === workflowPath ? '' : location.file}:${location.line}`;
}
