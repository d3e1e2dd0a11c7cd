import { isRecord } from '../../authorization/policy-files/text/cursor.ts';
import { expandEvents } from './function-events.ts';
import {
  attribute,
  type Expansion,
  type Gate,
  isCall,
  listAt,
  type MadeResource,
  mapAt,
  objectAt,
  pick,
  type Properties,
  reference,
  samTags,
  type SamResource,
  textAt,
  together,
  valueAt,
} from './made-resource.ts';

/** Looks texts up that are parameters, as SAM does before it makes ids of them; `null` for what is not known. */
export type Lookup = (value: unknown) => string | null;

/** Properties that a function of SAM's and of CloudFormation's have in common, by the same name. */
const shared = [
  'FunctionName',
  'VpcConfig',
  'KmsKeyArn',
  'Layers',
  'ReservedConcurrentExecutions',
  'FileSystemConfigs',
  'CodeSigningConfigArn',
  'RuntimeManagementConfig',
  'RecursiveLoop',
];

/**
 * What SAM makes of a function (SAM developer guide, "AWS::Serverless::Function" and "Generated CloudFormation
 * resources for AWS::Serverless::Function").
 */
export function expandFunction(
  resource: SamResource,
  all: ReadonlyMap<string, SamResource>,
  lookup: Lookup,
): Expansion {
  const { id, properties } = resource;
  const role = roleOf(resource);
  const alias = aliasOf(resource, lookup);
  const target = reference(alias?.id ?? id);
  const events = expandEvents(resource, target, all);
  const own: MadeResource = {
    id,
    type: 'AWS::Lambda::Function',
    properties: {
      ...pick(properties, shared),
      Code: codeOf(properties),
      Role: roleReference(id, properties),
      Tags: samTags,
    },
  };
  const made = [
    own,
    ...role,
    ...(alias?.made ?? []),
    ...urlOf(resource, target),
    ...invokeConfigOf(resource),
    ...deploymentOf(resource),
  ];
  return together([{ made, additions: [], aliases: alias?.names ?? [], notes: [] }, events]);
}

function codeOf(properties: Properties): Properties {
  const image = valueAt(properties, 'ImageUri');
  return image === undefined
    ? objectAt(properties, 'CodeUri', ['S3Bucket', 'S3Key'])
    : isRegistry(image)
      ? { ImageUri: image }
      : {};
}

/** A local image has no registry; `sam deploy` pushes it to one that the template does not name. */
function isRegistry(image: unknown): boolean {
  return typeof image !== 'string' || image.includes('.dkr');
}

/** The role that SAM makes is used where the given one stands for no value. */
function roleReference(id: string, properties: Properties): unknown {
  const own = attribute(`${id}Role`, 'Arn');
  const given = valueAt(properties, 'Role');
  const branches: unknown = isRecord(given) ? given['Fn::If'] : undefined;
  if (given === undefined || !Array.isArray(branches)) {
    return given ?? own;
  }
  const [condition, ...values] = branches as readonly unknown[];
  return { 'Fn::If': [condition, ...values.map((value) => (isNoValue(value) ? own : value))] };
}

function isNoValue(value: unknown): boolean {
  return isRecord(value) && value['Ref'] === 'AWS::NoValue';
}

function roleOf({ id, properties }: SamResource): readonly MadeResource[] {
  const given = valueAt(properties, 'Role');
  const gate = roleGate(given);
  if (given !== undefined && gate === null) {
    return [];
  }
  const policies = listAt(properties, 'Policies');
  const inline = [
    ...policies.filter((policy) => isRecord(policy) && !isCall(policy)),
    ...['DeadLetterQueue', 'EventInvokeConfig'].flatMap((key) => listAt(properties, key)),
  ];
  return [
    {
      id: `${id}Role`,
      type: 'AWS::IAM::Role',
      ...(gate === null ? {} : { gate }),
      properties: {
        ManagedPolicyArns: [
          managedPolicy('service-role/AWSLambdaBasicExecutionRole'),
          ...(valueAt(properties, 'Tracing') === undefined ? [] : [managedPolicy('AWSXrayWriteOnlyAccess')]),
          ...(valueAt(properties, 'VpcConfig') === undefined
            ? []
            : [managedPolicy('service-role/AWSLambdaVPCAccessExecutionRole')]),
          ...policies.flatMap(managedPolicyOf),
          ...eventPolicies(properties),
        ],
        Policies: inline,
        Path: valueAt(properties, 'RolePath'),
        PermissionsBoundary: valueAt(properties, 'PermissionsBoundary'),
        Tags: samTags,
      },
    },
  ];
}

/** The condition under which the given role stands for no value, so that SAM makes one. */
function roleGate(given: unknown): Gate | null {
  const branches: unknown = isRecord(given) ? given['Fn::If'] : undefined;
  const [condition, yes, no] = Array.isArray(branches) ? (branches as readonly unknown[]) : [];
  return typeof condition === 'string' && (isNoValue(yes) || isNoValue(no))
    ? { condition, holds: isNoValue(yes) }
    : null;
}

/** Managed policies that SAM gives to a function for what it reads from (SAM developer guide, "EventSource"). */
const sourcePolicies: Readonly<Record<string, string>> = {
  SQS: 'service-role/AWSLambdaSQSQueueExecutionRole',
  Kinesis: 'service-role/AWSLambdaKinesisExecutionRole',
  DynamoDB: 'service-role/AWSLambdaDynamoDBExecutionRole',
  MSK: 'service-role/AWSLambdaMSKExecutionRole',
};

