import type { Family } from '../shared-files.ts';
import type { FileKind } from './context.ts';

/** The tools of a family, as a sentence names them. */
export const tools: Readonly<Record<Family, string>> = {
  botocore: 'the AWS CLI, SAM and boto3',
  javascript: 'tools on the JavaScript SDK (CDK, Amplify, this action)',
};

export const otherFamily: Readonly<Record<Family, Family>> = { botocore: 'javascript', javascript: 'botocore' };

export const fileNames: Readonly<Record<FileKind, string>> = {
  config: 'config file',
  credentials: 'credentials file',
};

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The settings that hold static credentials. */
export const keySettings: ReadonlySet<string> = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
]);

/**
 * The settings on which credentials and region of a run depend, and those that stop a tool when they are wrong. Only
 * these are ever named in a finding: anything else in front of a `=` may be a piece of a value.
 */
export const knownSettings: ReadonlySet<string> = new Set([
  ...keySettings,
  'region',
  'output',
  'endpoint_url',
  'role_arn',
  'source_profile',
  'credential_source',
  'mfa_serial',
  'external_id',
  'role_session_name',
  'duration_seconds',
  'web_identity_token_file',
  'credential_process',
  'login_session',
  'sso_session',
  'sso_account_id',
  'sso_role_name',
  'sso_region',
  'sso_start_url',
  'sso_registration_scopes',
]);
