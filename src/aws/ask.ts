import type { RawAnswer } from '../authorization/answer.ts';
import type { Question } from '../authorization/plan.ts';
import { isMixedActions, splitMixedActions } from '../authorization/split.ts';
import type { AwsFailure, Outcome, SimulationRequest, SimulationRow } from './port.ts';

type Ask = (request: SimulationRequest) => Promise<Outcome<readonly SimulationRow[]>>;

/** The simulator is throttled per account and shared with every other job, so few calls are under way at once. */
const concurrency = 3;

/**
 * Asks every question and answers in their order. A refusal for want of permission, or the end of the run's time, will
 * not heal: the questions about the same principal that are left get the same answer without a call.
 */
export async function askAll(questions: readonly Question[], ask: Ask): Promise<readonly RawAnswer[]> {
  const answers = new Map<Question, RawAnswer>();
  const waiting = [...questions];
  const refused = new Map<string, AwsFailure>();
  const worker = async () => {
    for (let question = waiting.shift(); question !== undefined; question = waiting.shift()) {
      const refusal = refused.get(question.request.principalArn);
      const answer: RawAnswer =
        refusal === undefined ? await askOne(question, ask) : { question, rows: [], failure: refusal };
      answers.set(question, answer);
      if (answer.failure !== null && isFinal(answer.failure)) {
        refused.set(question.request.principalArn, answer.failure);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return questions.map((question) => answers.get(question) ?? { question, rows: [], failure: null });
}

function isFinal(failure: AwsFailure): boolean {
  return failure.kind === 'timeout' || failure.code === 'AccessDenied';
}

async function askOne(question: Question, ask: Ask): Promise<RawAnswer> {
  const rows: SimulationRow[] = [];
  let failure: AwsFailure | null = null;
  const waiting: SimulationRequest[] = [question.request];
  for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
    const outcome = await ask(request);
    if (outcome.ok) {
      rows.push(...outcome.value);
    } else if (request.actions.length > 1 && isMixedActions(outcome.failure.message)) {
      waiting.push(...splitMixedActions(request, outcome.failure.message));
    } else {
      failure = outcome.failure;
    }
  }
  return { question, rows, failure };
}
