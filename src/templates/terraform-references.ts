import { asList, memberOf } from './json-member.ts';
import type { TerraformConfiguration } from './terraform-configuration.ts';
import { moduleNames } from './terraform-change.ts';

/** An attribute of a resource in the plan. */
export interface ReferredAttribute {
  readonly type: string;
  /** As `resource_changes` has it. */
  readonly address: string;
  readonly attribute: string;
}

/** Modules pass values on through variables and outputs; more hops than this are a circle. */
const mostHops = 30;
const key = String.raw`(\[(?:"(?:[^"\\]|\\.){0,200}"|\d{1,9})\])?`;
const moduleReference = new RegExp(String.raw`^module\.([\w-]+)${key}\.([\w-]+)$`, 's');
const resourceReference = new RegExp(String.raw`^(aws_[a-z0-9_]+)\.([\w-]+)${key}\.([\w-]+)$`, 's');

/**
 * Follows what an expression names to the attribute of one resource, through the variables and outputs of modules.
 * `null` when it names several things, or anything else: a plan tells the names in an expression, and not what is made
 * of them.
 */
export function referredAttribute(
  expression: unknown,
  moduleAddress: string,
  configuration: TerraformConfiguration,
): ReferredAttribute | null {
  let at: { readonly expression: unknown; readonly module: string } | null = { expression, module: moduleAddress };
  for (let hops = 0; hops < mostHops && at !== null; hops++) {
    const reference = onlyReference(at.expression);
    const found = reference === null ? null : resourceReference.exec(reference);
    if (found !== null) {
      const [, type = '', name = '', index = '', attribute = ''] = found;
      return { type, address: joined(at.module, `${type}.${name}${index}`), attribute };
    }
    at = reference === null ? null : nextExpression(reference, at.module, configuration);
  }
  return null;
}

function nextExpression(
  reference: string,
  module: string,
  configuration: TerraformConfiguration,
): { readonly expression: unknown; readonly module: string } | null {
  const output = moduleReference.exec(reference);
  if (output !== null) {
    const [, name = '', index = '', attribute = ''] = output;
    const child = joined(module, `module.${name}${index}`);
    return { expression: configuration.output(moduleNames(child), attribute), module: child };
  }
  const variable = /^var\.([\w-]+)$/.exec(reference)?.[1];
  return variable === undefined || module === ''
    ? null
    : { expression: configuration.argument(moduleNames(module), variable), module: parentOf(module) };
}

/** A reference is followed by what it begins with: `aws_iam_role.a[0].arn`, `aws_iam_role.a[0]`, `aws_iam_role.a`. */
function onlyReference(expression: unknown): string | null {
  const [first, ...more] = asList(memberOf(expression, 'references'));
  const isPart = (text: unknown) =>
    typeof text === 'string' && typeof first === 'string' && (text === first || /^[.[]/.test(rest(first, text)));
  return typeof first === 'string' && first.length < 1000 && more.every(isPart) ? first : null;
}

/** What follows the start of a text; nothing when it begins otherwise. */
function rest(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : '';
}

/** The address of a module without its last step. */
function parentOf(module: string): string {
  const steps = module.match(/module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/gs) ?? [];
  return steps.slice(0, -1).join('.');
}

function joined(module: string, address: string): string {
  return module === '' ? address : `${module}.${address}`;
}

/** The expression of an argument, also of one in a block: `artifact_store[].location`. */
export function expressionAt(expressions: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, segment) => {
    const name = segment.replace(/(?:\[\])+$/, '');
    const found = memberOf(at, name);
    return Array.isArray(found) ? (found.length === 1 ? asList(found)[0] : undefined) : found;
  }, expressions);
}

/** Whether an argument is written at all. A block that is written more than once is not looked into. */
export function isWritten(expressions: unknown, path: string): boolean {
  return memberOf(expressions, path.split(/[.[]/)[0] ?? '') !== undefined;
}
