import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { CredentialSource } from '../credentials/source.ts';
import { resolveSource } from './credentials.ts';
import { noResponse, toFailure } from './failure.ts';
import { withoutToken } from './hidden-token.ts';
import type { Aws, CallerIdentityAnswer, Outcome, ResolvedCredentials } from './port.ts';
import { createPolicyReader } from './policy-reader.ts';
import { sendProbe } from './probe.ts';
import { readInstanceProfile, readOidcProvider, readRoleTrust } from './role-reader.ts';
import { assumeRole, assumeRoleWithWebIdentity } from './role-sessions.ts';
import { outcomeOf, type SdkRun } from './sdk-run.ts';
import { clientConfig, clientSettings } from './settings.ts';
import { simulateAllowAll, simulatePrincipalPolicy } from './simulator.ts';
import { readWebIdentityTokenFile } from './token-file.ts';

/** AWS through the SDK. Nothing here throws: every fault is an outcome. */
export function createSdkAws(deadline: AbortSignal, environment: Readonly<Record<string, string | undefined>>): Aws {
  const settings = clientSettings(deadline);
  const run: SdkRun = { settings, calls: { sts: 0, iam: 0, probes: 0 }, clockAheadSeconds: 0 };
  return {
    calls: () => ({ ...run.calls }),
    resolve: (source, region) => resolve(run, source, region),
    assumeRoleWithWebIdentity: (request) => assumeRoleWithWebIdentity(run, request),
    assumeRole: (credentials, request) => assumeRole(run, credentials, request),
    readRoleTrust: (credentials, region, roleName) => readRoleTrust(run, credentials, region, roleName),
    readInstanceProfile: (credentials, region, profileName) =>
      readInstanceProfile(run, credentials, region, profileName),
    readOidcProvider: (credentials, region, providerArn) => readOidcProvider(run, credentials, region, providerArn),
    getCallerIdentity: (credentials, region) => getCallerIdentity(run, credentials, region),
    simulatePrincipalPolicy: (credentials, region, request) =>
      simulatePrincipalPolicy(run, credentials, region, request),
    simulateAllowAll: (credentials, region, request) => simulateAllowAll(run, credentials, region, request),
    readPrincipal: (credentials, region, principalArn) =>
      createPolicyReader(credentials, region, deadline, () => (run.calls.iam += 1)).readPrincipal(principalArn),
    probe(credentials, region, request) {
      run.calls.probes += 1;
      return sendProbe(credentials, region, request, {
        settings,
        environment,
        clockAheadSeconds: run.clockAheadSeconds,
      });
    },
  };
}

async function resolve(run: SdkRun, source: CredentialSource, region: string): Promise<Outcome<ResolvedCredentials>> {
  const { deadline } = run.settings;
  const asksSts = source.kind === 'web-identity' ? 1 : 0;
  try {
    const value = await untilAborted(resolveSource(source, region, run.settings), deadline);
    run.calls.sts += asksSts;
    return { ok: true, value };
  } catch (thrown) {
    const failure = toFailure(thrown, 'provider', deadline.aborted, noResponse);
    run.calls.sts += failure.kind === 'provider' ? 0 : asksSts;
    return { ok: false, failure: { ...failure, message: withoutTokenOf(source, failure.message) } };
  }
}

/** STS may repeat what it was sent, and the SDK has read the file by itself. */
function withoutTokenOf(source: CredentialSource, message: string): string {
  const file = source.kind === 'web-identity' ? readWebIdentityTokenFile(source.tokenFile) : null;
  return file?.ok === true ? withoutToken(message, file.jwt) : message;
}

/** Signed by the runner's own clock: how far that is off is one of the things that the answer is to tell. */
async function getCallerIdentity(
  run: SdkRun,
  credentials: ResolvedCredentials,
  region: string,
): Promise<Outcome<CallerIdentityAnswer>> {
  run.calls.sts += 1;
  const outcome = await outcomeOf(run, (recorder, options) => {
    const client = new STSClient(clientConfig(credentials, region, run.settings));
    const command = new GetCallerIdentityCommand({});
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
  if (!outcome.ok) {
    return { ok: false, failure: outcome.failure };
  }
  const { value, note } = outcome;
  run.clockAheadSeconds = note.clockAheadSeconds ?? 0;
  return {
    ok: true,
    value: {
      account: value.Account ?? '',
      arn: value.Arn ?? '',
      userId: value.UserId ?? '',
      requestId: value.$metadata.requestId ?? note.requestId ?? '',
      clockAheadSeconds: note.clockAheadSeconds,
    },
  };
}

/** Providers take no abort signal, so the wait for them ends with the run's time instead. */
function untilAborted<T>(work: Promise<T>, deadline: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(new DOMException('The time of this run was used up.', 'AbortError'));
    };
    if (deadline.aborted) {
      onAbort();
      return;
    }
    deadline.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => {
      deadline.removeEventListener('abort', onAbort);
    });
  });
}
