import { readFileSync } from 'node:fs';
import type { CredentialFacts } from './credentials/facts.ts';
import type { SharedFiles } from './credentials/shared-files/shared-files.ts';
import { viewOf } from './credentials/shared-files/view.ts';
import { chooseSigner } from './credentials/signer.ts';
import type { Facts } from './facts.ts';
import type { Location } from './diagnoses/finding.ts';
import { findFile } from './files/find-file.ts';
import { sharedFilePaths } from './files/shared-file-paths.ts';
import { readEvent, type EventFacts } from './github/event.ts';
import { locateStep, workflowPath } from './github/workflow-location.ts';
import type { RawInputs } from './inputs.ts';
import { projectFilePaths, projectSettings } from './project-files/project-files.ts';
import type { Workspace } from './workspace.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const repository = 'org/aws-cred-preflight';

/** Reads, once, everything that a run may know without asking anybody. Files that cannot be read tell nothing. */
export function gatherFacts(inputs: RawInputs, environment: Environment, workspace: Workspace): Facts {
  const payload = readOrNull(() => readFileSync(environment['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
  const event = readEvent(environment, payload);
  const projectFiles = projectFilePaths.map((path) => workspace.find(path)).filter(({ kind }) => kind !== 'absent');
  const sharedFiles = readSharedFiles(environment, workspace);
  const found = credentialFacts(inputs, environment, event, sharedFiles);
  const credentials = { ...found, projectSettings: projectSettings(projectFiles) };
  const signer = chooseSigner(credentials, inputs['role-to-assume'], event.idTokenUrl && event.idTokenRequestToken);
  return {
    inputs,
    credentials: signer?.kind === 'token' ? { ...credentials, roleToAssume: signer.roleArn } : credentials,
    signer,
    projectFiles,
    event,
    github: githubVariables(environment),
    variable: (name) => (Object.hasOwn(environment, name) ? environment[name] : undefined),
    location: event.inActions ? stepLocation(environment, workspace) : null,
    docsBase: docsBase(environment),
  };
}

/** The part of the facts that holds secrets; the files may be left out where only inputs and variables are wanted. */
export function credentialFacts(
  inputs: RawInputs,
  environment: Environment,
  event: EventFacts,
  sharedFiles: SharedFiles | null,
): CredentialFacts {
  const aws = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[0].startsWith('AWS_') && entry[1] !== undefined,
  );
  return {
    inputs: {
      accessKeyId: inputs['aws-access-key-id'],
      secretAccessKey: inputs['aws-secret-access-key'],
      sessionToken: inputs['aws-session-token'],
      profile: inputs['aws-profile'],
      region: inputs['aws-region'],
    },
    environment: Object.fromEntries(aws),
    profiles: sharedFiles === null ? null : profilesOf(sharedFiles),
    ...(sharedFiles === null ? {} : { sharedFiles }),
    selfHosted: event.runnerEnvironment !== 'github-hosted',
  };
}

function readSharedFiles(environment: Environment, workspace: Workspace): SharedFiles {
  const { config, credentials } = sharedFilePaths(environment, workspace.root);
  return { config: findFile(config.path, config.shown), credentials: findFile(credentials.path, credentials.shown) };
}

/** As the JavaScript SDK sees them, which this run resolves with; `null` when a file that is there cannot be read. */
function profilesOf(files: SharedFiles): CredentialFacts['profiles'] {
  if (files.config.kind === 'unreadable' || files.credentials.kind === 'unreadable') {
    return null;
  }
  const { profiles } = viewOf('javascript', files);
  return Object.fromEntries(
    [...profiles].map(([name, { values }]) => [name, { region: values.get('region')?.value ?? null }]),
  );
}

/** Names, ids and refs. What could be a token, or a path of the machine, is not taken over. */
function githubVariables(environment: Environment): Readonly<Record<string, string>> {
  const entries = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      /^GITHUB_(REPOSITORY|REF|HEAD_REF|BASE_REF|EVENT_NAME|ACTOR|WORKFLOW|SERVER_URL|JOB|SHA|RUN_)/.test(entry[0]) &&
      entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

function stepLocation(environment: Environment, workspace: Workspace): Location | null {
  const workflowRef = environment['GITHUB_WORKFLOW_REF'] ?? '';
  const path = workflowPath(workflowRef);
  const text = path === null ? null : workspace.textOrNull(path);
  const step = { workflowRef, job: environment['GITHUB_JOB'] ?? '', step: environment['GITHUB_ACTION'] ?? '' };
  return text === null ? null : locateStep(text, step);
}

/** The pages of the very version that runs, where the runner says which that is. */
function docsBase(environment: Environment): string {
  const action = environment['GITHUB_ACTION_REPOSITORY'] || repository;
  const ref = (environment['GITHUB_ACTION_REPOSITORY'] && environment['GITHUB_ACTION_REF']) || 'main';
  return `https://github.com/${action}/blob/${ref}/docs/diagnoses`;
}

function readOrNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}
