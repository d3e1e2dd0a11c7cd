import type { Condition } from './conditions.ts';
import { operators } from './operators.ts';

/** An IAM policy document, read once and trusted afterwards. */
export interface Policy {
  /** Policy variables are plain text in the older version, which is also the one of a document that names none. */
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: readonly Condition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Patterns {
  readonly negated: boolean;
  readonly texts: readonly string[];
}

/** `problems` are sentences that name the place, in the order of the document. */
export type PolicyReading =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly problems: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

/** Reads an identity-based policy, a permissions boundary or a service control policy: none of them has a `Principal`. */
export function readPolicy(document: unknown): PolicyReading {
  const problems: string[] = [];
  if (!isFields(document)) {
    return { ok: false, problems: ['The policy is not a JSON object.'] };
  }
  expectKeys(document, ['Version', 'Id', 'Statement'], 'The policy', problems);
  const version = document['Version'] ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    problems.push('Version is neither 2012-10-17 nor 2008-10-17.');
  }
  const statements = toList(document['Statement'] ?? []).map((statement, index) =>
    readStatement(statement, `Statement ${index + 1}`, problems),
  );
  if (statements.length === 0) {
    problems.push('The policy has no Statement.');
  }
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  return { ok: true, policy: { version: version === '2012-10-17' ? '2012-10-17' : '2008-10-17', statements } };
}

const statementKeys = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function readStatement(value: unknown, place: string, problems: string[]): Statement {
  const fields = isFields(value) ? value : {};
  if (!isFields(value)) {
    problems.push(`${place} is not an object.`);
  }
  expectKeys(fields, statementKeys, place, problems);
  if (fields['Effect'] !== 'Allow' && fields['Effect'] !== 'Deny') {
    problems.push(`${place} has an Effect that is neither Allow nor Deny.`);
  }
  return {
    sid: typeof fields['Sid'] === 'string' ? fields['Sid'] : null,
    effect: fields['Effect'] === 'Deny' ? 'Deny' : 'Allow',
    actions: readPatterns(fields, 'Action', place, problems),
    resources: readPatterns(fields, 'Resource', place, problems),
    conditions: readConditions(fields['Condition'] ?? {}, place, problems),
  };
}

function readPatterns(fields: Fields, name: 'Action' | 'Resource', place: string, problems: string[]): Patterns {
  const negated = fields[`Not${name}`] !== undefined;
  if (negated === (fields[name] !== undefined)) {
    problems.push(`${place} needs either ${name} or Not${name}.`);
  }
  return { negated, texts: readTexts(fields[negated ? `Not${name}` : name] ?? [], `${place}, ${name}`, problems) };
}

function readConditions(value: unknown, place: string, problems: string[]): readonly Condition[] {
  if (!isFields(value)) {
    problems.push(`${place} has a Condition that is not an object.`);
    return [];
  }
  return Object.entries(value).flatMap(([name, keys]) => {
    const operator = readOperator(name);
    if (operator === null || !isFields(keys)) {
      problems.push(`${place} has an unknown condition operator or block: ${name}.`);
      return [];
    }
    return Object.entries(keys).map(([key, values]) => ({
      ...operator,
      key,
      values: readTexts(values, `${place}, ${name}, ${key}`, problems),
    }));
  });
}

function readOperator(name: string): Pick<Condition, 'operator' | 'set' | 'ifExists'> | null {
  const [, set, operator = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  if (operators[operator] === undefined && operator !== 'Null') {
    return null;
  }
  return {
    operator,
    set: set === 'ForAllValues' || set === 'ForAnyValue' ? set : null,
    ifExists: suffix !== undefined,
  };
}

function readTexts(value: unknown, place: string, problems: string[]): readonly string[] {
  return toList(value).flatMap((text) => {
    if (typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean') {
      return [String(text)];
    }
    problems.push(`${place} holds something else than text.`);
    return [];
  });
}

function expectKeys(fields: Fields, known: readonly string[], place: string, problems: string[]): void {
  const unknown = Object.keys(fields).filter((key) => !known.includes(key));
  problems.push(...unknown.map((key) => `${place} has an unknown element: ${key}.`));
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
