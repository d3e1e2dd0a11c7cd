import type { LocatedPolicy } from '../authorization/evaluation/located-policy.ts';
import type { Reading, Unread } from './policy-reader-calls.ts';

/** Who has policies: the principal itself, or a group that it is in. */
export interface Holder {
  readonly kind: 'role' | 'user' | 'group';
  readonly name: string;
}

export interface InlinePolicy {
  readonly name: string;
  readonly policy: Reading<LocatedPolicy>;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
}

/** What GetRole and GetUser say beyond the name. */
export interface PrincipalFacts {
  readonly trueArn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly boundary: ManagedPolicy | null;
}

export interface HolderRecord {
  readonly holder: Holder;
  readonly inline: Reading<readonly InlinePolicy[]>;
  readonly attached: Reading<readonly ManagedPolicy[]>;
}

/** Everything that was asked about one principal, with a reason in place of what is not known. */
export interface PrincipalRecord {
  readonly principal: Holder;
  readonly facts: Reading<PrincipalFacts>;
  /** Names; empty for a role. */
  readonly groups: Reading<readonly string[]>;
  /** The principal first, then its groups. */
  readonly holders: readonly HolderRecord[];
  /** Managed policies by ARN; one that was not asked for is missing. */
  readonly documents: ReadonlyMap<string, Reading<LocatedPolicy>>;
}

/** Something that is not known, and the layer that it belongs to. */
export interface Gap {
  readonly layer: 'identity' | 'boundary';
  readonly sentence: string;
  readonly denied: boolean;
}

/** What is missing in a record, once each, in the order of reading. */
export function gapsOf(record: PrincipalRecord): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  const note = (layer: Gap['layer'], subject: string, reading: Reading<unknown>) => {
    if (!reading.ok) {
      gaps.set(`${layer} ${subject}`, { layer, sentence: `${subject}: ${reading.why}.`, denied: reading.denied });
    }
  };
  const principal = nameOf(record.principal);
  note('boundary', `The permissions boundary and the tags of ${principal}`, record.facts);
  note('identity', `The groups of ${principal}`, record.groups);
  for (const { holder, inline, attached } of record.holders) {
    note('identity', `The inline policies of ${nameOf(holder)}`, inline);
    note('identity', `The policies attached to ${nameOf(holder)}`, attached);
    for (const { name, policy } of valueOr(inline, [])) {
      note('identity', `The inline policy ${name} of ${nameOf(holder)}`, policy);
    }
    for (const policy of valueOr(attached, [])) {
      note('identity', `The attached policy ${policy.name}`, documentOf(record, policy));
    }
  }
  const boundary = boundaryOf(record);
  if (boundary !== null) {
    note('boundary', `The permissions boundary ${boundary.name}`, documentOf(record, boundary));
  }
  return [...gaps.values()];
}

/** The managed policies of every holder and the permissions boundary, each once. */
export function managedPolicies(record: PrincipalRecord): readonly ManagedPolicy[] {
  const attached = record.holders.flatMap((holder) => valueOr(holder.attached, []));
  const boundary = boundaryOf(record);
  const all = boundary === null ? attached : [...attached, boundary];
  return [...new Map(all.map((policy) => [policy.arn, policy])).values()];
}

export function documentOf(record: PrincipalRecord, { arn }: ManagedPolicy): Reading<LocatedPolicy> {
  return record.documents.get(arn) ?? notAsked;
}

const notAsked: Unread = { ok: false, why: 'its document was not asked for', denied: false };

export function boundaryOf(record: PrincipalRecord): ManagedPolicy | null {
  return record.facts.ok ? record.facts.value.boundary : null;
}

export function valueOr<T>(reading: Reading<T>, otherwise: T): T {
  return reading.ok ? reading.value : otherwise;
}

/** What a person calls it: `role deployer`. */
export function nameOf({ kind, name }: Holder): string {
  return `${kind} ${name}`;
}

/** A managed policy by its ARN, whose last part is the friendly name. */
export function managedPolicy(arn: string): ManagedPolicy {
  return { arn, name: arn.slice(arn.lastIndexOf('/') + 1) };
}
