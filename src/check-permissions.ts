import { besideFiles } from './authorization/beside-files.ts';
import type { RequestFacts } from './authorization/context.ts';
import { simulationGrant } from './authorization/grant/simulation.ts';
import { notChecked } from './authorization/judge.ts';
import { observeChecks } from './authorization/observe.ts';
import type { Check } from './authorization/verdict.ts';
import { weighInstead } from './authorization/weigh-instead.ts';
import { authorize } from './authorize.ts';
import type { Aws, AwsFailure } from './aws/port.ts';
import { keyIdClass } from './credentials/access-key-id.ts';
import { judgeByFiles } from './decide-from-files.ts';
import type { Deployment } from './deployment.ts';
import type { Observation } from './diagnoses/finding.ts';
import type { Draft } from './draft.ts';
import { explainDenials } from './explain-denials.ts';
import { observeFailure } from './failures.ts';
import { decideFromOwnPolicies } from './own-policies.ts';
import { type Derived, isPartial } from './plan-templates.ts';
import type { Requirement } from './requirements/requirement.ts';
import type { Caller } from './verify-identity.ts';

/** What the deployment needs: its own calls, those of its templates, and the roles that turned out not to be there. */
export interface Needed {
  readonly deployment: Deployment;
  readonly derived: Derived;
  readonly missingRoles: ReadonlySet<string>;
}

/**
 * Asks for every permission that the deployment needs, unless it is already established that none can be used. Of
 * `missingRoles` nothing is asked: a role that is not there is told of as such, and not as one that is denied everything.
 */
export async function checkPermissions(
  aws: Aws,
  caller: Caller,
  region: string,
  { deployment, derived, missingRoles }: Needed,
  draft: Draft,
  now: number,
): Promise<void> {
  const { identity } = caller;
  const place = { ...identity, region };
  const requirements = deployment.requirements(place, derived);
  draft.observe(deployment.undetected);
  draft.incomplete = deployment.undetected.length > 0 || isPartial(derived);
  draft.notCovered.push(...deployment.notCovered);
  const facts = { identity, region, userContext: deployment.context, now };
  const isThere = ({ principal }: Requirement) => !missingRoles.has(principal);
  const { checks: asked, explained } = await ask(aws, caller, requirements.filter(isThere), facts, draft);
  const answers = asked.values();
  const live = requirements.map((requirement) =>
    isThere(requirement)
      ? (answers.next().value ?? notChecked(requirement, 'Not asked.'))
      : notChecked(requirement, 'Its role does not exist, or not under this ARN.'),
  );
  const proposed =
    deployment.files === null
      ? live
      : judgeByFiles(requirements, deployment.files, {
          place,
          placeKnown: true,
          identity,
          context: deployment.context,
          now,
        });
  const { checks, observations } = besideFiles(live, proposed);
  const shown = weighInstead(checks);
  draft.checks = shown;
  const told = observeChecks(shown, identity.kind).filter(
    ({ code }) => code !== 'permissions-not-checked' || !explained,
  );
  draft.observe([...told, ...observations]);
}

/** `explained`: why there is no answer for some is a finding of its own. */
interface Answered {
  readonly checks: readonly Check[];
  readonly explained: boolean;
}

/** AWS's simulator first; where it is refused, the principal's own policies, as far as IAM shows them. */
async function ask(
  aws: Aws,
  caller: Caller,
  requirements: readonly Requirement[],
  facts: RequestFacts,
  draft: Draft,
): Promise<Answered> {
  const { identity, credentials } = caller;
  const obstacle = draft.failed() ? 'the credentials cannot be used as they are' : notSimulatable[identity.kind];
  if (obstacle !== undefined || identity.principalArn === null) {
    const checks = requirements.map((requirement) => notChecked(requirement, `Not asked: ${obstacle ?? ''}.`));
    return { checks, explained: draft.failed() };
  }
  const { checks, refusal } = await authorize(requirements, identity.principalArn, facts, aws, credentials);
  if (refusal === null) {
    const told = await explainDenials(checks, identity.principalArn, facts, aws, credentials);
    return { checks: told, explained: false };
  }
  const observations = observeRefusal(refusal, caller, facts.region);
  draft.observe(observations);
  if (!observations.some(({ code }) => code === 'simulation-not-permitted')) {
    return { checks, explained: true };
  }
  draft.simulationGrant = simulationGrant(identity.principalArn);
  const own = await decideFromOwnPolicies(checks, identity.principalArn, facts, aws, credentials);
  draft.notCovered.push(...own.notSeen);
  // What the organization's policies say was not seen, so nothing here can be more than not denied.
  draft.incomplete = true;
  return { checks: own.checks, explained: true };
}

const notSimulatable: Readonly<Record<string, string>> = {
  root: 'the policy simulator does not take the root user',
  'federated-user': 'the policy simulator does not take federated users',
};

/** The simulation was refused as a whole. An ended session says so here too; otherwise the grant for it is missing. */
function observeRefusal(failure: AwsFailure, caller: Caller, region: string): readonly Observation[] {
  const accessKeyPrefix = keyIdClass(caller.credentials.accessKeyId);
  const observations = observeFailure(failure, { service: 'iam', region, accessKeyPrefix, webIdentity: false });
  const ended = observations.some(({ code }) => code === 'academy-session-ended' || code === 'authz-quarantined');
  if (ended || failure.code !== 'AccessDenied') {
    return observations;
  }
  const who = caller.identity.principalArn ?? 'The caller';
  return [{ code: 'simulation-not-permitted', detail: `${who} may not call iam:SimulatePrincipalPolicy on itself.` }];
}
