import type { Aws, AwsFailure } from './aws/port.ts';
import type { Observation } from './diagnoses/finding.ts';
import { joined } from './identity/oidc/quote.ts';
import type { PlannedRole, RoleHolder } from './requirements/roles.ts';
import { distinctObservations } from './state/distinct.ts';
import { observeTrust } from './state/role-trust.ts';
import type { Caller } from './verify-identity.ts';

/** What IAM tells of the roles that a deployment works through or passes on. */
export interface ExaminedRoles {
  readonly observations: readonly Observation[];
  /** ARNs, as the checks name them, of roles that do not exist. */
  readonly missing: ReadonlySet<string>;
  readonly notCovered: readonly string[];
}

/** Before anything is asked, and where nothing is to be. */
export const noRoles: ExaminedRoles = { observations: [], missing: new Set(), notCovered: [] };

const mostRoles = 10;

/**
 * Looks at each role of the caller's own account, at most ten, all at once: whether it exists, and whether its trust
 * policy lets in who is to use it. A refused or unanswered question says nothing against a role.
 */
export async function examineRoles(
  aws: Aws,
  caller: Caller,
  region: string,
  planned: readonly PlannedRole[],
): Promise<ExaminedRoles> {
  const holders = [...new Map(planned.map(({ holder }) => [keyOf(holder), holder])).values()];
  const own = holders.filter(({ accountId }) => accountId === caller.identity.accountId);
  const looks = await Promise.all(
    own.slice(0, mostRoles).map(async (holder) => ({ holder, seen: await look(aws, caller, region, holder) })),
  );
  const observations = looks.flatMap(({ holder, seen }) =>
    planned
      .filter((role) => keyOf(role.holder) === keyOf(holder))
      .flatMap((role) => observe(role, seen, caller, region)),
  );
  return {
    observations: distinctObservations(observations),
    missing: new Set(
      looks.flatMap(({ holder, seen }) => (seen.kind === 'missing' && holder.kind === 'role' ? [holder.arn] : [])),
    ),
    notCovered: [
      ...about(
        holders.filter((holder) => !own.includes(holder)),
        'they are in another account, whose roles cannot be read from here',
      ),
      ...unanswered(looks),
      ...about(own.slice(mostRoles), `no more than ${mostRoles} roles are read in one run`),
    ],
  };
}

/** What a look at a role has shown. */
type Seen =
  | { readonly kind: 'there'; readonly arn: string; readonly trustPolicy: string }
  | { readonly kind: 'missing'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly action: string; readonly refused: boolean };

async function look(aws: Aws, { credentials }: Caller, region: string, holder: RoleHolder): Promise<Seen> {
  if (holder.kind === 'role') {
    return lookAtRole(aws, credentials, region, { ...holder, wanted: holder.pathKnown ? holder.arn : null });
  }
  const { name, accountId } = holder;
  const profile = await aws.readInstanceProfile(credentials, region, name);
  if (!profile.ok) {
    return failed(
      profile.failure,
      'iam:GetInstanceProfile',
      `IAM of account ${accountId} has no instance profile ${name}.`,
    );
  }
  return profile.value === null
    ? { kind: 'missing', sentence: `The instance profile ${name} of account ${accountId} holds no role.` }
    : lookAtRole(aws, credentials, region, { name: profile.value, accountId, wanted: null });
}

interface WantedRole {
  readonly name: string;
  readonly accountId: string;
  /** The ARN, where it is known with its path. */
  readonly wanted: string | null;
}

/** IAM finds a role by its name alone, but passes and assumes it by its whole ARN. */
async function lookAtRole(
  aws: Aws,
  credentials: Caller['credentials'],
  region: string,
  { name, accountId, wanted }: WantedRole,
): Promise<Seen> {
  const role = await aws.readRoleTrust(credentials, region, name);
  if (!role.ok) {
    return failed(role.failure, 'iam:GetRole', `IAM of account ${accountId} has no role ${name}.`);
  }
  const { arn, trustPolicy } = role.value;
  return wanted !== null && wanted !== arn
    ? { kind: 'missing', sentence: `There is no role ${wanted}: the one of that name has another path, ${arn}.` }
    : { kind: 'there', arn, trustPolicy };
}

function failed({ code }: AwsFailure, action: string, missing: string): Seen {
  return code === 'NoSuchEntity'
    ? { kind: 'missing', sentence: missing }
    : { kind: 'failed', action, refused: code === 'AccessDenied' };
}

function observe(role: PlannedRole, seen: Seen, { identity }: Caller, region: string): readonly Observation[] {
  switch (seen.kind) {
    case 'there': {
      const told = observeTrust(role, seen, identity, region);
      return told === null ? [] : [told];
    }
    case 'missing': {
      const detail = `${seen.sentence} What the role is for: ${role.why}.`;
      return [{ code: 'passed-role-missing', severity: role.severity, detail }];
    }
    case 'failed':
      return [];
  }
}

function unanswered(looks: readonly { readonly holder: RoleHolder; readonly seen: Seen }[]): readonly string[] {
  const reasons = new Map<string, RoleHolder[]>();
  for (const { holder, seen } of looks) {
    if (seen.kind === 'failed') {
      const reason = seen.refused ? `the caller may not call ${seen.action}` : `${seen.action} was not answered`;
      reasons.set(reason, [...(reasons.get(reason) ?? []), holder]);
    }
  }
  return [...reasons].flatMap(([reason, holders]) => about(holders, reason));
}

/** One sentence on what was not looked at, and why; none about nothing. */
function about(holders: readonly RoleHolder[], reason: string): readonly string[] {
  const names = holders.map((holder) => (holder.kind === 'role' ? holder.arn : `instance profile ${holder.name}`));
  return names.length === 0 ? [] : [`Whether these roles exist, and whom they trust: ${joined(names)}; ${reason}.`];
}

function keyOf({ kind, accountId, name }: RoleHolder): string {
  return JSON.stringify([kind, accountId, name]);
}
