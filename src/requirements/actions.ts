import { supportsArn } from './arn-type.ts';
import { faultsAt, linesOf, quote } from './fault.ts';
import { either, offer } from '../similar-names.ts';
import { fillPlace, partsOf, type Place, placeNames } from './placeholder.ts';
import type { Requirement } from './requirement.ts';
import type { KnownAction, ServiceAuthorization } from './service-authorization.ts';

/** One line of the `actions` input. */
export interface ActionRow {
  /** As the service authorization reference spells it. */
  readonly action: string;
  /** An ARN, in which `${Partition}`, `${Region}` and `${Account}` may stand, or `*`. */
  readonly resource: string;
  /** Whether the resource is unknown, wholly or in part. */
  readonly guessed: boolean;
}

/**
 * Reads `service:Action [arn]`, one a line; blank lines and `#` comments do not count, nor does the case of an action.
 * An action with resource-level permissions that comes without an ARN is kept as a guess. Throws one InputError that
 * names every line which cannot be simulated, with the names that were probably meant.
 */
export function parseActions(text: string, authorization: ServiceAuthorization): readonly ActionRow[] {
  const faults: { readonly line: number; readonly sentence: string }[] = [];
  const rows = new Map<string, ActionRow>();
  for (const { line, text: content } of linesOf(text)) {
    const row = readLine(content.replace(/\s#.*$/s, '').trim(), authorization);
    if (typeof row === 'string') {
      faults.push({ line, sentence: row });
    } else {
      rows.set(`${row.action} ${row.resource}`, row);
    }
  }
  if (faults.length > 0) {
    throw faultsAt('actions', null, faults);
  }
  return [...rows.values()];
}

/** The rows as checks of the caller. All are errors: the user says that the deployment needs them. */
export function actionRequirements(rows: readonly ActionRow[], place: Place): readonly Requirement[] {
  return rows.map(({ action, resource, guessed }) => ({
    target: 'actions',
    action,
    resource: fillPlace(resource, place),
    principal: 'caller',
    severity: 'error',
    context: {},
    guessed: guessed ? ['an exact ARN'] : [],
    why: 'The actions input lists it',
    ignored: null,
    location: null,
  }));
}

/** A row, or what is wrong with the line. */
function readLine(content: string, authorization: ServiceAuthorization): ActionRow | string {
  const [written = '', ...rest] = content.split(/\s+/);
  const resource = content.slice(written.length).trim();
  if (!/^[A-Za-z0-9-]+:[A-Za-z0-9]+$/.test(written)) {
    return /^[A-Za-z0-9-]*:?[A-Za-z0-9]*[*?][A-Za-z0-9*?]*$/.test(written)
      ? `${quote(written)} has a wildcard; AWS's simulator takes whole action names, one a line.`
      : `${quote(written)} is no action; write service:Action, such as s3:PutObject, and an ARN after it.`;
  }
  const found = authorization.lookup(written);
  if (found.kind !== 'known') {
    const [service = ''] = written.split(':');
    const unknown = found.kind === 'unknown-service' ? `The service ${quote(service)}` : `The action ${quote(written)}`;
    return `${unknown} is not in AWS's service authorization reference.${offer(found.nearest)}`;
  }
  const problem = rest.length === 0 ? null : resourceProblem(found, resource);
  if (problem !== null) {
    return problem;
  }
  const unknownResource = resource === '' || resource.includes('*');
  return { action: found.action, resource: resource || '*', guessed: !found.wildcardOnly && unknownResource };
}

function resourceProblem(action: KnownAction, resource: string): string | null {
  if (resource === '*') {
    return null;
  }
  if (!resource.startsWith('arn:')) {
    return `${quote(resource)} is no ARN; after the action comes one ARN or nothing.`;
  }
  if (action.wildcardOnly) {
    return `${action.action} has no resource-level permissions; leave the ARN out.`;
  }
  const stray = partsOf(resource).find((part) =>
    part.kind === 'text' ? part.text.includes('${') : part.kind === 'parameter' || part.filter !== null,
  );
  if (stray !== undefined) {
    return `Only ${either(placeNames.map((name) => `\${${name}}`))} may stand in an ARN.`;
  }
  if (supportsArn(action, resource)) {
    return null;
  }
  const formats = action.resourceTypes.flatMap((type) => type.arns.map((arn) => `${type.name} (${arn})`));
  const shown = formats.slice(0, 6).join(', ');
  const more = formats.length > 6 ? ` and ${formats.length - 6} more` : '';
  return `${action.action} cannot be granted on ${quote(resource)}; it takes ${shown}${more}.`;
}
