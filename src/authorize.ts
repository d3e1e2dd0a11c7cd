import { answersByRequirement, type Answer } from './authorization/answer.ts';
import type { RequestFacts } from './authorization/context.ts';
import { judge, needsControl, needsScpQuestion } from './authorization/judge.ts';
import { planQuestions } from './authorization/plan.ts';
import type { Check } from './authorization/verdict.ts';
import { askAll } from './aws/ask.ts';
import type { Aws, AwsFailure, Exclusion, ResolvedCredentials } from './aws/port.ts';
import type { Requirement } from './requirements/requirement.ts';

/** Verdicts, and the failure that kept the simulator from being asked, where one did. */
export interface Authorization {
  readonly checks: readonly Check[];
  readonly refusal: AwsFailure | null;
}

/**
 * Asks AWS's simulator what the principal may do, then only where an answer is doubtful: again without the
 * organization's policies, and again under a policy that allows everything.
 */
export async function authorize(
  requirements: readonly Requirement[],
  principalArn: string,
  facts: RequestFacts,
  aws: Aws,
  credentials: ResolvedCredentials,
): Promise<Authorization> {
  const ask = async (about: readonly Requirement[], exclude: readonly Exclusion[] = []) =>
    answersByRequirement(
      await askAll(planQuestions(about, principalArn, facts, exclude), (request) =>
        aws.simulatePrincipalPolicy(credentials, facts.region, request),
      ),
    );
  const first = await ask(requirements);
  const byOrganization = requirements.filter((requirement) => needsScpQuestion(first.get(requirement)));
  const withoutScp = await ask(byOrganization, ['scp']);
  const doubtful = requirements.filter((requirement) =>
    needsControl(
      requirement,
      { answer: first.get(requirement), withoutScp: withoutScp.get(requirement) },
      facts.identity,
    ),
  );
  const control = answersByRequirement(
    await askAll(planQuestions(doubtful, principalArn, facts), (request) =>
      aws.simulateAllowAll(credentials, facts.region, request),
    ),
  );
  const checks = requirements.map((requirement) =>
    judge(
      requirement,
      {
        answer: first.get(requirement),
        control: control.get(requirement),
        withoutScp: withoutScp.get(requirement),
      },
      facts.identity,
    ),
  );
  return { checks, refusal: refusalOf([...first.values()]) };
}

/** The failure that most answers share, when no row came back at all. */
function refusalOf(answers: readonly Answer[]): AwsFailure | null {
  if (answers.some((answer) => answer.kind === 'row')) {
    return null;
  }
  return answers.find((answer) => answer.kind === 'failure')?.failure ?? null;
}
