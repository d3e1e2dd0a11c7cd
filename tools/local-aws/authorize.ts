import { readerOf, type KnownContext } from '../../src/authorization/evaluation/context.ts';
import { keysOfCondition } from '../../src/authorization/evaluation/condition.ts';
import type { DecidingStatement } from '../../src/authorization/evaluation/decision.ts';
import { evaluate } from '../../src/authorization/evaluation/evaluate.ts';
import { allowOf, evaluateLayer } from '../../src/authorization/evaluation/layer-answer.ts';
import type { PolicyDocument } from '../../src/authorization/evaluation/policy-document.ts';
import { keysOfText } from '../../src/authorization/evaluation/policy-text.ts';
import { covers } from '../../src/authorization/evaluation/statement-truth.ts';

/** A policy with whatever its owner wants to know it by. */
export interface Attached {
  readonly policy: PolicyDocument;
}

/** The policies that limit a principal, layer by layer. */
export interface Layers<P extends Attached> {
  readonly identity: readonly P[];
  /** `null` without a permissions boundary. */
  readonly boundary: readonly P[] | null;
  /** Service control policies from the organization's root down to the account; `null` outside an organization. */
  readonly organization: readonly (readonly P[])[] | null;
}

export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: KnownContext['values'];
}

export interface Match<P extends Attached> {
  readonly source: P;
  readonly statement: DecidingStatement;
}

export type AllowedOrDenied = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Authorization<P extends Attached> {
  readonly decision: AllowedOrDenied;
  /** The layer that denied, or `identity` when nothing did. */
  readonly layer: 'identity' | 'boundary' | 'organization';
  readonly statements: readonly Match<P>[];
  /** Keys that statements for this action and resource ask for in vain, whether they decide or not. */
  readonly missingContext: readonly string[];
  readonly allowedByOrganizations: boolean | null;
  readonly allowedByBoundary: boolean | null;
}

/** Decides as the product does, and adds what IAM's simulator tells besides. Keys that are not given are absent. */
export function authorize<P extends Attached>(layers: Layers<P>, question: Question): Authorization<P> {
  const { identity, boundary, organization } = layers;
  const context: KnownContext = { values: question.context, absent: [], others: 'absent' };
  const decision = evaluate(
    { ...question, context, principal: anyPrincipal, resourceAccountId: null },
    {
      identity: documents(identity),
      boundary: boundary === null ? null : documents(boundary),
      session: null,
      scps: organization?.map(documents) ?? null,
      rcps: null,
      resource: null,
    },
  );
  const allows = (policies: readonly P[]): boolean => {
    const asked = { action: question.action.toLowerCase(), resource: question.resource, read: readerOf(context) };
    const answer = evaluateLayer(documents(policies), asked);
    return answer.denying.length === 0 && allowOf(answer) === true;
  };
  return {
    decision: decision.outcome === 'unknown' ? 'implicitDeny' : decision.outcome,
    layer: decision.layer === 'scp' ? 'organization' : decision.layer === 'boundary' ? 'boundary' : 'identity',
    statements: sourcesOf([...identity, ...(boundary ?? []), ...(organization ?? []).flat()], decision.statements),
    missingContext: missingKeys([...identity, ...(boundary ?? [])], question),
    allowedByOrganizations: organization === null ? null : organization.every(allows),
    allowedByBoundary: boundary === null ? null : allows(boundary),
  };
}

/** The layers are those of the principal already; who it is does not matter without a policy on the resource. */
const anyPrincipal = { kind: 'role', arn: '', accountId: '' } as const;

function documents(policies: readonly Attached[]): readonly PolicyDocument[] {
  return policies.map(({ policy }) => policy);
}

/** A decision names a policy by its origin, which every document has for itself. */
function sourcesOf<P extends Attached>(
  policies: readonly P[],
  statements: readonly DecidingStatement[],
): readonly Match<P>[] {
  return statements.flatMap((statement) => {
    const source = policies.find(({ policy }) => policy.origin === statement.origin);
    return source === undefined ? [] : [{ source, statement }];
  });
}

function missingKeys(policies: readonly Attached[], { action, resource, context }: Question): readonly string[] {
  const read = readerOf({ values: context, absent: [], others: 'unknown' });
  const asked = documents(policies)
    .flatMap(({ statements }) => statements)
    .filter((statement) => covers(statement, { action: action.toLowerCase(), resource, read }) !== false)
    .flatMap(({ resources, conditions }) => [
      ...(resources?.compiled.flatMap(keysOfText) ?? []),
      ...conditions.flatMap(keysOfCondition),
    ])
    .filter((key) => read(key.toLowerCase()) === 'unknown');
  return [...new Map(asked.toReversed().map((key) => [key.toLowerCase(), key])).values()].toReversed();
}
