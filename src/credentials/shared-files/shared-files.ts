import type { FoundFile } from '../../files/found-file.ts';

/** The two files that all AWS tools share, whatever `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` say they are called. */
export interface SharedFiles {
  readonly config: FoundFile;
  readonly credentials: FoundFile;
}

/** The tools on botocore (AWS CLI, EB CLI, SAM, boto3), and those on the JavaScript SDK (CDK, Amplify, this action). */
export type Family = 'botocore' | 'javascript';

/** A value as one family reads it, and where it stands. */
export interface FileValue {
  readonly value: string;
  readonly file: string;
  readonly line: number;
}

export interface FileSection {
  /** Without `profile ` or `sso-session ` in front. */
  readonly name: string;
  readonly file: string;
  /** Of the header; of the first one where a profile is in both files. */
  readonly line: number;
  /** By lower-case name, as the family finds them. The credentials file has won over the config file. */
  readonly values: ReadonlyMap<string, FileValue>;
  /** The same before they were put together, because botocore takes a key pair out of one file only. */
  readonly parts?: { readonly config: FileValues; readonly credentials: FileValues };
}

export type FileValues = ReadonlyMap<string, FileValue>;

/** What one family sees in both files together. */
export interface SharedView {
  readonly family: Family;
  /** Set where the family stops at the files altogether: botocore does, at the first line that breaks the format. */
  readonly broken: { readonly file: string; readonly line: number; readonly sentence: string } | null;
  readonly profiles: ReadonlyMap<string, FileSection>;
  readonly ssoSessions: ReadonlyMap<string, FileSection>;
}
