import { unresolved } from './found-policy.ts';
import { isRecord } from './text/cursor.ts';

type Statement = Readonly<Record<string, unknown>>;

/** What a statement depends on beyond its own texts. */
export interface Openness {
  /** Whether it is unknown that the statement is there at all. */
  readonly conditional: boolean;
  /** Whether `${unresolved}` is read as a variable, which it is in version 2012-10-17 only. */
  readonly variables: boolean;
}

/**
 * Rewrites a statement with unknown texts so that an evaluation cannot take one for a text. Where IAM reads variables,
 * in `Resource` and under the String and Arn operators, `${unresolved}` says enough. Everywhere else the statement is
 * split: one with what is known, and one that may match anything in place of the unknown, under a condition on a key
 * that nobody knows. `keep` is called with every statement that is made.
 */
export function openStatements(
  statement: Statement,
  { conditional, variables }: Openness,
  keep: (made: Statement) => Statement = (made) => made,
): readonly Statement[] {
  const effects = isOpen(statement['Effect']) ? ['Allow', 'Deny'] : [statement['Effect']];
  const settled = effects.map((effect) => (effects.length === 1 ? statement : { ...statement, Effect: effect }));
  const steps = [splitPrincipals, splitActions, settleConditions, ...(variables ? [] : [settleResources])];
  const start: readonly Part[] = settled.map((part) => ({ part, hedged: conditional || effects.length > 1 }));
  const parts = steps.reduce((all, step) => all.flatMap(step), start);
  return parts.map(({ part, hedged }) => keep(hedged ? hedge(part) : part));
}

/** Stands for a statement of which nothing is known: it may allow or deny anything, and anyone where it is of a resource. */
export function anyStatements(ofResource: boolean): readonly Statement[] {
  const reach = ofResource ? { Principal: '*' } : { Resource: '*' };
  return ['Allow', 'Deny'].map((effect) => hedge({ Effect: effect, Action: '*', ...reach }));
}

/** Whether a text is not wholly known. */
export function isOpen(value: unknown): boolean {
  return typeof value === 'string' && value.includes(unresolved);
}

interface Part {
  readonly part: Statement;
  /** Whether the part holds under the unknown condition only. */
  readonly hedged: boolean;
}

/** IAM knows no variables in actions. */
function splitActions({ part, hedged }: Part): readonly Part[] {
  const key = 'NotAction' in part ? 'NotAction' : 'Action';
  const actions = listOf(part[key]);
  const known = actions.filter((action) => !isOpen(action));
  if (known.length === actions.length) {
    return [{ part, hedged }];
  }
  if (key === 'NotAction') {
    const rest = known.length === 0 ? { ...without(part, key), Action: '*' } : { ...part, [key]: known };
    return [{ part: rest, hedged: true }];
  }
  const guesses = actions.filter(isOpen).map((action) => String(action).replaceAll(unresolved, '*'));
  const possible = { part: { ...without(part, 'Sid'), [key]: guesses }, hedged: true };
  return known.length === 0 ? [possible] : [{ part: { ...part, [key]: known }, hedged }, possible];
}

/** Nor in principals, of which only a whole `*` is a wildcard. */
function splitPrincipals({ part, hedged }: Part): readonly Part[] {
  const key = 'NotPrincipal' in part ? 'NotPrincipal' : 'Principal';
  const principal = part[key];
  if (
    !isOpen(principal) &&
    !(isRecord(principal) && Object.values(principal).some((names) => listOf(names).some(isOpen)))
  ) {
    return [{ part, hedged }];
  }
  const known = Object.entries(isRecord(principal) ? principal : {})
    .map(([type, names]) => [type, listOf(names).filter((name) => !isOpen(name))] as const)
    .filter(([, names]) => names.length > 0);
  const certain = known.length === 0 ? [] : [{ ...part, [key]: Object.fromEntries(known) }];
  if (key === 'NotPrincipal' && certain.length > 0) {
    return certain.map((rest) => ({ part: rest, hedged: true }));
  }
  const possible = { ...without(without(part, 'Sid'), key), Principal: '*' };
  return [...certain.map((rest) => ({ part: rest, hedged })), { part: possible, hedged: true }];
}

/** Under the operators for numbers, dates, addresses and booleans a variable is a text like any other. */
function settleConditions({ part, hedged }: Part): readonly Part[] {
  const condition = part['Condition'];
  if (isOpen(condition)) {
    return [{ part: without(part, 'Condition'), hedged: true }];
  }
  if (!isRecord(condition)) {
    return [{ part, hedged }];
  }
  const blocks = Object.entries(condition).map(([operator, keys]) => {
    const readsVariables = /^(?:For(?:All|Any)Values?:)?(?:String|Arn)/.test(operator);
    const kept = isRecord(keys)
      ? Object.entries(keys).filter(([key, values]) => !isOpen(key) && (readsVariables || !listOf(values).some(isOpen)))
      : [];
    const isWhole = isRecord(keys) ? kept.length === Object.keys(keys).length : !isOpen(keys);
    return {
      operator,
      isWhole,
      keys: isWhole ? keys : Object.fromEntries(kept),
      isEmpty: !isWhole && kept.length === 0,
    };
  });
  if (blocks.every(({ isWhole }) => isWhole)) {
    return [{ part, hedged }];
  }
  const rest = blocks.filter(({ isEmpty }) => !isEmpty).map(({ operator, keys }) => [operator, keys] as const);
  return [{ part: { ...part, Condition: Object.fromEntries(rest) }, hedged: true }];
}

/** In the older version of the language nothing is a variable. */
function settleResources({ part, hedged }: Part): readonly Part[] {
  const condition = part['Condition'];
  const key = 'NotResource' in part ? 'NotResource' : 'Resource';
  const resources = listOf(part[key]);
  const isOpenCondition =
    isRecord(condition) &&
    Object.values(condition).some((keys) => isRecord(keys) && Object.values(keys).flatMap(listOf).some(isOpen));
  if (!isOpenCondition && !resources.some(isOpen)) {
    return [{ part, hedged }];
  }
  const settled = isOpenCondition ? without(part, 'Condition') : part;
  if (key === 'NotResource') {
    const known = resources.filter((resource) => !isOpen(resource));
    const rest = known.length === 0 ? { ...without(settled, key), Resource: '*' } : { ...settled, [key]: known };
    return [{ part: rest, hedged: true }];
  }
  const texts = resources.map((resource) =>
    isOpen(resource) ? String(resource).replaceAll(unresolved, '*') : resource,
  );
  return [{ part: resources.some(isOpen) ? { ...settled, Resource: texts } : settled, hedged: true }];
}

/** Adds a condition on a key that no request carries and nobody knows the value of. */
function hedge(statement: Statement): Statement {
  const condition = isRecord(statement['Condition']) ? statement['Condition'] : {};
  const equals = isRecord(condition['StringEquals']) ? condition['StringEquals'] : {};
  return { ...statement, Condition: { ...condition, StringEquals: { ...equals, unresolved } } };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function without(statement: Statement, key: string): Statement {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== key));
}
