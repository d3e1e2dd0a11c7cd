import {
  IAMClient,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type ContextEntry as SdkContextEntry,
  type EvaluationResult,
  type SimulatePolicyResponse,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { resolveSource } from './credentials.ts';
import { noResponse, toFailure } from './failure.ts';
import type { Aws, Outcome, SimulationRequest, SimulationRow } from './port.ts';
import { createPolicyReader } from './policy-reader.ts';
import { sendProbe } from './probe.ts';
import { ResponseRecorder } from './response-note.ts';
import { clientConfig, clientSettings } from './settings.ts';
import { simulationRows } from './simulation-rows.ts';

const allowEverything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** Far above what one call can need; a server that never stops saying "truncated" must not hold the run. */
const maxPages = 100;

/** AWS through the SDK. Nothing here throws: every fault is an outcome. */
export function createSdkAws(deadline: AbortSignal, environment: Readonly<Record<string, string | undefined>>): Aws {
  const settings = clientSettings(deadline);
  const calls = { sts: 0, iam: 0, probes: 0 };
  /** Learnt from the first answer, so that what follows is not refused for a clock that has been reported already. */
  let clockAheadSeconds = 0;
  return {
    calls: () => ({ ...calls }),

    async resolve(source, region) {
      const asksSts = source.kind === 'web-identity' ? 1 : 0;
      try {
        const value = await untilAborted(resolveSource(source, region, settings), deadline);
        calls.sts += asksSts;
        return { ok: true, value };
      } catch (thrown) {
        const failure = toFailure(thrown, 'provider', deadline.aborted, noResponse);
        calls.sts += failure.kind === 'provider' ? 0 : asksSts;
        return { ok: false, failure };
      }
    },

    async getCallerIdentity(credentials, region) {
      calls.sts += 1;
      const recorder = new ResponseRecorder();
      try {
        const client = new STSClient(clientConfig(credentials, region, settings));
        const command = new GetCallerIdentityCommand({});
        command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
        const answer = await client.send(command, { abortSignal: deadline });
        clockAheadSeconds = recorder.note().clockAheadSeconds ?? 0;
        return {
          ok: true,
          value: {
            account: answer.Account ?? '',
            arn: answer.Arn ?? '',
            userId: answer.UserId ?? '',
            requestId: answer.$metadata.requestId ?? recorder.note().requestId ?? '',
            clockAheadSeconds: recorder.note().clockAheadSeconds,
          },
        };
      } catch (thrown) {
        return { ok: false, failure: toFailure(thrown, 'call', deadline.aborted, recorder.note()) };
      }
    },

    simulatePrincipalPolicy(credentials, region, request) {
      const client = new IAMClient({
        ...clientConfig(credentials, region, settings),
        systemClockOffset: -clockAheadSeconds * 1000,
      });
      return allPages(request, deadline, (marker, recorder) => {
        calls.iam += 1;
        const command = new SimulatePrincipalPolicyCommand({
          PolicySourceArn: request.principalArn,
          ...simulationInput(request),
          ...(request.exclude.length === 0
            ? {}
            : { PolicyExclusionList: request.exclude.map((layer) => ({ PolicyType: layer })) }),
          ...(marker === undefined ? {} : { Marker: marker }),
        });
        command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
        return client.send(command, { abortSignal: deadline });
      });
    },

    simulateAllowAll(credentials, region, request) {
      const client = new IAMClient({
        ...clientConfig(credentials, region, settings),
        systemClockOffset: -clockAheadSeconds * 1000,
      });
      return allPages(request, deadline, (marker, recorder) => {
        calls.iam += 1;
        const command = new SimulateCustomPolicyCommand({
          PolicyInputList: [allowEverything],
          ...simulationInput(request),
          ...(marker === undefined ? {} : { Marker: marker }),
        });
        command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
        return client.send(command, { abortSignal: deadline });
      });
    },

    readPrincipal(credentials, region, principalArn) {
      const reader = createPolicyReader(credentials, region, deadline, () => (calls.iam += 1));
      return reader.readPrincipal(principalArn);
    },

    probe(credentials, region, request) {
      calls.probes += 1;
      return sendProbe(credentials, region, request, { settings, environment, clockAheadSeconds });
    },
  };
}

function simulationInput(request: SimulationRequest) {
  return {
    ActionNames: [...request.actions],
    ...(request.resources.length === 0 ? {} : { ResourceArns: [...request.resources] }),
    ContextEntries: request.context.map((entry): SdkContextEntry => ({
      ContextKeyName: entry.key,
      ContextKeyType: entry.type,
      ContextKeyValues: [...entry.values],
    })),
  };
}

/** A truncated first page must never read as the whole answer, so a page that fails fails the question. */
async function allPages(
  request: SimulationRequest,
  deadline: AbortSignal,
  ask: (marker: string | undefined, recorder: ResponseRecorder) => Promise<SimulatePolicyResponse>,
): Promise<Outcome<readonly SimulationRow[]>> {
  const recorder = new ResponseRecorder();
  const results: EvaluationResult[] = [];
  try {
    let marker: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const answer = await ask(marker, recorder);
      results.push(...(answer.EvaluationResults ?? []));
      if (answer.IsTruncated !== true || answer.Marker === undefined) {
        break;
      }
      marker = answer.Marker;
    }
    return { ok: true, value: simulationRows(results, request.resources) };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown, 'call', deadline.aborted, recorder.note()) };
  }
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
