import { memberAt } from './templates/json-member.ts';
import type { Aws, ResolvedCredentials } from './aws/port.ts';
import { cloudFormationCall, textIn } from './cloudformation-call.ts';
import type { Observation } from './diagnoses/finding.ts';
import type { ServiceAuthorization } from './requirements/service-authorization.ts';
import type { UncoveredResource } from './templates/template-reading.ts';

/** What is known of the types outside of the tables: advice, and what remains unknown. */
export interface TypeAdvice {
  readonly observations: readonly Observation[];
  readonly notes: readonly string[];
}

const mostTypes = 10;
const mostActions = 8;
const mostNames = 20;

/**
 * Asks CloudFormation's registry what creating resources of some types calls. Its lists hold far more than a template
 * needs, so they are advice and never checks: the creating actions of the type's own service. Refusals are passed over.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeType.html.
 */
export async function describeTypes(
  aws: Pick<Aws, 'probe'>,
  credentials: ResolvedCredentials,
  region: string,
  uncovered: readonly UncoveredResource[],
  authorization: ServiceAuthorization,
): Promise<TypeAdvice> {
  const types = [...new Set(uncovered.map(({ type }) => type))];
  const asked = types.filter((type) => /^AWS::[A-Za-z0-9]{1,60}::[A-Za-z0-9]{1,60}$/.test(type)).slice(0, mostTypes);
  const answers = await Promise.all(
    asked.map(async (type) => {
      const request = cloudFormationCall('DescribeType', { Type: 'RESOURCE', TypeName: type });
      const outcome = await aws.probe(credentials, region, request);
      return { type, actions: outcome.ok ? creatingActions(outcome.value.body, type, authorization) : [] };
    }),
  );
  const known = answers.filter(({ actions }) => actions.length > 0);
  const unknown = types.filter((type) => known.every((answer) => answer.type !== type));
  return { observations: advice(known, uncovered), notes: unknownNotes(unknown) };
}

/** What to say of the types when nobody can be asked. */
export function unknownNotes(types: readonly string[]): readonly string[] {
  const shown = [...new Set(types)]
    .slice(0, mostNames)
    .map((type) => type.slice(0, 100) || 'a resource without a type');
  const rest = new Set(types).size - shown.length;
  return shown.length === 0
    ? []
    : [`Resource types that are not known here: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`];
}

function advice(
  known: readonly { readonly type: string; readonly actions: readonly string[] }[],
  uncovered: readonly UncoveredResource[],
): readonly Observation[] {
  const first = uncovered.find(({ type }) => known.some((answer) => answer.type === type));
  if (first === undefined) {
    return [];
  }
  const sentences = known.map(({ type, actions }) => `${type} (${actions.join(', ')})`);
  const detail =
    'The tables of this package do not hold these types, so nothing was asked for them. ' +
    `CloudFormation's registry says what creating them calls, among other things: ${sentences.join('; ')}.`;
  return [{ code: 'template-type-advice', detail, location: first.location }];
}

/** The actions of `handlers.create.permissions` in a type's schema that create, and that belong to its own service. */
function creatingActions(body: unknown, type: string, authorization: ServiceAuthorization): readonly string[] {
  const result = memberAt(memberAt(body, 'DescribeTypeResponse'), 'DescribeTypeResult');
  const handler = memberAt(memberAt(parsed(textIn(result, 'Schema')), 'handlers'), 'create');
  const permissions = memberAt(handler, 'permissions');
  const texts = Array.isArray(permissions)
    ? permissions.filter((one): one is string => typeof one === 'string').slice(0, 200)
    : [];
  const creating = texts.flatMap((text) => {
    const found = authorization.lookup(text.slice(0, 200));
    return found.kind === 'known' && /:(?:Create|Put|Tag)/.test(found.action) ? [found.action] : [];
  });
  const service = ownService(type, creating);
  return [...new Set(creating)].filter((action) => action.startsWith(`${service}:`)).slice(0, mostActions);
}

/** The prefix that is the type's own name, else that of the first action that creates. */
function ownService(type: string, actions: readonly string[]): string {
  const name = type.split('::')[1]?.toLowerCase() ?? '';
  const prefixes = actions.map((action) => action.slice(0, action.indexOf(':')));
  return prefixes.includes(name) ? name : (prefixes[actions.findIndex((action) => action.includes(':Create'))] ?? name);
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
