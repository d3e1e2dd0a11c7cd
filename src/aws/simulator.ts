import {
  IAMClient,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type ContextEntry as SdkContextEntry,
  type EvaluationResult,
  type SimulatePolicyResponse,
} from '@aws-sdk/client-iam';
import type { Outcome, ResolvedCredentials, SimulationRequest, SimulationRow } from './port.ts';
import type { ResponseRecorder } from './response-note.ts';
import { configOf, outcomeOf, type SdkRun } from './sdk-run.ts';
import { simulationRows } from './simulation-rows.ts';

const allowEverything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** Far above what one call can need; a server that never stops saying "truncated" must not hold the run. */
const maxPages = 100;

/** Asks about a principal's own policies and every layer around them. */
export function simulatePrincipalPolicy(
  run: SdkRun,
  credentials: ResolvedCredentials,
  region: string,
  request: SimulationRequest,
): Promise<Outcome<readonly SimulationRow[]>> {
  const client = new IAMClient(configOf(run, credentials, region));
  return allPages(run, request, (marker, recorder, options) => {
    const command = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: request.principalArn,
      ...simulationInput(request),
      ...(request.exclude.length === 0
        ? {}
        : { PolicyExclusionList: request.exclude.map((layer) => ({ PolicyType: layer })) }),
      ...(marker === undefined ? {} : { Marker: marker }),
    });
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
}

/** Asks the same under one policy that allows everything: what is denied then is denied by the simulator's own limits. */
export function simulateAllowAll(
  run: SdkRun,
  credentials: ResolvedCredentials,
  region: string,
  request: SimulationRequest,
): Promise<Outcome<readonly SimulationRow[]>> {
  const client = new IAMClient(configOf(run, credentials, region));
  return allPages(run, request, (marker, recorder, options) => {
    const command = new SimulateCustomPolicyCommand({
      PolicyInputList: [allowEverything],
      ...simulationInput(request),
      ...(marker === undefined ? {} : { Marker: marker }),
    });
    command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' });
    return client.send(command, options);
  });
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
  run: SdkRun,
  request: SimulationRequest,
  ask: (
    marker: string | undefined,
    recorder: ResponseRecorder,
    options: { readonly abortSignal: AbortSignal },
  ) => Promise<SimulatePolicyResponse>,
): Promise<Outcome<readonly SimulationRow[]>> {
  const outcome = await outcomeOf(run, async (recorder, options) => {
    const results: EvaluationResult[] = [];
    let marker: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      run.calls.iam += 1;
      const answer = await ask(marker, recorder, options);
      results.push(...(answer.EvaluationResults ?? []));
      if (answer.IsTruncated !== true || answer.Marker === undefined) {
        break;
      }
      marker = answer.Marker;
    }
    return results;
  });
  return outcome.ok
    ? { ok: true, value: simulationRows(outcome.value, request.resources) }
    : { ok: false, failure: outcome.failure };
}
