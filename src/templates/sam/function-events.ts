import {
  type Addition,
  attribute,
  type Expansion,
  isCall,
  isTrue,
  type MadeResource,
  mapAt,
  type Properties,
  reference,
  referredId,
  type SamResource,
  textAt,
  together,
  untold,
  valueAt,
} from './made-resource.ts';

/** An event of a function. */
interface FunctionEvent {
  /** Id of the function and name of the event, which begin the ids of everything that is made for it. */
  readonly prefix: string;
  readonly functionId: string;
  readonly type: string;
  readonly properties: Properties;
  /** What calls the function: a reference to it or to its alias. */
  readonly target: Properties;
  readonly all: ReadonlyMap<string, SamResource>;
}

/** What SAM makes of a function's events (SAM developer guide, "EventSource"). */
export function expandEvents(
  { id, properties }: SamResource,
  target: Properties,
  all: ReadonlyMap<string, SamResource>,
): Expansion {
  const events = mapAt(properties, 'Events');
  return together(
    Object.keys(events).map((name) => {
      const event = mapAt(events, name);
      return expandEvent({
        prefix: `${id}${name}`,
        functionId: id,
        type: textAt(event, 'Type') ?? '',
        properties: mapAt(event, 'Properties'),
        target,
        all,
      });
    }),
  );
}

function expandEvent(event: FunctionEvent): Expansion {
  const { prefix, type, properties, target } = event;
  switch (type) {
    case 'Api':
      return made([permission(event, 'apigateway.amazonaws.com', `Permission${stageSuffix(event)}`)]);
    case 'HttpApi':
      return made([permission(event, 'apigateway.amazonaws.com')]);
    case 'S3':
      return {
        ...made([permission(event, 's3.amazonaws.com')]),
        additions: additionTo(valueAt(properties, 'Bucket'), {
          NotificationConfiguration: { LambdaConfigurations: [''] },
        }),
      };
    case 'SNS':
      return made(subscription(event));
    case 'SQS':
    case 'Kinesis':
    case 'DynamoDB':
    case 'MSK':
    case 'MQ':
    case 'SelfManagedKafka':
    case 'DocumentDB':
      return made([mapping(prefix, target)]);
    case 'Schedule':
    case 'EventBridgeRule':
    case 'CloudWatchEvent':
      return made([
        { id: prefix, type: 'AWS::Events::Rule', properties: ruleProperties(properties, { Arn: target }) },
        permission(event, 'events.amazonaws.com'),
        ...deadLetters(event),
      ]);
    case 'ScheduleV2':
      return made(schedule(prefix, properties, target));
    case 'CloudWatchLogs':
      return made([
        {
          id: prefix,
          type: 'AWS::Logs::SubscriptionFilter',
          properties: { LogGroupName: valueAt(properties, 'LogGroupName') },
        },
        permission(event, 'logs.amazonaws.com'),
      ]);
    case 'IoTRule':
      return made([
        { id: prefix, type: 'AWS::IoT::TopicRule', properties: {} },
        permission(event, 'iot.amazonaws.com'),
      ]);
    case 'AlexaSkill':
      return made([permission(event, 'alexa-appkit.amazon.com')]);
    case 'Cognito':
      return {
        ...made([
          { ...permission(event, 'cognito-idp.amazonaws.com'), id: `${String(target['Ref'])}CognitoPermission` },
        ]),
        additions: additionTo(valueAt(properties, 'UserPool'), { LambdaConfig: { [prefix]: '' } }),
      };
    default:
      return {
        ...made([]),
        notes: [`The event ${prefix} is of a type that is not known here, so nothing was asked for it.`],
      };
  }
}

function made(resources: readonly MadeResource[]): Expansion {
  return { made: resources, additions: [], aliases: [], notes: [] };
}

function permission({ prefix, target }: FunctionEvent, principal: string, suffix = 'Permission'): MadeResource {
  return {
    id: `${prefix}${suffix}`,
    type: 'AWS::Lambda::Permission',
    properties: { FunctionName: target, Principal: principal },
  };
}

