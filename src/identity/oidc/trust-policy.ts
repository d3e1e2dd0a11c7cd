import type { LocatedPolicy, PolicyOrigin, Position } from '../../authorization/evaluation/located-policy.ts';
import { locateJson, readPolicyDocument, type PolicyDocument } from '../../authorization/evaluation/policy-document.ts';
import { isFields, toList, type Path } from '../../authorization/evaluation/problems.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import { named } from './quote.ts';

export type TrustReading =
  | { readonly ok: true; readonly located: LocatedPolicy; readonly policy: PolicyDocument }
  | { readonly ok: false; readonly observations: readonly Observation[] };

/** IAM takes at most 8192 characters (IAM User Guide, "IAM and AWS STS quotas"); what `aws iam get-role` adds is little. */
const longestText = 1_048_576;

/** The trust policy in a text, which may also be the answer of `aws iam get-role`; or why there is none to be used. */
export function locateTrust(
  text: string,
  origin: PolicyOrigin,
):
  | { readonly ok: true; readonly located: LocatedPolicy }
  | { readonly ok: false; readonly observations: readonly Observation[] } {
  if (text.length > longestText) {
    return { ok: false, observations: [unusable(origin, null, 'It has more than 1 MiB.')] };
  }
  const reading = locateJson(text, origin);
  return reading.ok
    ? { ok: true, located: unwrapped(reading.located) }
    : { ok: false, observations: [unusable(origin, reading.problem.position, reading.problem.sentence)] };
}

/** Reads a trust policy, or says why it cannot be evaluated: at most five problems, each at its line. */
export function readTrust(document: LocatedPolicy): TrustReading {
  const located = unwrapped(document);
  const { origin, locate } = located;
  const fail = (position: Position | null, sentence: string) => unusable(origin, position, sentence);
  const reading = readPolicyDocument(located);
  if (!reading.ok) {
    return { ok: false, observations: reading.problems.slice(0, 5).map((one) => fail(one.position, one.sentence)) };
  }
  if (reading.policy.statements.every(({ principals }) => principals === null)) {
    const sentence = 'No statement has a Principal: it is a policy of an identity and not the trust policy of a role.';
    return { ok: false, observations: [fail(locate([]), sentence)] };
  }
  return { ok: true, located, policy: reading.policy };
}

/** The statement as it stands in the document; `null` when there is none at this place. */
export function writtenStatement({ value }: LocatedPolicy, index: number): unknown {
  return isFields(value) ? (toList(value['Statement'])[index] ?? null) : null;
}

/** A part of a file that only a tool can fill in; IAM itself knows such names, and they are none of its variables. */
export function unfilledIn(located: LocatedPolicy): Observation | null {
  const statements = isFields(located.value) ? located.value['Statement'] : [];
  const listed = Array.isArray(statements);
  for (const [index, statement] of toList(statements).entries()) {
    const from: Path = listed ? ['Statement', index] : ['Statement'];
    for (const { path, text } of isFields(statement) ? textsOf(statement) : []) {
      const found = expressionIn(text, path[0] === 'Principal');
      if (found !== null) {
        const sentence = `It holds ${named(found)}, which only the tool that it is a template for can fill in.`;
        return unusable(located.origin, located.locate([...from, ...path]), sentence);
      }
    }
  }
  return null;
}

function unwrapped(document: LocatedPolicy): LocatedPolicy {
  for (const path of [['Role', 'AssumeRolePolicyDocument'], ['AssumeRolePolicyDocument']]) {
    const inner = path.reduce<unknown>((value, key) => (isFields(value) ? value[key] : undefined), document.value);
    if (isFields(inner)) {
      return { ...document, value: inner, locate: (steps) => document.locate([...path, ...steps]) };
    }
  }
  return document;
}

function unusable(origin: PolicyOrigin, position: Position | null, sentence: string): Observation {
  const line = position?.line ?? 1;
  return {
    code: 'trust-policy-file-unusable',
    detail: `${named(origin.name)}: ${sentence}`,
    ...(origin.file === null ? {} : { location: { file: origin.file, line, endLine: line } }),
  };
}

interface FoundText {
  readonly path: Path;
  readonly text: string;
}

/** Every text of `Principal` and `Condition`, where a template has its names. */
function textsOf(statement: Readonly<Record<string, unknown>>): readonly FoundText[] {
  const walk = (value: unknown, path: Path): readonly FoundText[] => {
    if (typeof value === 'string') {
      return [{ path, text: value }];
    }
    const entries = Array.isArray(value)
      ? value.map((one: unknown, index) => [index, one] as const)
      : isFields(value)
        ? Object.entries(value)
        : [];
    return entries.flatMap(([key, inner]) => [
      ...(typeof key === 'string' ? [{ path: [...path, key], text: key }] : []),
      ...walk(inner, [...path, key]),
    ]);
  };
  return ['Principal', 'Condition'].flatMap((element) => walk(statement[element], [element]));
}

/** `${aws:username}` and `${*}` are IAM's own; `Principal` takes none at all. */
function expressionIn(text: string, inPrincipal: boolean): string | null {
  for (const [whole, name = ''] of text.matchAll(/\$\{([^${}]{0,200})\}/g)) {
    const ofIam = /^[*?$]$/.test(name) || /^[A-Za-z0-9./_-]+:[^:]/.test(name);
    if (inPrincipal || !ofIam) {
      return whole;
    }
  }
  return /\{\{[^{}]{0,100}|<%[^<>]{0,100}|<[A-Za-z_][\w .-]{0,60}>/.exec(text)?.[0] ?? null;
}
