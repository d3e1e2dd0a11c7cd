import type { Reading } from './policy-reader-calls.ts';
import { readDocument } from './policy-reader-document.ts';
import {
  managedPolicies,
  nameOf,
  valueOr,
  type Holder,
  type HolderRecord,
  type PrincipalFacts,
  type PrincipalRecord,
} from './policy-reader-record.ts';

/** What the account's listing has said so far of one principal, and of all that it may turn out to need. */
export interface Seen {
  principal: {
    readonly facts: Reading<PrincipalFacts>;
    readonly groups: readonly string[];
    readonly record: HolderRecord;
  } | null;
  readonly groups: Map<string, HolderRecord>;
  /** Documents as they came, by the policy's ARN: most of them are nobody's business here and are never decoded. */
  readonly documents: Map<string, string>;
}

/** What was read before stays; only what was missing is taken from the listing. */
export function fill(record: PrincipalRecord, seen: Seen): PrincipalRecord {
  const facts = better(record.facts, seen.principal?.facts);
  const groups = better(
    record.groups,
    seen.principal === null ? undefined : { ok: true, value: seen.principal.groups },
  );
  const known = new Map(record.holders.map((one) => [nameOf(one.holder), one]));
  const wanted = [record.principal, ...valueOr(groups, []).map((name): Holder => ({ kind: 'group', name }))];
  const holders = wanted.map((holder): HolderRecord => {
    const before = known.get(nameOf(holder)) ?? { holder, inline: notListed, attached: notListed };
    const found = holder.kind === 'group' ? seen.groups.get(holder.name) : seen.principal?.record;
    return found === undefined ? before : fillHolder(before, found);
  });
  const filled = { ...record, facts, groups, holders };
  const documents = new Map(record.documents);
  for (const { arn, name } of managedPolicies(filled)) {
    const text = seen.documents.get(arn);
    if (text !== undefined && documents.get(arn)?.ok !== true) {
      documents.set(arn, readDocument(text, name));
    }
  }
  return { ...filled, documents };
}

const notListed: Reading<never> = {
  ok: false,
  why: 'iam:GetAccountAuthorizationDetails did not list it',
  denied: false,
};

function fillHolder(before: HolderRecord, found: HolderRecord): HolderRecord {
  const texts = new Map(valueOr(found.inline, []).map(({ name, policy }) => [name, policy]));
  const inline = before.inline.ok
    ? before.inline.value.map(({ name, policy }) => ({ name, policy: better(policy, texts.get(name)) }))
    : null;
  return {
    holder: before.holder,
    inline: inline === null ? found.inline : { ok: true, value: inline },
    attached: better(before.attached, found.attached),
  };
}

function better<T>(before: Reading<T>, found: Reading<T> | undefined): Reading<T> {
  return before.ok || found === undefined ? before : found;
}
