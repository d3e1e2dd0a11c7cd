import type { GrantPolicy, GrantStatement } from '../policy.ts';

/**
 * Characters without blanks ("IAM and STS quotas"). All inline policies of one user, group or role share theirs, so
 * splitting helps only with managed policies, of which ten can be attached unless the account has raised that quota.
 */
export const policyLimits = { managed: 6144, inline: { user: 2048, group: 5120, role: 10_240 } } as const;

/** What IAM counts, or a little more: blanks inside a name are counted here. */
export function grantSize(policy: GrantPolicy): number {
  return JSON.stringify(policy).length;
}

/**
 * Policies of at most `limit` characters that grant the same together, in the order of the statements; the policy itself
 * when it fits. One action on one resource cannot be split, so that alone may be larger.
 */
export function splitGrant(policy: GrantPolicy, limit: number): readonly GrantPolicy[] {
  if (grantSize(policy) <= limit) {
    return [policy];
  }
  const room = limit - grantSize(withStatements([]));
  const bins: { readonly statements: GrantStatement[]; left: number }[] = [];
  for (const piece of policy.Statement.flatMap((statement) => piecesOf(statement, room))) {
    const needed = sizeOf(piece) + ','.length;
    const bin = bins.find(({ left }) => left >= needed);
    if (bin === undefined) {
      bins.push({ statements: [piece], left: room - sizeOf(piece) });
    } else {
      bin.statements.push(piece);
      bin.left -= needed;
    }
  }
  return bins.map(({ statements }) => withStatements(statements));
}

/** Halves of halves, until each fits. The longer list is cut, so that little of the shorter one is repeated. */
function piecesOf(statement: GrantStatement, room: number): readonly GrantStatement[] {
  if (sizeOf(statement) <= room) {
    return [statement];
  }
  const resourcesAreLonger = sizeOf(statement.Resource) >= sizeOf(statement.Action);
  const order = resourcesAreLonger ? (['Resource', 'Action'] as const) : (['Action', 'Resource'] as const);
  const name = order.find((list) => listOf(statement[list]).length > 1);
  if (name === undefined) {
    return [statement];
  }
  return halves(listOf(statement[name])).flatMap((half) => {
    const list = half.length === 1 && half[0] !== undefined ? half[0] : half;
    return piecesOf({ ...withoutSid(statement), [name]: list }, room);
  });
}

/** A Sid has to be unique within its policy, and two halves may end up in the same one. */
function withoutSid({ Effect, Action, Resource, Condition }: GrantStatement): GrantStatement {
  return { Effect, Action, Resource, ...(Condition === undefined ? {} : { Condition }) };
}

function halves(values: readonly string[]): readonly (readonly string[])[] {
  const middle = Math.ceil(values.length / 2);
  return [values.slice(0, middle), values.slice(middle)];
}

function listOf(values: string | readonly string[]): readonly string[] {
  return typeof values === 'string' ? [values] : values;
}

function withStatements(statements: readonly GrantStatement[]): GrantPolicy {
  return { Version: '2012-10-17', Statement: statements };
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}
