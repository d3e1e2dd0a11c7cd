import type { DecidingStatement, Layer } from './decision.ts';
import type { AccessRequest } from './request.ts';

/** What the layers' policies are called (IAM User Guide, "Troubleshoot access denied error messages"). */
const names: Readonly<Record<Layer, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  resource: 'resource-based policy',
};

/** Why a request is denied by statements. */
export function denied(request: AccessRequest, layer: Layer, statements: readonly DecidingStatement[]): string {
  return `${cite(statements)}, in the ${names[layer]}, denies ${ask(request)}.`;
}

/** Why a request is allowed. */
export function granted(request: AccessRequest, statements: readonly DecidingStatement[]): string {
  return statements.length === 0
    ? `The root user of the account is allowed ${ask(request)}.`
    : `${cite(statements)} allows ${ask(request)}.`;
}

/** Why a request is denied though no statement denies it. */
export function silent(request: AccessRequest, layer: Layer, crossAccount: boolean): string {
  const where =
    layer === 'scp' ? ', on at least one level of the organization,' : crossAccount ? ' of the other account' : '';
  return `No ${names[layer]}${layer === 'scp' || layer === 'resource' ? where : ''} allows ${ask(request)}.`;
}

/** Why a request cannot be decided. */
export function undecided(request: AccessRequest, keys: readonly string[]): string {
  const what = keys.length === 1 ? 'a context key that is not known' : 'context keys that are not known';
  return `Whether ${ask(request)} is allowed depends on ${what}: ${keys.join(', ')}.`;
}

function cite([first, ...more]: readonly DecidingStatement[]): string {
  if (first === undefined) {
    return 'A statement';
  }
  const name = first.sid === null || first.sid === '' ? String(first.index + 1) : first.sid;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `Statement ${name} of ${first.origin.name}${others}`;
}

function ask({ action, resource }: AccessRequest): string {
  return `${action} on ${resource}`;
}
