import type { LocatedPolicy } from './authorization/evaluation/located-policy.ts';
import type { Observation } from './diagnoses/finding.ts';
import { locateTrust } from './identity/oidc/trust-policy.ts';
import { InputError } from './input-error.ts';
import { valueOf, type RawInputs } from './inputs.ts';
import { WorkspaceError, type Workspace } from './workspace.ts';

/** The trust policy that the repository says the role has. */
export interface TrustFile {
  /** `null` when the file holds none that can be used; the observations then say why. */
  readonly policy: LocatedPolicy | null;
  readonly observations: readonly Observation[];
  /** The role to compare it for, where the input role-to-assume names none: one of the account that the file speaks of. */
  readonly anyRole: string;
}

/** Reads `trust-policy-file`; `null` when it is not given. Throws InputError when the file cannot be read. */
export function readTrustFile(inputs: RawInputs, workspace: Workspace): TrustFile | null {
  const path = valueOf(inputs, 'trust-policy-file');
  if (path === '') {
    return null;
  }
  const text = readText(path, workspace);
  const located = locateTrust(text, { name: path, file: path });
  const [, partition, accountId] = /arn:(aws[a-z-]{0,16}):iam::(\d{12}):oidc-provider\//.exec(text) ?? [];
  return {
    policy: located.ok ? located.located : null,
    observations: located.ok ? [] : located.observations,
    anyRole: `arn:${partition ?? 'aws'}:iam::${accountId ?? '000000000000'}:role/deploy`,
  };
}

function readText(path: string, workspace: Workspace): string {
  try {
    return workspace.read(path);
  } catch (error) {
    if (error instanceof WorkspaceError) {
      throw new InputError('trust-policy-file', `trust-policy-file names ${error.message}.`);
    }
    throw error;
  }
}
