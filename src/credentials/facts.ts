import type { ProjectSetting } from '../project-files/project-setting.ts';
import type { SharedFiles } from './shared-files/shared-files.ts';

/** Where a value was read. An input and an environment variable differ: tools trim the one and not the other. */
export type Origin = 'input' | 'environment';

/** The inputs that carry credentials, untrimmed; empty is unset. */
export interface CredentialInputs {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly profile: string;
  readonly region: string;
}

/** What the lint and the choice of a source look at. Read once at the edge; nothing here is trimmed. */
export interface CredentialFacts {
  readonly inputs: CredentialInputs;
  /** Every environment variable that starts with `AWS_`, as it is. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * The sections that the shared config and credentials files define, without `profile ` in front: empty when there
   * are no files, `null` when a file is there and cannot be read, so that nothing is said about what it may define.
   */
  readonly profiles: Readonly<Record<string, { readonly region: string | null }>> | null;
  /** The files themselves; absent where nobody has looked. */
  readonly sharedFiles?: SharedFiles;
  /** What files of the project tell their own tools; absent where nobody has looked. */
  readonly projectSettings?: readonly ProjectSetting[];
  /** True when the files of the instance or container could be asked for credentials: never on a GitHub-hosted runner. */
  readonly selfHosted: boolean;
  /**
   * The ARN or name of the role that this run assumes with the job's OIDC token; absent or empty when it assumes none.
   * With it, a lack of other credentials is no finding, and variables that hold some are not what the run signs with.
   */
  readonly roleToAssume?: string;
}