/** The stage that the permission is for, as it stands in the permission's id. */
function stageSuffix({ properties, all }: FunctionEvent): string {
  const api = valueAt(properties, 'RestApiId');
  if (api === undefined) {
    return 'Prod';
  }
  const resource = all.get(referredId(api) ?? '');
  return resource === undefined ? 'AllStages' : (textAt(resource.properties, 'StageName') ?? 'Stage');
}

function subscription(event: FunctionEvent): readonly MadeResource[] {
  const { prefix, properties, target } = event;
  const queue = valueAt(properties, 'SqsSubscription');
  const own = (protocol: string): MadeResource => ({
    id: prefix,
    type: 'AWS::SNS::Subscription',
    properties: { TopicArn: valueAt(properties, 'Topic') ?? untold, Protocol: protocol },
  });
  if (queue === undefined || queue === false || queue === 'false') {
    return [own('lambda'), permission(event, 'sns.amazonaws.com')];
  }
  const given = isTrue(properties, 'SqsSubscription')
    ? undefined
    : valueAt(mapAt(properties, 'SqsSubscription'), 'QueueUrl');
  return [
    own('sqs'),
    mapping(`${prefix}EventSourceMapping`, target),
    ...(given === undefined ? [{ id: `${prefix}Queue`, type: 'AWS::SQS::Queue', properties: {} }] : []),
    {
      id: `${prefix}QueuePolicy`,
      type: 'AWS::SQS::QueuePolicy',
      properties: { Queues: [given ?? reference(`${prefix}Queue`)] },
    },
  ];
}

function mapping(id: string, target: Properties): MadeResource {
  return { id, type: 'AWS::Lambda::EventSourceMapping', properties: { FunctionName: target } };
}

/** Name and bus of a rule, and one target. */
export function ruleProperties(properties: Properties, target: Properties): Properties {
  return {
    Name: valueAt(properties, 'Name') ?? valueAt(properties, 'RuleName'),
    EventBusName: valueAt(properties, 'EventBusName'),
    Targets: [target],
  };
}

/** A queue for what could not be delivered, when SAM is to make one. */
function deadLetters({ prefix, properties }: FunctionEvent): readonly MadeResource[] {
  const config = mapAt(properties, 'DeadLetterConfig');
  if (textAt(config, 'Type') !== 'SQS') {
    return [];
  }
  const id = textAt(config, 'QueueLogicalId') ?? `${prefix}Queue`;
  return [
    { id, type: 'AWS::SQS::Queue', properties: {} },
    { id: `${prefix}QueuePolicy`, type: 'AWS::SQS::QueuePolicy', properties: { Queues: [reference(id)] } },
  ];
}

/** A schedule, and the role that calls its target unless one is given. */
export function schedule(prefix: string, properties: Properties, target: Properties): readonly MadeResource[] {
  const role = valueAt(properties, 'RoleArn');
  return [
    {
      id: prefix,
      type: 'AWS::Scheduler::Schedule',
      properties: {
        Name: valueAt(properties, 'Name') ?? prefix,
        GroupName: valueAt(properties, 'GroupName'),
        Target: { Arn: target, RoleArn: role ?? attribute(`${prefix}Role`, 'Arn') },
      },
    },
    ...(role === undefined ? [calledBy(prefix, valueAt(properties, 'PermissionsBoundary'))] : []),
  ];
}

/** The role of whatever calls a target. */
export function calledBy(prefix: string, boundary?: unknown): MadeResource {
  return {
    id: `${prefix}Role`,
    type: 'AWS::IAM::Role',
    properties: { Policies: [''], PermissionsBoundary: boundary },
  };
}

function additionTo(value: unknown, properties: Properties): readonly Addition[] {
  const id = isCall(value) ? referredId(value) : typeof value === 'string' ? value : null;
  return id === null ? [] : [{ id, properties }];
}
