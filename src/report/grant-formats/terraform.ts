import type { GrantPolicy, GrantStatement } from '../../authorization/policy.ts';
import { hclString } from './hcl-string.ts';
import type { Placement } from './placement.ts';
import { digestOf, policyName } from './policy-name.ts';

/**
 * The policy as an `aws_iam_policy_document`, as `terraform fmt` would lay it out, and what gives it to the principal.
 * `formatFor` says which policies can be written so.
 */
export function terraform(policy: GrantPolicy, placement: Placement): string {
  const label = `preflight_${digestOf(policy)}`;
  const statements = policy.Statement.map((each) => block('statement', statement(each)));
  return [
    block(`data "aws_iam_policy_document" "${label}"`, statements.join('\n\n')),
    ...resources(label, policyName(policy), placement),
  ].join('\n\n');
}

/** Names of resource types and of their arguments as the provider's documentation gives them. */
function resources(label: string, name: string, { kind, principal }: Placement): string[] {
  const policy: Argument = ['policy', `data.aws_iam_policy_document.${label}.json`];
  const named: Argument = ['name', hclString(name)];
  const holder: Argument[] = principal === null ? [] : [[principal.kind, hclString(principal.name)]];
  if (kind === 'managed') {
    const attachment: Argument[] = [...holder, ['policy_arn', `aws_iam_policy.${label}.arn`]];
    return [
      block(`resource "aws_iam_policy" "${label}"`, args([named, policy])),
      ...(principal === null
        ? []
        : [block(`resource "aws_iam_${principal.kind}_policy_attachment" "${label}"`, args(attachment))]),
    ];
  }
  return principal === null
    ? []
    : [block(`resource "aws_iam_${principal.kind}_policy" "${label}"`, args([named, ...holder, policy]))];
}

function statement({ Sid, Effect, Action, Resource, Condition = {} }: GrantStatement): string {
  const sid: Argument[] = Sid === undefined ? [] : [['sid', hclString(Sid)]];
  const conditions = Object.entries(Condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([key, values]) => condition(test, key, values)),
  );
  return [
    args([...sid, ['effect', hclString(Effect)]]),
    list('actions', Action),
    list('resources', Resource),
    ...conditions,
  ].join('\n\n');
}

function condition(test: string, key: string, values: string | readonly string[]): string {
  const head = args([
    ['test', hclString(test)],
    ['variable', hclString(key)],
  ]);
  return block('condition', `${head}\n\n${list('values', values)}`);
}

type Argument = readonly [name: string, expression: string];

/** Lines whose equals signs stand below each other. */
function args(all: readonly Argument[]): string {
  const width = Math.max(...all.map(([name]) => name.length));
  return all.map(([name, expression]) => `${name.padEnd(width)} = ${expression}`).join('\n');
}

function list(name: string, values: string | readonly string[]): string {
  const items = (typeof values === 'string' ? [values] : values).map((value) => `  ${hclString(value)},`);
  return [`${name} = [`, ...items, ']'].join('\n');
}

function block(head: string, body: string): string {
  return `${head} {\n${body.replace(/^(?=.)/gm, '  ')}\n}`;
}
