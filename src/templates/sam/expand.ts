import { isRecord } from '../../authorization/policy-files/text/cursor.ts';
import { expandApi, expandHttpApi } from './apis.ts';
import { expandFunction, type Lookup } from './function.ts';
import { withGlobals } from './globals.ts';
import { expandGraphQlApi } from './graphql-api.ts';
import {
  type Expansion,
  mapAt,
  nothing,
  objectAt,
  type Properties,
  type SamResource,
  textAt,
  valueAt,
} from './made-resource.ts';
import { expandStateMachine } from './state-machine.ts';

/** A resource as a template has it. */
export interface WrittenResource {
  readonly id: string;
  readonly type: string;
  readonly value: Properties;
}

/** What SAM makes of the resources of a template, by the id of the one that it makes it for. */
export interface SamExpansion {
  readonly byResource: ReadonlyMap<string, Expansion>;
  /** APIs that events ask for without naming one, and the resource whose event comes first. */
  readonly implicit: readonly { readonly expansion: Expansion; readonly of: string }[];
}

/**
 * Writes out the resources of SAM's, as the transform does (SAM developer guide, "Generated CloudFormation resources").
 * Resources of other types are left out.
 */
export function expandSam(resources: readonly WrittenResource[], globals: Properties, lookup: Lookup): SamExpansion {
  const all = new Map(
    resources.map(({ id, type, value }): [string, SamResource] => [
      id,
      {
        id,
        type,
        properties: withGlobals(type, mapAt(value, 'Properties'), globals),
        hasCondition: valueAt(value, 'Condition') !== undefined,
      },
    ]),
  );
  const own = [...all.values()].filter(({ type }) => type.startsWith('AWS::Serverless::'));
  const byResource = new Map(own.map((resource) => [resource.id, expand(resource, all, lookup)]));
  for (const { id, value } of resources) {
    const connectors = connectorsOf(id, mapAt(value, 'Connectors'));
    if (connectors.made.length > 0) {
      const known = byResource.get(id) ?? nothing;
      byResource.set(id, { ...known, made: [...known.made, ...connectors.made] });
    }
  }
  return { byResource, implicit: [...implicitApi(own, globals, 'Api'), ...implicitApi(own, globals, 'HttpApi')] };
}

function expand(resource: SamResource, all: ReadonlyMap<string, SamResource>, lookup: Lookup): Expansion {
  const { id, type, properties } = resource;
  switch (type) {
    case 'AWS::Serverless::Function':
      return expandFunction(resource, all, lookup);
    case 'AWS::Serverless::Api':
      return expandApi(resource);
    case 'AWS::Serverless::HttpApi':
      return expandHttpApi(resource);
    case 'AWS::Serverless::StateMachine':
      return expandStateMachine(resource, lookup);
    case 'AWS::Serverless::GraphQLApi':
      return expandGraphQlApi(resource);
    case 'AWS::Serverless::SimpleTable':
      return made(id, 'AWS::DynamoDB::Table', {
        TableName: valueAt(properties, 'TableName'),
        Tags: valueAt(properties, 'Tags'),
        SSESpecification: valueAt(properties, 'SSESpecification'),
        PointInTimeRecoverySpecification: valueAt(properties, 'PointInTimeRecoverySpecification'),
      });
    case 'AWS::Serverless::LayerVersion': {
      const content = objectAt(properties, 'ContentUri', ['S3Bucket', 'S3Key']);
      const layer = { LayerName: valueAt(properties, 'LayerName') ?? id, Content: content };
      const expansion = made(id, 'AWS::Lambda::LayerVersion', layer);
      return {
        ...expansion,
        made: expansion.made.map((one) => ({ ...one, isHashed: true })),
      };
    }
    case 'AWS::Serverless::Application': {
      const location = valueAt(properties, 'Location');
      const address = isRecord(location) ? undefined : location;
      return made(id, 'AWS::CloudFormation::Stack', { TemplateURL: address });
    }
    case 'AWS::Serverless::Connector':
      return {
        ...nothing,
        made: [{ id: `${id}Policy`, type: 'AWS::IAM::ManagedPolicy', properties: {}, isPerhaps: true }],
      };
    default:
      return {
        ...nothing,
        notes: [`${id} is of a type of SAM's that is not known here, so nothing was asked for it.`],
      };
  }
}

function made(id: string, type: string, properties: Properties): Expansion {
  return { ...nothing, made: [{ id, type, properties }] };
}

/** Connectors within a resource become policies too; some become policies of the destination instead. */
function connectorsOf(id: string, connectors: Properties): Expansion {
  return {
    ...nothing,
    made: Object.keys(connectors).map((name) => ({
      id: `${id}${name}Policy`,
      type: 'AWS::IAM::ManagedPolicy',
      properties: {},
      isPerhaps: true,
    })),
  };
}

/** `ServerlessRestApi` and `ServerlessHttpApi`, when an event of a function or a state machine names no API. */
function implicitApi(
  resources: readonly SamResource[],
  globals: Properties,
  kind: 'Api' | 'HttpApi',
): SamExpansion['implicit'] {
  const key = kind === 'Api' ? 'RestApiId' : 'ApiId';
  const asking = resources.filter(({ properties }) => {
    const events = mapAt(properties, 'Events');
    return Object.keys(events).some((name) => {
      const event = mapAt(events, name);
      return textAt(event, 'Type') === kind && valueAt(mapAt(event, 'Properties'), key) === undefined;
    });
  });
  const [first] = asking;
  if (first === undefined) {
    return [];
  }
  const id = kind === 'Api' ? 'ServerlessRestApi' : 'ServerlessHttpApi';
  const type = `AWS::Serverless::${kind}`;
  const preset = kind === 'Api' ? { StageName: 'Prod' } : {};
  const resource = { id, type, properties: withGlobals(type, preset, globals), hasCondition: false };
  const expansion = kind === 'Api' ? expandApi(resource) : expandHttpApi(resource);
  const isPerhaps = asking.every(({ hasCondition }) => hasCondition);
  return [{ expansion: { ...expansion, made: expansion.made.map((one) => ({ ...one, isPerhaps })) }, of: first.id }];
}
