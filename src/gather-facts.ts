import { readFileSync } from 'node:fs';
import { readProfiles } from './aws/profiles.ts';
import type { CredentialFacts } from './credentials/facts.ts';
import type { Facts } from './facts.ts';
import type { Location } from './diagnoses/finding.ts';
import { readEvent, type EventFacts } from './github/event.ts';
import { locateStep, workflowPath } from './github/workflow-location.ts';
import type { RawInputs } from './inputs.ts';
import type { Workspace } from './workspace.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const repository = 'org/aws-cred-preflight';

/** Reads, once, everything that a run may know without asking anybody. Files that cannot be read tell nothing. */
export async function gatherFacts(inputs: RawInputs, environment: Environment, workspace: Workspace): Promise<Facts> {
  const event = readEvent(
    environment,
    readOrNull(() => readFileSync(environment['GITHUB_EVENT_PATH'] ?? '', 'utf8')),
  );
  return {
    inputs,
    credentials: credentialFacts(inputs, environment, event, await readProfiles(environment)),
    event,
    location: event.inActions ? stepLocation(environment, workspace) : null,
    docsBase: docsBase(environment),
  };
}

/** The part of the facts that holds secrets; `profiles` may be left out where only those are wanted. */
export function credentialFacts(
  inputs: RawInputs,
  environment: Environment,
  event: EventFacts,
  profiles: CredentialFacts['profiles'] = null,
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
    profiles,
    selfHosted: event.runnerEnvironment !== 'github-hosted',
  };
}

function stepLocation(environment: Environment, workspace: Workspace): Location | null {
  const workflowRef = environment['GITHUB_WORKFLOW_REF'] ?? '';
  const path = workflowPath(workflowRef);
  const text = path === null ? null : readOrNull(() => workspace.read(path));
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
