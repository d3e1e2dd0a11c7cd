import { profileSource } from '../profile-source.ts';
import type { FileValue, SharedView } from '../shared-files.ts';
import type { FileLintContext } from './context.ts';
import { sourceInRun } from './context.ts';
import type { Fault } from './per-profile.ts';

/** Profiles that assume a role: with whose credentials, which role, and whether somebody has to type a code. */
export function roles(view: SharedView, name: string, context: FileLintContext): readonly Fault[] {
  const values = view.profiles.get(name)?.values;
  const roleArn = values?.get('role_arn');
  if (values === undefined || roleArn === undefined) {
    return [];
  }
  const whose = (): string => `The profile ${context.named(name)}`;
  const { kind } = sourceInRun(view, name, context.use);
  const serves = kind === 'role' || kind === 'web-identity' ? 'error' : 'warning';
  const faults = [...badArn(roleArn, whose, context.use.standIn ? 'warning' : serves)];
  if (values.has('web_identity_token_file')) {
    return faults;
  }
  const source = values.get('source_profile');
  const other = values.get('credential_source');
  const fault = (
    code: Fault['code'],
    at: FileValue,
    what: () => string,
    severity: Fault['severity'] = serves,
  ): Fault => ({
    code,
    at: { file: at.file, line: at.line },
    severity,
    say: () => `${whose()} ${what()}`,
  });
  if ((source === undefined) === (other === undefined)) {
    const passes = view.family === 'javascript' && kind !== 'empty';
    const what = (): string =>
      `has role_arn with ${source === undefined ? 'neither source_profile nor' : 'both source_profile and'} credential_source, and needs exactly one of them.${passes ? ' JavaScript tools do not assume the role then, and use what else the profile holds.' : ''}`;
    return [...faults, fault('role-profile-config', other ?? roleArn, what, passes ? 'warning' : 'error')];
  }
  const mfa = values.get('mfa_serial');
  if (mfa !== undefined && mfa.value !== '' && context.chain.has(name) && kind === 'role') {
    faults.push(
      fault('mfa-profile', mfa, () => 'has mfa_serial, so that somebody has to type a code; nobody can in a pipeline.'),
    );
  }
  if (other !== undefined) {
    const known = credentialSources.includes(other.value);
    const what = (): string =>
      `has a credential_source (${other.value.length} characters) that is none of ${credentialSources.join(', ')}; capitals count.`;
    return known ? faults : [...faults, fault('role-profile-config', other, what)];
  }
  return source === undefined ? faults : [...faults, ...badSource(view, name, source, fault, context)];
}

type MakeFault = (code: Fault['code'], at: FileValue, what: () => string) => Fault;

/** Source: botocore's `CANONICAL_NAME`s and `resolveCredentialSource` of @aws-sdk/credential-provider-ini. */
const credentialSources: readonly string[] = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'];

function badSource(
  view: SharedView,
  name: string,
  source: FileValue,
  fault: MakeFault,
  context: FileLintContext,
): readonly Fault[] {
  const next = profileSource(view, source.value, true);
  if (next.kind === 'missing') {
    const what = (): string =>
      `takes its credentials from the profile ${context.named(source.value)}, which the files do not define.`;
    return [fault('file-profile-not-found', source, what)];
  }
  if (next.kind === 'empty') {
    const what = (): string => `takes its credentials from the profile ${context.named(source.value)}, which has none.`;
    return [fault('role-profile-config', source, what)];
  }
  const first = context.circles[view.family].get(name);
  return first === undefined
    ? []
    : [
        fault('role-profile-config', source, () =>
          first === 1
            ? 'names itself in source_profile and holds no keys of its own.'
            : `and ${first - 1} other ${first === 2 ? 'profile' : 'profiles'} name each other in source_profile in a circle, so that none of them leads to keys.`,
        ),
      ];
}

function badArn(roleArn: FileValue, whose: () => string, severity: Fault['severity']): readonly Fault[] {
  const { value, file, line } = roleArn;
  if (value.length <= 2048 && /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(value)) {
    return [];
  }
  const [, what] = arnFlaws.find(([pattern]) => pattern.test(value.slice(0, 2048))) ?? [];
  return [
    {
      code: 'assume-role-bad-arn',
      at: { file, line },
      severity,
      say: () =>
        `${whose()} has a role_arn of ${value.length} characters ${what ?? 'that is not of the form arn:aws:iam::ACCOUNT:role/NAME'}.`,
    },
  ];
}

const arnFlaws: readonly (readonly [RegExp, string])[] = [
  [/^\s*$/, 'that is empty'],
  [/^["'`\u2018-\u201f]|["'`\u2018-\u201f]$/, 'with quotes around it, which no tool takes off'],
  [/^[$%{<]/, 'that is an expression or a fill-in, not an ARN'],
  [/\s[#;]/, 'with a comment in it'],
  [/^arn:aws[a-z-]*:iam::\d{4}-\d{4}-\d{4}:/, 'with dashes in the account id'],
  [/^arn:aws[a-z-]*:sts:/, 'that is the ARN of a session, not of a role'],
  [
    /^arn:aws[a-z-]*:iam::\d{12}:(user|group|policy|instance-profile|oidc-provider|saml-provider|root)/,
    'that names something else than a role',
  ],
  [/^arn:/, 'that is not of the form arn:aws:iam::ACCOUNT:role/NAME'],
  [/^[\w+=,.@/-]{1,128}$/, 'that is no ARN; the name of the role alone is not enough'],
];
