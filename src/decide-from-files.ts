import { judgeOffline } from './authorization/offline.ts';
import { observeChecks } from './authorization/observe.ts';
import type { Check } from './authorization/verdict.ts';
import { weighInstead } from './authorization/weigh-instead.ts';
import { resolveRegion } from './credentials/region.ts';
import { partitionOfRegion } from './credentials/regions.ts';
import type { Deployment } from './deployment.ts';
import { unknownNotes } from './describe-types.ts';
import type { Draft } from './draft.ts';
import type { Facts } from './facts.ts';
import type { Identity } from './identity/identity.ts';
import type { Settings } from './inputs.ts';
import { isPartial } from './plan-templates.ts';
import type { PolicyFiles } from './policy-files.ts';
import type { Place } from './requirements/placeholder.ts';
import type { Requirement } from './requirements/requirement.ts';

/** Stands for the account where nothing tells which it is; nothing is denied then. */
const anyAccount = '000000000000';

/** Decides the deployment's requirements by the policy files alone, for a run that has no credentials. */
export function decideFromFiles(
  facts: Facts,
  settings: Settings,
  deployment: Deployment,
  draft: Draft,
  now: number,
): void {
  const { files } = deployment;
  if (files === null || draft.failed() || settings.level !== 'permissions') {
    return;
  }
  const { region } = resolveRegion(facts.credentials, null);
  const [allowed, ...others] = settings.allowedAccountIds;
  const accountId = (others.length === 0 ? allowed : undefined) ?? files.accountId;
  const place = {
    region: region ?? 'us-east-1',
    partition: partitionOfRegion(region ?? 'us-east-1'),
    accountId: accountId ?? anyAccount,
  };
  const derived = deployment.templates.derive(place, new Map());
  const requirements = deployment.requirements(place, derived);
  const checks = weighInstead(
    judgeByFiles(requirements, files, {
      place,
      placeKnown: accountId !== null && region !== null,
      identity: strangerIn(place),
      context: deployment.context,
      now,
    }),
  );
  draft.observe([...deployment.undetected, ...derived.observations]);
  draft.incomplete = deployment.undetected.length > 0 || isPartial(derived);
  draft.checks = checks;
  draft.observe(observeChecks(checks));
  draft.notCovered.push(
    'The credentials and who they belong to: none are set, so the permissions were decided by the policy files alone.',
    ...deployment.notCovered,
    ...derived.notes,
    ...unknownNotes(derived.uncovered.map(({ type }) => type)),
  );
}

export interface FilesQuestion {
  readonly place: Place;
  readonly placeKnown: boolean;
  readonly identity: Identity;
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly now: number;
}

/** The policy files' answer to each requirement of the caller; what other principals need is not in those files. */
export function judgeByFiles(
  requirements: readonly Requirement[],
  files: PolicyFiles,
  { place, placeKnown, identity, context, now }: FilesQuestion,
): readonly Check[] {
  const layers = { ...files.documentsAt(place), session: null, rcps: null, resource: null };
  const subject = { layers, complete: true, limitsKnown: true, ground: 'The policy files', placeKnown };
  const facts = { identity, region: place.region, userContext: context, now };
  return requirements.map((requirement) => judgeOffline(requirement, subject, facts));
}

/** A role of which nothing is known but the account. */
function strangerIn({ partition, accountId }: Place): Identity {
  return { accountId, arn: '', principalArn: null, kind: 'assumed-role', partition, userId: '' };
}
