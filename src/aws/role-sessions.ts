import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient, type Credentials } from '@aws-sdk/client-sts';
import type { ResponseNote } from './failure.ts';
import { withoutToken } from './hidden-token.ts';
import type { Outcome, ResolvedCredentials, WebIdentityRequest } from './port.ts';
import { configOf, notFromAws, outcomeOf, type SdkRun } from './sdk-run.ts';

/**
 * Exchanges a token for a session. The request is not signed, and no credentials are ever looked for: neither a stray
 * key in the environment nor the instance's role may play a part in it. Throttling, 5xx, network faults and
 * IDPCommunicationError, which the API's model calls retryable, are tried again by the SDK; a refusal is not.
 */
export async function assumeRoleWithWebIdentity(
  run: SdkRun,
  { roleArn, token, region, sessionName }: WebIdentityRequest,
): Promise<Outcome<ResolvedCredentials>> {
  run.calls.sts += 1;
  const outcome = await outcomeOf(run, (recorder, options) => {
    const { requestHandler, maxAttempts } = run.settings;
    const client = new STSClient({
      region,
      requestHandler,
      maxAttempts,
      retryMode: 'standard',
      // AWS_AUTH_SCHEME_PREFERENCE could otherwise put a signature first, and the default chain behind it.
      authSchemePreference: [],
      credentials: () => Promise.reject(new Error('AssumeRoleWithWebIdentity takes no credentials.')),
    });
    const command = new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: sessionNameOf(sessionName),
      WebIdentityToken: token,
    });
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
  run.clockAheadSeconds = outcome.note.clockAheadSeconds ?? run.clockAheadSeconds;
  if (!outcome.ok) {
    const { failure } = outcome;
    return { ok: false, failure: { ...failure, message: withoutToken(failure.message, token) } };
  }
  return sessionOf(outcome.value.Credentials, outcome.note);
}

/** Assumes a role with a key. Without session tags, so that `sts:TagSession` is not needed. */
export async function assumeRole(
  run: SdkRun,
  credentials: ResolvedCredentials,
  { roleArn, region, sessionName }: Omit<WebIdentityRequest, 'token'>,
): Promise<Outcome<ResolvedCredentials>> {
  run.calls.sts += 1;
  const outcome = await outcomeOf(run, (recorder, options) => {
    const client = new STSClient(configOf(run, credentials, region));
    const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionNameOf(sessionName) });
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
  return outcome.ok ? sessionOf(outcome.value.Credentials, outcome.note) : { ok: false, failure: outcome.failure };
}

const sessionNameLength = 64;

/** STS takes 2 to 64 characters of `[\w+=,.@-]` (STS API reference, AssumeRole). */
function sessionNameOf(wish: string): string {
  return wish
    .slice(0, sessionNameLength)
    .replace(/[^A-Za-z0-9_+=,.@-]/g, '-')
    .padEnd(2, '-');
}

function sessionOf(session: Credentials | undefined, note: ResponseNote): Outcome<ResolvedCredentials> {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = session ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
    return { ok: false, failure: notFromAws(note) };
  }
  return {
    ok: true,
    value: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiresAt: Expiration?.toISOString() ?? null,
    },
  };
}
