import { every, some, type Truth } from './truth.ts';

/** What each kind of policy allows, denials apart. A layer that does not exist allows. */
export interface Allowances {
  readonly identity: Truth;
  readonly boundary: Truth;
  readonly session: Truth;
  readonly scp: Truth;
  /** By the resource's policy to the user or session itself, to the role or user behind it, and to the account. */
  readonly direct: Truth;
  readonly entity: Truth;
  readonly account: Truth;
}

export interface Circumstances {
  readonly crossAccount: boolean;
  /** Whether only the resource's own policy can let anybody in: roles' trust policies and KMS key policies. */
  readonly resourceDecides: boolean;
}

/**
 * Whether the layers together allow, where none denies (IAM User Guide, "How AWS enforcement code logic evaluates requests
 * to allow or deny access", "Permissions boundaries for IAM entities", "Cross-account policy evaluation logic"):
 *
 * - service control policies have to allow, always;
 * - in one account the identity's side or the resource's is enough. A grant to the user or session itself is limited by
 *   nothing else; one to the role behind a session by boundary and session policy; one to the account only hands on to
 *   the identity's side;
 * - across accounts both sides have to allow.
 *
 * The function is monotone: more allowance never takes a permission away.
 */
export function permits(allowed: Allowances, { crossAccount, resourceDecides }: Circumstances): Truth {
  const limits = every([allowed.boundary, allowed.session]);
  const own = every([allowed.identity, limits]);
  const granted = some([allowed.direct, every([allowed.entity, limits])]);
  const delegated = every([allowed.account, own]);
  const together = crossAccount
    ? every([own, some([allowed.direct, allowed.entity, allowed.account])])
    : some([granted, resourceDecides ? delegated : own]);
  return every([allowed.scp, together]);
}

/** Whether an open allowance can decide, in whatever way the other open ones turn out. */
export function matters(name: keyof Allowances, allowed: Allowances, circumstances: Circumstances): boolean {
  return (
    allowed[name] === 'unknown' &&
    resolutions(allowed).some(
      (known) =>
        permits({ ...known, [name]: true }, circumstances) !== permits({ ...known, [name]: false }, circumstances),
    )
  );
}

/** Every way in which the open allowances may turn out; there are seven at most. */
function resolutions(allowed: Allowances): readonly Allowances[] {
  const open = names.filter((name) => allowed[name] === 'unknown');
  return open.reduce<readonly Allowances[]>(
    (found, name) => found.flatMap((one) => [true, false].map((value) => ({ ...one, [name]: value }))),
    [allowed],
  );
}

const names = ['identity', 'boundary', 'session', 'scp', 'direct', 'entity', 'account'] as const;
