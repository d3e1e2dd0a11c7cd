import type { Aws, Outcome, ProbeAnswer } from './aws/port.ts';
import { partitionOfRegion, regionsFromTheStart } from './credentials/regions.ts';
import type { Observation } from './diagnoses/finding.ts';
import type { PlannedRead } from './requirements/probe.ts';
import { fittingAnswer } from './state/answers.ts';
import { distinctObservations, weightOf } from './state/distinct.ts';
import { isThere, observeElsewhere } from './state/elsewhere.ts';
import { observeAnswer } from './state/observe-answer.ts';
import type { Caller } from './verify-identity.ts';

/** A read that was sent, and what AWS answered. */
export interface AnsweredRead {
  readonly read: PlannedRead;
  readonly outcome: Outcome<ProbeAnswer>;
}

const mostRounds = 2;

/** A read takes this long at most; with less time left than that, no other region is asked. */
const roundMs = 12_000;

/**
 * What the answers to a deployment's reads say of the target's state. What is missing here is looked for in the other
 * regions of the partition, for two reads at most, the heaviest first. `left`: milliseconds until the run's time is up.
 */
export async function examineState(
  aws: Aws,
  caller: Caller,
  region: string,
  answered: readonly AnsweredRead[],
  left: () => number,
): Promise<readonly Observation[]> {
  const seen = answered.flatMap(({ read, outcome }) => {
    const answer = fittingAnswer(outcome, read.answers, read.facts);
    return answer === null ? [] : [{ read, answer, observation: observeAnswer(answer, outcome, read) }];
  });
  const lost = seen
    .filter(({ answer }) => answer.elsewhere === true)
    .sort((a, b) => weightOf(b.observation) - weightOf(a.observation));
  const rounds = [...new Map(lost.map(({ read }) => [keyOf(read), read])).values()].slice(0, mostRounds);
  const found = new Map(
    await Promise.all(
      (left() < roundMs ? [] : rounds).map(
        async (read) => [keyOf(read), await regionsWith(aws, caller, region, read)] as const,
      ),
    ),
  );
  return distinctObservations(
    seen.map(({ read, answer, observation }) => {
      const regions = answer.elsewhere === true ? (found.get(keyOf(read)) ?? []) : [];
      return regions.length === 0 ? observation : observeElsewhere(observation, regions);
    }),
  );
}

async function regionsWith(aws: Aws, caller: Caller, here: string, read: PlannedRead): Promise<readonly string[]> {
  const others = regionsFromTheStart(partitionOfRegion(here)).filter((region) => region !== here);
  const found = await Promise.all(
    others.map(async (region) => {
      const request = read.requestIn(region);
      return request !== null && isThere(await aws.probe(caller.credentials, region, request), read);
    }),
  );
  return others.filter((_, index) => found[index]);
}

function keyOf({ request }: PlannedRead): string {
  return JSON.stringify(request);
}
