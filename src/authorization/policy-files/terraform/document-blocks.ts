import { unresolved } from '../found-policy.ts';
import { openStatements } from '../open-statement.ts';
import { Cursor, type Places } from '../text/cursor.ts';

/**
 * The policy document of an `aws_iam_policy_document` data source that is not rendered yet, put together from its
 * blocks (Terraform registry, hashicorp/aws, data source aws_iam_policy_document). `unknown` marks with `true` what is
 * known only after the plan is applied; such texts become `${unresolved}`.
 */
export function blocksDocument(values: Cursor, unknown: Cursor, places: Places): Cursor {
  const version = values.get('version').text() ?? '2012-10-17';
  const blocks = values.get('statement').items();
  const openBlocks = unknown.get('statement').items();
  const made = blocks.flatMap((block, index) => {
    const statement = statementOf(block, openBlocks[index] ?? unknown.get('nothing'));
    return openStatements(statement, { conditional: false, variables: version === '2012-10-17' }, (part) => {
      places.set(part, { own: block.offset, members: new Map() });
      return part;
    });
  });
  const offsets = made.map((statement) => places.get(statement)?.own ?? values.offset);
  const { offset } = values.get('statement');
  places.set(made, { own: offset, members: offsets });
  const document = { Version: version, Statement: made };
  places.set(document, { own: values.offset, members: new Map([['Statement', offset]]) });
  return new Cursor(document, values.offset, places);
}

function statementOf(block: Cursor, open: Cursor): Readonly<Record<string, unknown>> {
  const sid = block.get('sid').text() ?? '';
  const lists = texts.flatMap(([attribute, element]) => {
    const found = listOf(block.get(attribute), open.get(attribute));
    return found.length === 0 ? [] : [[element, found] as const];
  });
  return {
    ...(sid === '' ? {} : { Sid: sid }),
    Effect: block.get('effect').text() ?? (open.get('effect').value === true ? unresolved : 'Allow'),
    ...Object.fromEntries(lists),
    ...principalsOf('Principal', block.get('principals'), open.get('principals')),
    ...principalsOf('NotPrincipal', block.get('not_principals'), open.get('not_principals')),
    ...conditionOf(block.get('condition'), open.get('condition')),
  };
}

const texts: readonly (readonly [attribute: string, element: string])[] = [
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
];

/** Terraform writes policy variables with `&{`, so that its own interpolation leaves them alone. */
function listOf(given: Cursor, open: Cursor): readonly string[] {
  if (open.value === true) {
    return [unresolved];
  }
  const known = given.items().map((item) => item.text()?.replaceAll('&{', '${') ?? unresolved);
  return known.length === 0 && open.items().some((item) => item.value === true) ? [unresolved] : known;
}

function principalsOf(element: string, blocks: Cursor, open: Cursor): Readonly<Record<string, unknown>> {
  if (open.value === true) {
    return { [element]: unresolved };
  }
  const byType = new Map<string, string[]>();
  blocks.items().forEach((block, index) => {
    const type = block.get('type').text() ?? unresolved;
    const identifiers = listOf(
      block.get('identifiers'),
      open.items()[index]?.get('identifiers') ?? open.get('nothing'),
    );
    byType.set(type, [...(byType.get(type) ?? []), ...identifiers]);
  });
  return byType.size === 0 ? {} : { [element]: byType.has('*') ? '*' : Object.fromEntries(byType) };
}

function conditionOf(blocks: Cursor, open: Cursor): Readonly<Record<string, unknown>> {
  if (open.value === true) {
    return { Condition: unresolved };
  }
  const operators = new Map<string, Map<string, readonly string[]>>();
  blocks.items().forEach((block, index) => {
    const test = block.get('test').text() ?? unresolved;
    const variable = block.get('variable').text() ?? unresolved;
    const values = listOf(block.get('values'), open.items()[index]?.get('values') ?? open.get('nothing'));
    const keys = operators.get(test) ?? new Map<string, readonly string[]>();
    operators.set(test, keys.set(variable, [...(keys.get(variable) ?? []), ...values]));
  });
  const condition = [...operators].map(([test, keys]) => [test, Object.fromEntries(keys)] as const);
  return condition.length === 0 ? {} : { Condition: Object.fromEntries(condition) };
}