function eventPolicies(properties: Properties): readonly unknown[] {
  const events = mapAt(properties, 'Events');
  const types = Object.keys(events).map((name) => textAt(mapAt(events, name), 'Type') ?? '');
  return [...new Set(types)].flatMap((type) => {
    const policy = Object.hasOwn(sourcePolicies, type) ? sourcePolicies[type] : undefined;
    return policy === undefined ? [] : [managedPolicy(policy)];
  });
}

function managedPolicy(name: string): Properties {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` };
}

/** A name of AWS's may stand on either path of its policies; only SAM's own list tells. */
export function managedPolicyOf(policy: unknown): readonly unknown[] {
  if (isCall(policy)) {
    return [policy];
  }
  if (typeof policy !== 'string') {
    return [];
  }
  return [
    policy.startsWith('arn:') || !/^[\w+=,.@-]+$/.test(policy)
      ? policy
      : { 'Fn::If': ['', managedPolicy(policy), managedPolicy(`service-role/${policy}`)] },
  ];
}

interface Alias {
  readonly id: string;
  readonly made: readonly MadeResource[];
  readonly names: readonly (readonly [string, string])[];
}

function aliasOf({ id, properties }: SamResource, lookup: Lookup): Alias | null {
  const given = valueAt(properties, 'AutoPublishAlias');
  if (given === undefined) {
    return null;
  }
  const name = lookup(given);
  const aliasId = `${id}Alias${name ?? ''}`;
  return {
    id: aliasId,
    made: [
      {
        id: `${id}Version`,
        type: 'AWS::Lambda::Version',
        isHashed: true,
        properties: { FunctionName: reference(id) },
      },
      {
        id: aliasId,
        type: 'AWS::Lambda::Alias',
        isHashed: name === null,
        properties: {
          Name: name ?? given,
          FunctionName: reference(id),
          ProvisionedConcurrencyConfig: valueAt(properties, 'ProvisionedConcurrencyConfig'),
        },
      },
    ],
    names: [
      [`${id}.Alias`, aliasId],
      [`${id}.Version`, `${id}Version`],
    ],
  };
}

function urlOf({ id, properties }: SamResource, target: Properties): readonly MadeResource[] {
  const config = mapAt(properties, 'FunctionUrlConfig');
  if (Object.keys(config).length === 0) {
    return [];
  }
  const isPublic = textAt(config, 'AuthType') === 'NONE';
  const permission = (name: string): MadeResource => ({
    id: `${id}${name}`,
    type: 'AWS::Lambda::Permission',
    properties: { FunctionName: target, Principal: '*' },
  });
  return [
    {
      id: `${id}Url`,
      type: 'AWS::Lambda::Url',
      properties: { TargetFunctionArn: target, AuthType: valueAt(config, 'AuthType') },
    },
    ...(isPublic ? [permission('UrlPublicPermissions'), permission('URLInvokeAllowPublicAccess')] : []),
  ];
}

function invokeConfigOf({ id, properties }: SamResource): readonly MadeResource[] {
  const config = mapAt(properties, 'EventInvokeConfig');
  if (Object.keys(config).length === 0) {
    return [];
  }
  const destinations = mapAt(config, 'DestinationConfig');
  const targets = ['OnSuccess', 'OnFailure'].flatMap((name): readonly MadeResource[] => {
    const destination = mapAt(destinations, name);
    const kind = textAt(destination, 'Type');
    if (valueAt(destination, 'Destination') !== undefined || (kind !== 'SQS' && kind !== 'SNS')) {
      return [];
    }
    const [noun, type] = kind === 'SQS' ? ['Queue', 'AWS::SQS::Queue'] : ['Topic', 'AWS::SNS::Topic'];
    return [{ id: `${id}EventInvokeConfig${name}${noun}`, type, properties: {} }];
  });
  return [
    {
      id: `${id}EventInvokeConfig`,
      type: 'AWS::Lambda::EventInvokeConfig',
      properties: { FunctionName: reference(id) },
    },
    ...targets,
  ];
}

function deploymentOf({ id, properties }: SamResource): readonly MadeResource[] {
  const preference = mapAt(properties, 'DeploymentPreference');
  const isOff = String(valueAt(preference, 'Enabled')).toLowerCase() === 'false';
  if (Object.keys(preference).length === 0 || isOff || valueAt(properties, 'AutoPublishAlias') === undefined) {
    return [];
  }
  const role = valueAt(preference, 'Role');
  return [
    { id: 'ServerlessDeploymentApplication', type: 'AWS::CodeDeploy::Application', properties: {} },
    ...(role === undefined
      ? [
          {
            id: 'CodeDeployServiceRole',
            type: 'AWS::IAM::Role',
            properties: { ManagedPolicyArns: [managedPolicy('service-role/AWSCodeDeployRoleForLambda')] },
          },
        ]
      : []),
    {
      id: `${id}DeploymentGroup`,
      type: 'AWS::CodeDeploy::DeploymentGroup',
      properties: {
        ApplicationName: reference('ServerlessDeploymentApplication'),
        ServiceRoleArn: role ?? attribute('CodeDeployServiceRole', 'Arn'),
      },
    },
  ];
}
