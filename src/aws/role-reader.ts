import {
  GetInstanceProfileCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import type { OidcProvider, Outcome, ResolvedCredentials, RoleTrust } from './port.ts';
import { configOf, notFromAws, outcomeOf, type SdkRun } from './sdk-run.ts';

/** Reads a role of the credentials' own account. A role that is not there is AWS's failure `NoSuchEntity`. */
export async function readRoleTrust(
  run: SdkRun,
  credentials: ResolvedCredentials,
  region: string,
  roleName: string,
): Promise<Outcome<RoleTrust>> {
  run.calls.iam += 1;
  const outcome = await outcomeOf(run, (recorder, options) => {
    const client = new IAMClient(configOf(run, credentials, region));
    const command = new GetRoleCommand({ RoleName: roleName });
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
  if (!outcome.ok) {
    return { ok: false, failure: outcome.failure };
  }
  const { Arn, AssumeRolePolicyDocument, MaxSessionDuration } = outcome.value.Role ?? {};
  if (Arn === undefined || AssumeRolePolicyDocument === undefined) {
    return { ok: false, failure: notFromAws(outcome.note) };
  }
  const trustPolicy = decode(AssumeRolePolicyDocument);
  return { ok: true, value: { arn: Arn, trustPolicy, maxSessionSeconds: MaxSessionDuration ?? null } };
}

/** Reads which role an instance profile holds: at most one (IAM user guide, "Use instance profiles"). */
export async function readInstanceProfile(
  run: SdkRun,
  credentials: ResolvedCredentials,
  region: string,
  profileName: string,
): Promise<Outcome<string | null>> {
  run.calls.iam += 1;
  const outcome = await outcomeOf(run, (recorder, options) => {
    const client = new IAMClient(configOf(run, credentials, region));
    const command = new GetInstanceProfileCommand({ InstanceProfileName: profileName });
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
  if (!outcome.ok) {
    return { ok: false, failure: outcome.failure };
  }
  const profile = outcome.value.InstanceProfile;
  return profile === undefined
    ? { ok: false, failure: notFromAws(outcome.note) }
    : { ok: true, value: profile.Roles?.[0]?.RoleName ?? null };
}

/** Reads an identity provider of the credentials' own account. One that is not there is AWS's failure `NoSuchEntity`. */
export async function readOidcProvider(
  run: SdkRun,
  credentials: ResolvedCredentials,
  region: string,
  providerArn: string,
): Promise<Outcome<OidcProvider>> {
  run.calls.iam += 1;
  const outcome = await outcomeOf(run, (recorder, options) => {
    const client = new IAMClient(configOf(run, credentials, region));
    const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: providerArn });
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
  if (!outcome.ok) {
    return { ok: false, failure: outcome.failure };
  }
  const { Url, ClientIDList = [], ThumbprintList = [] } = outcome.value;
  return Url === undefined
    ? { ok: false, failure: notFromAws(outcome.note) }
    : { ok: true, value: { url: withoutScheme(Url), clientIds: ClientIDList, thumbprints: ThumbprintList } };
}

/** IAM answers documents URL-encoded after RFC 3986 (IAM API reference, Role); imitations of it send them plain. */
function decode(document: string): string {
  if (document.trimStart().startsWith('{')) {
    return document;
  }
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

function withoutScheme(url: string): string {
  return url.startsWith('https://') ? url.slice('https://'.length) : url;
}
