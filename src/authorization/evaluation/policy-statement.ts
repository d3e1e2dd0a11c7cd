import { compileCondition, type Condition } from './condition.ts';
import type { DecidingStatement } from './decision.ts';
import type { LocatedPolicy, Position } from './located-policy.ts';
import { compileText, type PolicyText } from './policy-text.ts';
import { compilePrincipals, type PrincipalElement } from './principal-element.ts';
import { expectKeys, isFields, readTexts, type Fields, type Path, type Problems } from './problems.ts';

/** One statement of a policy, compiled. */
export interface PolicyStatement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /** Its place among the policy's statements, from 0. */
  readonly index: number;
  readonly path: Path;
  readonly position: Position | null;
  /** `null` in policies of an identity. */
  readonly principals: PrincipalElement | null;
  readonly actions: StatementTexts;
  /** `null` in trust policies, which are on the one resource that they protect. */
  readonly resources: StatementTexts | null;
  readonly conditions: readonly Condition[];
  /** How a decision names it. */
  readonly citation: DecidingStatement;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface StatementTexts {
  readonly negated: boolean;
  /** As they are written. */
  readonly texts: readonly string[];
  readonly compiled: readonly PolicyText[];
}

export interface WrittenStatement {
  readonly value: unknown;
  readonly index: number;
  readonly path: Path;
  /** Whether the policy's version knows variables. */
  readonly variables: boolean;
  readonly located: LocatedPolicy;
  readonly problems: Problems;
}

/** Reads one statement and notes what is wrong with it; what it answers then is not to be used. */
export function readStatement(written: WrittenStatement): PolicyStatement {
  const { value, index, path, located, problems } = written;
  const place = placeOf(index);
  const fields = isFields(value) ? value : {};
  if (!isFields(value)) {
    problems.note(path, `${place} is not an object.`);
  }
  expectKeys(fields, elements, path, place, problems);
  const { Effect: effect, Sid: sid } = fields;
  if (effect !== 'Allow' && effect !== 'Deny') {
    problems.note(
      effect === undefined ? path : [...path, 'Effect'],
      `${place} has an Effect that is neither Allow nor Deny.`,
    );
  }
  const citation: DecidingStatement = {
    origin: located.origin,
    sid: typeof sid === 'string' ? sid : null,
    effect: effect === 'Deny' ? 'Deny' : 'Allow',
    position: located.locate(path),
    index,
  };
  const principals = readPrincipals(fields, written);
  return {
    sid: citation.sid,
    effect: citation.effect,
    index,
    path,
    position: citation.position,
    principals,
    actions: readPair('Action', fields, written),
    resources:
      principals !== null && fields['Resource'] === undefined && fields['NotResource'] === undefined
        ? null
        : readPair('Resource', fields, written),
    conditions: readConditions(fields['Condition'] ?? {}, written),
    citation,
  };
}

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

const principalTypes = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

function placeOf(index: number): string {
  return `Statement ${index + 1}`;
}

/** Actions are compared without regard to case, resources with it (IAM User Guide, "Action" and "Resource"). */
function readPair(
  name: 'Action' | 'Resource',
  fields: Fields,
  { index, path, variables, problems }: WrittenStatement,
): StatementTexts {
  const negated = fields[`Not${name}`] !== undefined;
  const place = placeOf(index);
  if (negated === (fields[name] !== undefined)) {
    problems.note(path, `${place} needs either ${name} or Not${name}.`);
  }
  const element = negated ? `Not${name}` : name;
  const texts = readTexts(fields[element] ?? [], [...path, element], `${place}, ${element}`, problems);
  const resource = name === 'Resource';
  const rules = { wildcards: true, variables: resource && variables, folded: !resource, resource };
  return { negated, texts, compiled: texts.map((text) => compileText(text, rules)) };
}

/** `"*"`, or lists by the kind of principal (IAM User Guide, "AWS JSON policy elements: Principal"). */
function readPrincipals(fields: Fields, { index, path, problems }: WrittenStatement): PrincipalElement | null {
  const negated = fields['NotPrincipal'] !== undefined;
  const element = negated ? 'NotPrincipal' : 'Principal';
  const value = fields[element];
  const place = `${placeOf(index)}, ${element}`;
  if (value === undefined || value === '*') {
    return value === undefined ? null : compilePrincipals(value, negated);
  }
  if (negated && fields['Principal'] !== undefined) {
    problems.note(path, `${placeOf(index)} takes either Principal or NotPrincipal.`);
  }
  if (!isFields(value)) {
    problems.note([...path, element], `${place} is neither * nor an object.`);
    return null;
  }
  expectKeys(value, principalTypes, [...path, element], place, problems);
  const lists = Object.entries(value).map(
    ([type, names]) => [type, readTexts(names, [...path, element, type], `${place}, ${type}`, problems)] as const,
  );
  return compilePrincipals(Object.fromEntries(lists), negated);
}

function readConditions(value: unknown, written: WrittenStatement): readonly Condition[] {
  const { index, path, variables, located, problems } = written;
  const place = placeOf(index);
  if (!isFields(value)) {
    problems.note([...path, 'Condition'], `${place} has a Condition that is not an object.`);
    return [];
  }
  return Object.entries(value).flatMap(([operator, keys]) => {
    const at = [...path, 'Condition', operator];
    if (compileCondition({ operator, key: '', values: [] }, false, null) === null || !isFields(keys)) {
      problems.note(at, `${place} has an unknown condition operator or block: ${operator}.`);
      return [];
    }
    return Object.entries(keys).flatMap(([key, texts]) => {
      const values = readTexts(texts, [...at, key], `${place}, ${operator}, ${key}`, problems);
      const condition = compileCondition({ operator, key, values }, variables, located.locate([...at, key]));
      return condition === null ? [] : [condition];
    });
  });
}
