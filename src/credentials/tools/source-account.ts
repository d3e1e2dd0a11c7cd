import { decodeAccountId } from '../access-key-id.ts';
import type { CredentialFacts } from '../facts.ts';
import type { ProfileSource } from '../shared-files/profile-source.ts';
import { profileSource } from '../shared-files/profile-source.ts';
import { viewOf } from '../shared-files/view.ts';
import type { ToolSource } from './tool-choice.ts';

/** The account that credentials belong to as far as they tell it themselves. */
export interface SourceAccount {
  readonly accountId: string;
  /** A role's ARN says it; a key id only lets it be guessed, by its form. */
  readonly by: 'role' | 'key-id';
}

/** Answers `null` where nothing tells the account: older key ids, sessions that are still to be made, files not looked into. */
export function sourceAccount(source: ToolSource, facts: CredentialFacts): SourceAccount | null {
  const roleArn = roleArnOf(source, facts);
  const accountId = roleArn === null ? null : (/^arn:aws[a-z-]{0,16}:iam::(\d{12}):role\//.exec(roleArn)?.[1] ?? null);
  if (accountId !== null) {
    return { accountId, by: 'role' };
  }
  const keyId = keyIdOf(source, facts);
  const decoded = keyId === null ? null : decodeAccountId(keyId);
  return decoded === null ? null : { accountId: decoded, by: 'key-id' };
}

/** The id of the static key that a source holds. It is a part of a credential: compare it, and never show it. */
export function keyIdOf(source: ToolSource, facts: CredentialFacts): string | null {
  if (source.kind === 'environment') {
    return facts.environment['AWS_ACCESS_KEY_ID'] ?? null;
  }
  const profile = source.kind === 'profile' ? profileOf(source.name, facts) : null;
  return profile?.kind === 'static' ? profile.accessKeyId.value : null;
}

/**
 * Every account id that a finding about tools may name: those of the key ids in the environment and in the shared files,
 * and those of role ARNs in both and in project files. For masking.
 */
export function namedAccountIds(facts: CredentialFacts): readonly string[] {
  const { sharedFiles } = facts;
  const views = sharedFiles === undefined ? [] : [viewOf('botocore', sharedFiles), viewOf('javascript', sharedFiles)];
  const names = new Set(views.flatMap((view) => [...view.profiles.keys()]));
  const sources: readonly ToolSource[] = [
    { kind: 'environment', token: null },
    { kind: 'web-identity' },
    ...[...names].map((name) => ({ kind: 'profile' as const, name, namedBy: null, profile: 'unknown' as const })),
  ];
  const settings = (facts.projectSettings ?? []).filter(({ kind }) => kind === 'account' || kind === 'role');
  const ids = [
    ...sources.map((source) => sourceAccount(source, facts)?.accountId ?? ''),
    ...settings.map(({ value }) => /\d{12}/.exec(value)?.[0] ?? ''),
  ];
  return [...new Set(ids)].filter((id) => id !== '');
}

function roleArnOf(source: ToolSource, facts: CredentialFacts): string | null {
  if (source.kind === 'web-identity') {
    return facts.environment['AWS_ROLE_ARN'] ?? null;
  }
  const profile = source.kind === 'profile' ? profileOf(source.name, facts) : null;
  return profile?.kind === 'role' || profile?.kind === 'web-identity' ? (profile.roleArn?.value ?? null) : null;
}

/** As botocore reads the profile, and as the JavaScript SDK does where botocore finds nothing. */
function profileOf(name: string, { sharedFiles }: CredentialFacts): ProfileSource | null {
  if (sharedFiles === undefined) {
    return null;
  }
  const profile = profileSource(viewOf('botocore', sharedFiles), name);
  return profile.kind === 'missing' ? profileSource(viewOf('javascript', sharedFiles), name) : profile;
}
