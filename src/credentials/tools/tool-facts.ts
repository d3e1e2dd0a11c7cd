import type { ProjectSetting } from '../../project-files/project-setting.ts';
import type { CredentialFacts } from '../facts.ts';
import type { ProfileSource } from '../shared-files/profile-source.ts';
import { profileSource } from '../shared-files/profile-source.ts';
import type { Family, SharedView } from '../shared-files/shared-files.ts';
import { viewOf } from '../shared-files/view.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the tools decide on. They see neither the inputs of this step nor the role that it assumes. */
export interface ToolFacts {
  readonly environment: Environment;
  /** True where an instance could be asked for a role. */
  readonly hasInstance: boolean;
  readonly botocore: FamilyFacts;
  readonly javascript: FamilyFacts;
  readonly project: readonly ProjectSetting[];
}

/** The shared files as one family sees them. */
export interface FamilyFacts {
  /** True when the family stops at the files altogether. */
  readonly isBroken: boolean;
  /** `unknown` for a profile that is there or may be there, where nobody has looked into the files. */
  readonly profile: (name: string, asSource?: boolean) => ProfileSource | { readonly kind: 'unknown' };
  readonly region: (name: string) => string | null;
}

export function toolFacts(facts: CredentialFacts): ToolFacts {
  return {
    environment: facts.environment,
    hasInstance: facts.selfHosted,
    botocore: familyFacts('botocore', facts),
    javascript: familyFacts('javascript', facts),
    project: facts.projectSettings ?? [],
  };
}

function familyFacts(family: Family, facts: CredentialFacts): FamilyFacts {
  return facts.sharedFiles === undefined ? byNames(facts) : byFiles(viewOf(family, facts.sharedFiles), facts);
}

function byFiles(view: SharedView, { sharedFiles }: CredentialFacts): FamilyFacts {
  // A file that this user may not read is an empty one to the tools; what another obstacle hides, they may see.
  const isHidden = [sharedFiles?.config, sharedFiles?.credentials].some(
    (file) => file?.kind === 'unreadable' && !file.denied,
  );
  return {
    isBroken: view.broken !== null,
    profile: (name, asSource) => {
      const source = profileSource(view, name, asSource);
      return source.kind === 'missing' && isHidden ? { kind: 'unknown' } : source;
    },
    region: (name) => view.profiles.get(name)?.values.get('region')?.value ?? null,
  };
}

function byNames({ profiles }: CredentialFacts): FamilyFacts {
  const section = (name: string) => (profiles !== null && Object.hasOwn(profiles, name) ? profiles[name] : undefined);
  return {
    isBroken: false,
    profile: (name) => {
      const isThere = section(name) !== undefined;
      // Nobody names `default`, so that a doubt whether it is there counts for nothing.
      return isThere || (profiles === null && name !== 'default') ? { kind: 'unknown' } : { kind: 'missing' };
    },
    region: (name) => section(name)?.region ?? null,
  };
}
