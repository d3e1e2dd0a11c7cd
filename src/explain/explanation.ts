import type { Observation } from '../diagnoses/finding.ts';

/** Who wrote the text, as far as its shape tells. */
export type Tool =
  | 'AWS CLI or boto3'
  | 'AWS SDK for JavaScript'
  | 'AWS SDK for Go'
  | 'AWS SDK for Java'
  | 'AWS SDK for .NET'
  | 'AWS SDK for Rust'
  | 'AWS SDK for C++'
  | 'AWS SDK for PHP'
  | 'AWS SDK for Ruby'
  | 'CloudFormation'
  | 'Terraform'
  | 'EB CLI'
  | 'Amplify'
  | 'Docker'
  | 'configure-aws-credentials';

/** One failure of the log with its true name; the same one again only raises `occurrences`. */
export interface LogObservation extends Observation {
  /** Where it stands first; lines count from 1. */
  readonly line: number;
  readonly occurrences: number;
  readonly tool: Tool | null;
  /** In lower case as in host names, `sts`, where the text names it. */
  readonly service: string | null;
  /** As AWS writes it, `GetCallerIdentity`, where the text names it. */
  readonly operation: string | null;
  /** The IAM action that was denied, `s3:PutObject`; `null` where nothing was denied or the text does not say. */
  readonly action: string | null;
  readonly resource: string | null;
}

/** An error of AWS's that is not about credentials or permissions, and so gets no diagnosis. */
export interface OtherAwsError {
  readonly code: string;
  readonly count: number;
  /** Where it stands first. */
  readonly line: number;
}

/** Looks like a refusal by AWS, but no sign fits. */
export interface UnknownRefusal {
  readonly line: number;
  readonly code: string | null;
  readonly message: string;
}

/** What a log tells. No text in it holds a secret, a control character or more than 700 characters. */
export interface LogExplanation {
  /** In the order in which they first occur. */
  readonly observations: readonly LogObservation[];
  readonly linesRead: number;
  readonly otherAwsErrors: readonly OtherAwsError[];
  readonly unknown: readonly UnknownRefusal[];
  /** True when there were more different failures than are kept. */
  readonly truncated: boolean;
}

/** Takes a log line by line, without the line breaks, and holds no more of it than the message that is being read. */
export interface LogReader {
  push(line: string): void;
  finish(): LogExplanation;
}
