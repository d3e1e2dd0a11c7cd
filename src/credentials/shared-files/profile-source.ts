import type { Family, FileSection, FileValue, FileValues, SharedView } from './shared-files.ts';
import type { SsoSource } from './sso-source.ts';
import { ssoOfBotocore, ssoOfJavascript } from './sso-source.ts';

/** What a profile says about where its credentials come from. `null` stands for a setting that the profile lacks. */
export type ProfileSource =
  | StaticSource
  | RoleSource
  | SsoSource
  | { readonly kind: 'process'; readonly command: FileValue }
  | { readonly kind: 'web-identity'; readonly tokenFile: FileValue; readonly roleArn: FileValue | null }
  | { readonly kind: 'login'; readonly session: FileValue }
  | { readonly kind: 'empty' }
  | { readonly kind: 'missing' };

export interface StaticSource {
  readonly kind: 'static';
  readonly accessKeyId: FileValue;
  /** `null` only for botocore, which stops with PartialCredentialsError; the JavaScript SDK looks for another source. */
  readonly secretAccessKey: FileValue | null;
  readonly sessionToken: FileValue | null;
}

export interface RoleSource {
  readonly kind: 'role';
  /** `null` only for a profile that another one names as its source, and that hands on its `credential_source`. */
  readonly roleArn: FileValue | null;
  /** botocore stops when both are there or neither; the JavaScript SDK then does not take the profile for a role. */
  readonly sourceProfile: FileValue | null;
  readonly credentialSource: FileValue | null;
  readonly mfaSerial: FileValue | null;
}

/**
 * Where one family takes the credentials of a profile from, by its own precedence inside a profile. `asSource` is true
 * for a profile that another one names in `source_profile`: there, keys go before a role.
 *
 * Ask `view.broken` first: where a family stops at the files altogether, every profile is `missing`.
 *
 * Sources: botocore's `create_credential_resolver` and `ProfileProviderBuilder`; `resolveProfileData` of
 * @aws-sdk/credential-provider-ini.
 */
export function profileSource(view: SharedView, name: string, asSource = false): ProfileSource {
  const section = view.profiles.get(name);
  if (section === undefined) {
    return { kind: 'missing' };
  }
  for (const rule of precedence[view.family]) {
    const source = rule(section, view, asSource);
    if (source !== null) {
      return source;
    }
  }
  return { kind: 'empty' };
}

type SourceRule = (section: FileSection, view: SharedView, asSource: boolean) => ProfileSource | null;

/** First match wins. */
const precedence: Readonly<Record<Family, readonly SourceRule[]>> = {
  botocore: [
    roleOfBotocore,
    webIdentityOfBotocore,
    ssoOfBotocore,
    (section) => keysOfBotocore(section.parts?.credentials ?? section.values),
    login,
    processOf,
    (section) => keysOfBotocore(section.parts?.config ?? section.values),
  ],
  javascript: [
    (section, _view, asSource) => (asSource ? keysOfJavascript(section) : null),
    roleOfJavascript,
    keysOfJavascript,
    webIdentityOfJavascript,
    processOf,
    ssoOfJavascript,
    login,
  ],
};

function roleOfBotocore({ values }: FileSection, _view: SharedView, asSource: boolean): RoleSource | null {
  const keys = asSource && (values.has('aws_access_key_id') || values.has('aws_secret_access_key'));
  return values.has('role_arn') && !values.has('web_identity_token_file') && !keys ? role(values) : null;
}

function roleOfJavascript({ values }: FileSection, _view: SharedView, asSource: boolean): RoleSource | null {
  const handsOn = asSource && !values.has('role_arn') && values.has('credential_source');
  const whole = values.has('role_arn') && values.has('source_profile') !== values.has('credential_source');
  return handsOn || whole ? role(values) : null;
}

function role(values: FileValues): RoleSource {
  return {
    kind: 'role',
    roleArn: values.get('role_arn') ?? null,
    sourceProfile: values.get('source_profile') ?? null,
    credentialSource: values.get('credential_source') ?? null,
    mfaSerial: values.get('mfa_serial') ?? null,
  };
}

function webIdentityOfBotocore({ values }: FileSection): ProfileSource | null {
  const tokenFile = values.get('web_identity_token_file');
  return tokenFile === undefined || tokenFile.value === ''
    ? null
    : { kind: 'web-identity', tokenFile, roleArn: values.get('role_arn') ?? null };
}

function webIdentityOfJavascript({ values }: FileSection): ProfileSource | null {
  const tokenFile = values.get('web_identity_token_file');
  const roleArn = values.get('role_arn');
  return tokenFile === undefined || roleArn === undefined ? null : { kind: 'web-identity', tokenFile, roleArn };
}

function keysOfBotocore(values: FileValues): StaticSource | null {
  const accessKeyId = values.get('aws_access_key_id');
  return accessKeyId === undefined
    ? null
    : {
        kind: 'static',
        accessKeyId,
        secretAccessKey: values.get('aws_secret_access_key') ?? null,
        sessionToken: values.get('aws_security_token') ?? values.get('aws_session_token') ?? null,
      };
}

function keysOfJavascript({ values }: FileSection): StaticSource | null {
  const accessKeyId = values.get('aws_access_key_id');
  const secretAccessKey = values.get('aws_secret_access_key');
  return accessKeyId === undefined || secretAccessKey === undefined
    ? null
    : { kind: 'static', accessKeyId, secretAccessKey, sessionToken: values.get('aws_session_token') ?? null };
}

function processOf({ values }: FileSection): ProfileSource | null {
  const command = values.get('credential_process');
  return command === undefined ? null : { kind: 'process', command };
}

function login({ values }: FileSection, { family }: SharedView): ProfileSource | null {
  const session = values.get('login_session');
  return session === undefined || (family === 'javascript' && session.value === '') ? null : { kind: 'login', session };
}
