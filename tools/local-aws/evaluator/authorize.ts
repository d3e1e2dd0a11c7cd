import {
  evaluateLayer,
  type Attached,
  type Decision,
  type LayerAnswer,
  type Match,
  type Question,
} from './evaluate.ts';

/** The policies that limit a principal, layer by layer. */
export interface Layers<P extends Attached> {
  readonly identity: readonly P[];
  /** `null` without a permissions boundary. */
  readonly boundary: readonly P[] | null;
  /** Service control policies from the organization's root down to the account; `null` outside an organization. */
  readonly organization: readonly (readonly P[])[] | null;
}

export interface Authorization<P extends Attached> {
  readonly decision: Decision;
  /** The layer that denied, or `identity` when nothing did. */
  readonly layer: 'identity' | 'boundary' | 'organization';
  readonly statements: readonly Match<P>[];
  readonly missingContext: readonly string[];
  readonly allowedByOrganizations: boolean | null;
  readonly allowedByBoundary: boolean | null;
}

/**
 * Whether the layers together allow a request of the same account (IAM user guide, "Policy evaluation logic"): an
 * explicit deny in any layer is final, and each layer that exists has to allow. Service control policies are united on
 * one level of the organization and intersected between levels.
 */
export function authorize<P extends Attached>(layers: Layers<P>, question: Question): Authorization<P> {
  const identity = evaluateLayer(layers.identity, question);
  const boundary = layers.boundary === null ? null : evaluateLayer(layers.boundary, question);
  const organization = layers.organization?.map((level) => evaluateLayer(level, question)) ?? null;
  const inOrder = [
    ...(organization ?? []).map((answer) => ({ layer: 'organization' as const, answer })),
    { layer: 'identity' as const, answer: identity },
    ...(boundary === null ? [] : [{ layer: 'boundary' as const, answer: boundary }]),
  ];
  const decisive =
    inOrder.find(({ answer }) => answer.decision === 'explicitDeny') ??
    inOrder.find(({ answer }) => answer.decision === 'implicitDeny');
  const allowedBy = (answers: readonly LayerAnswer<P>[]): boolean =>
    answers.every(({ decision }) => decision === 'allowed');
  return {
    decision: decisive?.answer.decision ?? 'allowed',
    layer: decisive?.layer ?? 'identity',
    statements: decidingStatements(decisive?.answer ?? null, identity, boundary),
    missingContext: unique([...identity.missingContext, ...(boundary?.missingContext ?? [])]),
    allowedByOrganizations: organization === null ? null : allowedBy(organization),
    allowedByBoundary: boundary === null ? null : allowedBy([boundary]),
  };
}

/** The denying statements. Without any, what allows is shown, also when a boundary that says nothing is what denies. */
function decidingStatements<P extends Attached>(
  decisive: LayerAnswer<P> | null,
  identity: LayerAnswer<P>,
  boundary: LayerAnswer<P> | null,
): readonly Match<P>[] {
  if (decisive === null) {
    return [...identity.statements, ...(boundary?.statements ?? [])];
  }
  return decisive === boundary && boundary.decision === 'implicitDeny' ? identity.statements : decisive.statements;
}

function unique(keys: readonly string[]): readonly string[] {
  return [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()];
}
