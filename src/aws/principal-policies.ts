import type { LocatedPolicy } from '../authorization/evaluation/located-policy.ts';
import { boundaryOf, documentOf, gapsOf, valueOr, type Holder, type PrincipalRecord } from './policy-reader-record.ts';

/** One policy that the principal has, whether or not its document could be read. */
export interface PolicySource {
  readonly layer: 'identity' | 'boundary';
  readonly type: 'inline' | 'managed';
  readonly name: string;
  /** `null` for inline policies, which have none. */
  readonly arn: string | null;
  /** Who has it: the principal, or one of its groups. */
  readonly holder: Holder;
  /** `null` when the document could not be read. */
  readonly policy: LocatedPolicy | null;
}

/**
 * What IAM holds about one principal. Service control, resource control, session and resource-based policies are never
 * among it, and `complete` does not speak of them.
 */
export interface PrincipalPolicies {
  /** The inline and attached policies of the principal and of its groups, each once. */
  readonly identity: readonly LocatedPolicy[];
  /** `null` when none is attached, and also when it could not be read: `boundaryComplete` tells the two apart. */
  readonly boundary: readonly LocatedPolicy[] | null;
  /** The principal's tags (`aws:PrincipalTag/...`); empty when they are not known. */
  readonly tags: Readonly<Record<string, string>>;
  /** The ARN with its path, which STS leaves out; `null` when it is not known. */
  readonly trueArn: string | null;
  readonly sources: readonly PolicySource[];
  /** Sentences: what could not be read, and why. */
  readonly notSeen: readonly string[];
  /** Whether an action that `identity` does not allow is not allowed: every identity-based policy was read. */
  readonly identityComplete: boolean;
  /** Whether boundary and tags are known. */
  readonly boundaryComplete: boolean;
  /** Both: nothing of what IAM holds about the principal is missing. */
  readonly complete: boolean;
}

/**
 * The policy that the simulator names in a matched statement: a managed one by its friendly name, an inline one as
 * `role_NAME_POLICY`, `user_NAME_POLICY` or `group_NAME_POLICY` (recorded answers). `null` when it was not read, or
 * when the name fits several: the wrong text would be worse than none.
 */
export function matchStatement(sourcePolicyId: string, policies: PrincipalPolicies): LocatedPolicy | null {
  const fitting = policies.sources.filter((source) => idOf(source) === sourcePolicyId);
  const distinct = new Map(fitting.map((source) => [keyOf(source), source.policy]));
  const [only = null] = distinct.values();
  return distinct.size === 1 ? only : null;
}

/** A record as its reader needs it. */
export function toPrincipalPolicies(record: PrincipalRecord): PrincipalPolicies {
  const sources = sourcesOf(record);
  const gaps = gapsOf(record);
  const identityComplete = !gaps.some(({ layer }) => layer === 'identity');
  const boundaryComplete = !gaps.some(({ layer }) => layer === 'boundary');
  const boundary = policiesOf(sources, 'boundary');
  return {
    identity: policiesOf(sources, 'identity'),
    boundary: boundary.length === 0 ? null : boundary,
    tags: record.facts.ok ? record.facts.value.tags : {},
    trueArn: record.facts.ok ? record.facts.value.trueArn : null,
    sources,
    notSeen: gaps.map(({ sentence }) => sentence),
    identityComplete,
    boundaryComplete,
    complete: identityComplete && boundaryComplete,
  };
}

/** The answer about a principal of which nothing can be read. */
export function nothingSeen(sentence: string): PrincipalPolicies {
  return {
    identity: [],
    boundary: null,
    tags: {},
    trueArn: null,
    sources: [],
    notSeen: [sentence],
    identityComplete: false,
    boundaryComplete: false,
    complete: false,
  };
}

function sourcesOf(record: PrincipalRecord): readonly PolicySource[] {
  const read = (reading: ReturnType<typeof documentOf>) => (reading.ok ? reading.value : null);
  const identity = record.holders.flatMap(({ holder, inline, attached }): readonly PolicySource[] => [
    ...valueOr(inline, []).map(({ name, policy }): PolicySource => ({
      layer: 'identity',
      type: 'inline',
      name,
      arn: null,
      holder,
      policy: read(policy),
    })),
    ...valueOr(attached, []).map((policy): PolicySource => ({
      layer: 'identity',
      type: 'managed',
      ...policy,
      holder,
      policy: read(documentOf(record, policy)),
    })),
  ]);
  const boundary = boundaryOf(record);
  if (boundary === null) {
    return identity;
  }
  const policy = read(documentOf(record, boundary));
  return [...identity, { layer: 'boundary', type: 'managed', ...boundary, holder: record.principal, policy }];
}

/** A policy that a user has and its group too counts once. */
function policiesOf(sources: readonly PolicySource[], layer: PolicySource['layer']): readonly LocatedPolicy[] {
  const policies = sources.flatMap((source) =>
    source.layer === layer && source.policy !== null ? [source.policy] : [],
  );
  return [...new Set(policies)];
}

function idOf({ type, name, holder }: PolicySource): string {
  return type === 'inline' ? `${holder.kind}_${holder.name}_${name}` : name;
}

function keyOf({ arn, name, holder }: PolicySource): string {
  return arn ?? `${holder.kind} ${holder.name} ${name}`;
}
