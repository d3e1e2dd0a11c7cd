import type { Severity } from '../diagnoses/finding.ts';
import { parseRoleArn } from '../identity/oidc/role-arn.ts';
import { severityOf } from './certainty.ts';
import { holds } from './condition.ts';
import { fill, valueOf, type FillFacts } from './fill.ts';
import type { ParameterValues } from './parameters.ts';
import { partsOf, type Place } from './placeholder.ts';
import type { Target, TargetRole } from './target.ts';

/** A role that the deployment works through or passes on, ready to be looked at. */
export interface PlannedRole {
  /** Id of the target. */
  readonly target: string;
  readonly holder: RoleHolder;
  /** A service's principal, or `caller`. */
  readonly trusts: string;
  /** A warning at most where it is not certain that this run deploys the target. */
  readonly severity: Severity;
  /** What it is for, as a sentence without a full stop. */
  readonly why: string;
}

/** What names the role: itself, or the instance profile that holds it. */
export type RoleHolder =
  | {
      readonly kind: 'role';
      readonly arn: string;
      readonly accountId: string;
      /** Without its path. */
      readonly name: string;
      /** False where only a name was given, so that the path in the ARN is made up. */
      readonly pathKnown: boolean;
    }
  | { readonly kind: 'instance-profile'; readonly name: string; readonly accountId: string };

/** The roles that a deployment of this target uses. One whose name has to be guessed, or cannot be one, is left out. */
export function rolesFor(
  target: Target,
  values: ParameterValues,
  place: Place,
  certain: boolean,
): readonly PlannedRole[] {
  const facts: FillFacts = { declared: target.parameters, values, place };
  return target.roles
    .filter((role) => holds(role.when, values, target.parameters))
    .flatMap((role) => {
      const holder = holderOf(role, facts);
      const { trusts, why } = role;
      const severity = severityOf(role, facts, certain);
      return holder === null ? [] : [{ target: target.id, holder, trusts, severity, why }];
    });
}

function holderOf({ role, instanceProfile }: TargetRole, facts: FillFacts): RoleHolder | null {
  const pattern = role ?? instanceProfile ?? '';
  const { text, guessed } = fill(pattern, facts);
  if (guessed.length > 0) {
    return null;
  }
  if (role === undefined) {
    return profileOf(text, facts.place);
  }
  const read = parseRoleArn(text);
  if (read === null) {
    return null;
  }
  const { arn, accountId, name } = read;
  return { kind: 'role', arn, accountId, name, pathKnown: isWrittenOut(pattern, facts) };
}

/** Name or ARN of an instance profile (IAM API reference, GetInstanceProfile: the characters and the length of a name). */
function profileOf(text: string, place: Place): RoleHolder | null {
  const [, account, path] =
    /^arn:aws[a-z-]{0,16}:iam::(\d{12}):instance-profile\/([\w+=,.@/-]{1,640})$/.exec(text) ?? [];
  const name = path?.slice(path.lastIndexOf('/') + 1) ?? text;
  return /^[\w+=,.@-]{1,128}$/.test(name)
    ? { kind: 'instance-profile', name, accountId: account ?? place.accountId }
    : null;
}

/** Whether the pattern or the value in it is an ARN. The filter `role-arn` makes one of a name alone. */
function isWrittenOut(pattern: string, facts: FillFacts): boolean {
  const [first] = partsOf(pattern);
  const start = first?.kind === 'parameter' ? (valueOf(first.name, facts) ?? '') : pattern;
  return start.startsWith('arn:') || start.includes('/');
}
