import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import { knownPartition } from '../credentials/regions.ts';
import { parseArn } from '../identity/arn.ts';
import type { Place } from '../requirements/placeholder.ts';
import { asList, listOf, memberAt, memberOf } from './json-member.ts';

/** Where a provider configuration works, and as whom. */
export interface TerraformProvider {
  readonly place: Place;
  /** Whether the place is established; else it is the most probable one. */
  readonly isPlaceCertain: boolean;
  /**
   * The roles that it assumes one from the other, the last of which makes the calls. `null` when the plan does not tell
   * which, or whose credentials it begins with.
   */
  readonly roles: readonly string[] | null;
  /** Whether the first role is assumed with a token of the job instead of the run's credentials. */
  readonly byToken: boolean;
  /** What of it could not be read, as a sentence. */
  readonly note: string | null;
}

/** A value of a provider's argument: `null` for what is written but not known, `undefined` for what is not written. */
type Argument = { readonly text: string; readonly byVariable: boolean } | null | undefined;

/**
 * Reads a provider configuration of a plan. An argument is a constant, or names what it is made of: one that names
 * nothing but a variable of the root module is taken for that variable's value, if that has the right form.
 */
export function terraformProvider(plan: unknown, key: string, place: Place): TerraformProvider {
  const provider = memberAt(plan, 'configuration', 'provider_config', key);
  const expressions = memberOf(provider, 'expressions');
  const isRoot = memberOf(provider, 'module_address') === undefined;
  const argument = (block: unknown, name: string) => argumentOf(memberOf(block, name), plan, isRoot);
  const region = argument(expressions, 'region');
  const found = region && knownPartition(region.text) !== null ? region : null;
  const here =
    found === null ? place : { ...place, region: found.text, partition: knownPartition(found.text) ?? place.partition };
  const chain = rolesOf(expressions, argument);
  const last = chain.roles?.at(-1);
  const account = last === undefined ? null : (parseArn(last)?.accountId ?? null);
  const other = ownCredentials(expressions, argument);
  return {
    place: account === null ? here : { ...here, accountId: account },
    isPlaceCertain: region === undefined || (found !== null && (!found.byVariable || found.text === place.region)),
    roles: other === null ? chain.roles : null,
    byToken: chain.byToken,
    note: noteOf(shownKey(key), other, chain.roles === null),
  };
}

/** Whether a resource that the configuration no longer holds may belong to one of several configurations of the provider. */
export function hasSeveralProviders(plan: unknown): boolean {
  const all = memberAt(plan, 'configuration', 'provider_config');
  const ofAws = Object.values(isRecord(all) ? all : {}).filter((one) => memberOf(one, 'name') === 'aws');
  return ofAws.length > 1;
}

/** `null` where nothing is to be said. */
function noteOf(key: string, other: string | null, isRoleOpen: boolean): string | null {
  if (other !== null) {
    return `The provider ${key} sets ${other}, so it does not sign as this run does; what it changes was not checked.`;
  }
  return isRoleOpen
    ? `The provider ${key} assumes a role whose ARN the plan does not tell; what it changes was not checked.`
    : null;
}

/** Arguments that replace the credentials of the run (Terraform registry, hashicorp/aws, "Authentication and Configuration"). */
const credentialArguments = ['access_key', 'profile', 'shared_credentials_files', 'endpoints'] as const;

function ownCredentials(expressions: unknown, argument: (block: unknown, name: string) => Argument): string | null {
  return credentialArguments.find((name) => argument(expressions, name) !== undefined) ?? null;
}

/** Roles are assumed in the order of their blocks; a role by web identity comes before them. */
function rolesOf(
  expressions: unknown,
  argument: (block: unknown, name: string) => Argument,
): { readonly roles: readonly string[] | null; readonly byToken: boolean } {
  const byToken = blocksOf(memberOf(expressions, 'assume_role_with_web_identity'));
  const blocks = [...byToken, ...blocksOf(memberOf(expressions, 'assume_role'))];
  const arns = blocks.map((block) => argument(block, 'role_arn')).filter((arn) => arn !== undefined);
  const known = arns.flatMap((arn) => (arn !== null && isRoleArn(arn.text) ? [arn.text] : []));
  return { roles: known.length === arns.length ? known : null, byToken: byToken.length > 0 };
}

function isRoleArn(text: string): boolean {
  return /^arn:aws[a-z-]{0,10}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(text);
}

/** A block is a list of expressions in a plan; one that is made by `dynamic` is not there to be read. */
function blocksOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? asList(value) : [value];
}

function argumentOf(expression: unknown, plan: unknown, isRoot: boolean): Argument {
  if (expression === undefined) {
    return undefined;
  }
  const constant = memberOf(expression, 'constant_value');
  if (constant !== undefined) {
    return givenText(constant, false);
  }
  const [reference, ...more] = listOf(expression, 'references');
  const name = typeof reference === 'string' && reference.startsWith('var.') ? reference.slice('var.'.length) : null;
  if (!isRoot || name === null || more.length > 0) {
    return null;
  }
  const value = memberAt(plan, 'variables', name, 'value');
  const isOpen = memberAt(plan, 'configuration', 'root_module', 'variables', name, 'sensitive') !== true;
  return isOpen ? givenText(value, true) : null;
}

/** An empty text and null are as good as nothing written. */
function givenText(value: unknown, byVariable: boolean): Argument {
  return value === '' || value === null ? undefined : typeof value === 'string' ? { text: value, byVariable } : null;
}

function shownKey(key: string): string {
  return key.replace(/[^\w.:-]/g, '?').slice(0, 80);
}
