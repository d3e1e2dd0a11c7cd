import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schema/resource-types.schema.json' with { type: 'json' };
import { supportsArn } from '../requirements/arn-type.ts';
import { quote } from '../requirements/fault.ts';
import { partsOf, placeNames } from '../requirements/placeholder.ts';
import type { KnownAction, ServiceAuthorization } from '../requirements/service-authorization.ts';
import { offsetOf, readYaml } from '../requirements/yaml.ts';
import { didYouMean, offer } from '../similar-names.ts';
import { namesOf } from './physical-name.ts';
import { propertyFilters } from './property-filter.ts';
import { fillPattern, pathsIn } from './property-pattern.ts';
import type { ResourceCall, ResourceType } from './resource-type.ts';

/** Something wrong with a file of resource types. Lines count from 1. */
export interface ResourceTypeFault {
  readonly file: string;
  readonly line: number;
  readonly sentence: string;
}

type Path = readonly (string | number)[];
interface Found {
  readonly path: Path;
  readonly sentence: string;
}

const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

/**
 * Compares a file of resource types with its schema and with the service authorization reference: every action,
 * every type of ARN and every context key has to be there, because the simulator allows an action that does not exist
 * and denies an ARN of the wrong type, whoever asks. Nothing wrong gives an empty list.
 */
export function lintResourceTypes(
  text: string,
  file: string,
  authorization: ServiceAuthorization,
): readonly ResourceTypeFault[] {
  const unreadable = (sentence: string, line: number) => new UnreadableFile(sentence, line);
  try {
    const { document, lineAt } = readYaml(text, 'core', unreadable);
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    const shape = shapeFaults(value);
    const found = shape.length > 0 ? shape : rowFaults(value as Readonly<Record<string, ResourceType>>, authorization);
    return found
      .map(({ path, sentence }) => ({ file, line: lineAt(offsetOf(document, path)), sentence }))
      .sort((a, b) => a.line - b.line);
  } catch (error) {
    const line = error instanceof UnreadableFile ? error.line : 1;
    return [{ file, line, sentence: error instanceof Error ? error.message : 'The file cannot be read.' }];
  }
}

class UnreadableFile extends Error {
  readonly line: number;

  constructor(sentence: string, line: number) {
    super(sentence);
    this.line = line;
  }
}

let compiled: ValidateFunction | undefined;

function shapeFaults(value: unknown): readonly Found[] {
  compiled ??= new Ajv2020({ allErrors: true }).compile(schema);
  compiled(value);
  return (compiled.errors ?? []).map(({ instancePath, message, params }) => {
    const key = 'additionalProperty' in params ? `: ${String(params['additionalProperty'])}` : '';
    return { path: pathOf(instancePath), sentence: `This ${message ?? 'does not fit the schema'}${key}.` };
  });
}

/** A JSON Pointer as keys and positions. */
function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function rowFaults(
  types: Readonly<Record<string, ResourceType>>,
  authorization: ServiceAuthorization,
): readonly Found[] {
  return Object.entries(types).flatMap(([name, type]) => [
    ...patternFaults([name, 'arn'], type.arn),
    ...patternFaults([name, 'automatic'], type.automatic ?? ''),
    ...type.calls.flatMap((call, index) => callFaults([name, 'calls', index], call, type, authorization)),
    ...(type.roles ?? []).flatMap(({ property }, index) =>
      patternFaults([name, 'roles', index, 'property'], `\${${property}}`),
    ),
  ]);
}

function callFaults(
  path: Path,
  call: ResourceCall,
  type: ResourceType,
  authorization: ServiceAuthorization,
): readonly Found[] {
  const resource = call.resource ?? type.arn;
  const arn = filled(resource, type);
  const actions = call.actions.flatMap((action, index) => {
    const at = [...path, 'actions', index];
    const found = authorization.lookup(action);
    if (found.kind !== 'known') {
      const sentence = `${action} is not in the service authorization reference.${offer(found.nearest)}`;
      return [{ path: at, sentence }];
    }
    return [
      ...(found.action === action ? [] : [{ path: at, sentence: `${action} is spelt ${found.action}.` }]),
      ...resourceFaults(at, found, resource, arn),
      ...Object.keys(call.context ?? {})
        .filter((key) => !knowsKey(found, key))
        .map((key) => ({
          path: [...path, 'context', key],
          sentence: `${action} does not know the context key ${key}.`,
        })),
    ];
  });
  const contexts = Object.entries(call.context ?? {}).flatMap(([key, pattern]) =>
    patternFaults([...path, 'context', key], pattern),
  );
  return [...patternFaults([...path, 'resource'], call.resource ?? ''), ...contexts, ...actions];
}

function resourceFaults(path: Path, action: KnownAction, resource: string, arn: string): readonly Found[] {
  if (resource === '*') {
    const names = action.resourceTypes.map(({ name }) => name).join(', ');
    return action.wildcardOnly
      ? []
      : [{ path, sentence: `${action.action} has resource-level permissions (${names}); * would be denied falsely.` }];
  }
  if (action.wildcardOnly) {
    return [{ path, sentence: `${action.action} has no resource-level permissions; its resource is *.` }];
  }
  return supportsArn(action, arn) || isFirstLoadBalancer(action, arn)
    ? []
    : [{ path, sentence: `${action.action} cannot be granted on ${quote(arn)}.` }];
}

/**
 * Two generations of load balancers share a prefix and many names of actions; the reference lists these under the ARN
 * of the first only (service authorization reference, "AWS Elastic Load Balancing V2").
 */
function isFirstLoadBalancer({ action, resourceTypes }: KnownAction, arn: string): boolean {
  return (
    action.startsWith('elasticloadbalancing:') &&
    resourceTypes.some(({ name }) => name === 'loadbalancer') &&
    /:(?:loadbalancer\/(?:app|net|gwy)|targetgroup|listener)\//.test(arn)
  );
}

function knowsKey(action: KnownAction, key: string): boolean {
  const folded = key.toLowerCase();
  const keys = action.conditionKeys.map((one) => one.replace(/(?:\$\{|<).*$/, '').toLowerCase());
  return folded.startsWith('aws:') || keys.some((one) => (one.endsWith('/') ? folded.startsWith(one) : folded === one));
}

/** A pattern as it is when nothing is known of a resource. */
function filled(pattern: string, type: ResourceType): string {
  const resource = { type, id: 'Id', physicalName: null, values: () => [] };
  const [name = null] = namesOf(resource, { place, stackName: 'stack' });
  const row = new Map(pathsIn(pattern).map((path) => [path, path === 'name' ? name : null]));
  return fillPattern(pattern, { place, stackName: 'stack', id: 'Id', type, row }).text;
}

function patternFaults(path: Path, pattern: string): readonly Found[] {
  return partsOf(pattern).flatMap((part) => {
    if (part.kind === 'text') {
      return part.text.includes('${')
        ? [{ path, sentence: 'A ${ is not closed, or its placeholder holds another one.' }]
        : [];
    }
    const { name, filter } = part;
    const isPath = placeNames.includes(name) || /^[A-Za-z0-9_]+(?:\[\])?(?:\.[A-Za-z0-9_]+(?:\[\])?)*$/.test(name);
    return [
      ...(isPath ? [] : [{ path, sentence: `${quote(name)} is no path of a property.` }]),
      ...(filter === null || propertyFilters.has(filter)
        ? []
        : [{ path, sentence: `There is no filter ${quote(filter)}.${didYouMean(filter, propertyFilters.keys())}` }]),
    ];
  });
}
