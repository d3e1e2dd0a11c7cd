import { answersByRequirement, type Answer } from './authorization/answer.ts';
import type { RequestFacts } from './authorization/context.ts';
import { needsBoundaryQuestion, needsControl, needsScpQuestion } from './authorization/evidence.ts';
import { judge, notChecked } from './authorization/judge.ts';
import { parseArn } from './identity/arn.ts';
import { affordable, planQuestions } from './authorization/plan.ts';
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
 * Asks AWS's simulator what each principal may do, then only where an answer is a denial: without the organization's
 * policies, without the permissions boundary, and under a policy that allows everything.
 */
export async function authorize(
  requirements: readonly Requirement[],
  principalArn: string,
  facts: RequestFacts,
  aws: Aws,
  credentials: ResolvedCredentials,
): Promise<Authorization> {
  const elsewhere = new Set(requirements.filter(({ principal }) => isForeign(principal, facts.identity.accountId)));
  const affordableHere = affordable(
    requirements.filter((requirement) => !elsewhere.has(requirement)),
    principalArn,
    facts,
  );
  const here = requirements.filter((requirement) => affordableHere.has(requirement));
  const ask = async (about: readonly Requirement[], exclude: readonly Exclusion[] = []) =>
    answersByRequirement(
      await askAll(planQuestions(about, principalArn, facts, exclude), (request) =>
        aws.simulatePrincipalPolicy(credentials, facts.region, request),
      ),
    );
  const first = await ask(here);
  const withoutScp = await ask(
    here.filter((requirement) => needsScpQuestion(first.get(requirement))),
    ['scp'],
  );
  const soFar = (requirement: Requirement) => ({
    answer: first.get(requirement),
    withoutScp: withoutScp.get(requirement),
  });
  const bounded = here.filter((requirement) => needsBoundaryQuestion(soFar(requirement)));
  const [twice, once] = partition(bounded, (requirement) => withoutScp.has(requirement));
  const withoutBoundary = new Map([
    ...(await ask(once, ['permission-boundary'])),
    ...(await ask(twice, ['scp', 'permission-boundary'])),
  ]);
  const layered = (requirement: Requirement) => ({
    ...soFar(requirement),
    withoutBoundary: withoutBoundary.get(requirement),
  });
  const doubtful = here.filter((requirement) => needsControl(requirement, layered(requirement), facts.identity));
  const control = answersByRequirement(
    await askAll(planQuestions(doubtful, principalArn, facts), (request) =>
      aws.simulateAllowAll(credentials, facts.region, request),
    ),
  );
  const checks = requirements.map((requirement) =>
    elsewhere.has(requirement)
      ? notChecked(requirement, 'Its principal is in another account, whose policies cannot be asked about from here.')
      : !affordableHere.has(requirement)
        ? notChecked(requirement, 'Other requirements took as many calls of the simulator as one run makes.')
        : judge(requirement, { ...layered(requirement), control: control.get(requirement) }, facts.identity),
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

/** The simulator takes principals of the caller's own account only (IAM API reference, SimulatePrincipalPolicy). */
function isForeign(principal: string, accountId: string): boolean {
  return principal !== 'caller' && parseArn(principal)?.accountId !== accountId;
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}
