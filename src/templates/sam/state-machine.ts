import { isRecord } from '../../authorization/policy-files/text/cursor.ts';
import { calledBy, ruleProperties, schedule } from './function-events.ts';
import { managedPolicyOf, type Lookup } from './function.ts';
import {
  attribute,
  type Expansion,
  isCall,
  listAt,
  type MadeResource,
  mapAt,
  objectAt,
  reference,
  samTags,
  type SamResource,
  textAt,
  valueAt,
} from './made-resource.ts';

/** What SAM makes of a state machine (SAM developer guide, "AWS::Serverless::StateMachine"). */
export function expandStateMachine({ id, properties }: SamResource, lookup: Lookup): Expansion {
  const role = valueAt(properties, 'Role');
  const policies = listAt(properties, 'Policies');
  const definition = objectAt(properties, 'DefinitionUri', ['Bucket', 'Key']);
  const events = mapAt(properties, 'Events');
  const own: MadeResource = {
    id,
    type: 'AWS::StepFunctions::StateMachine',
    properties: {
      StateMachineName: valueAt(properties, 'Name'),
      RoleArn: role ?? attribute(`${id}Role`, 'Arn'),
      Tags: samTags,
      ...(Object.keys(definition).length === 0 ? {} : { DefinitionS3Location: definition }),
    },
  };
  const ownRole: MadeResource = {
    id: `${id}Role`,
    type: 'AWS::IAM::Role',
    properties: {
      ManagedPolicyArns: [
        ...(isRecord(valueAt(properties, 'Tracing'))
          ? [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSXrayWriteOnlyAccess' }]
          : []),
        ...policies.flatMap(managedPolicyOf),
      ],
      Policies: policies.filter((policy) => isRecord(policy) && !isCall(policy)),
      Path: valueAt(properties, 'RolePath'),
      PermissionsBoundary: valueAt(properties, 'PermissionsBoundary'),
      Tags: samTags,
    },
  };
  const made = [
    own,
    ...(role === undefined ? [ownRole] : []),
    ...publishedAs(id, valueAt(properties, 'AutoPublishAlias'), lookup),
    ...Object.keys(events).flatMap((name) => {
      const event = mapAt(events, name);
      return eventOf(`${id}${name}`, textAt(event, 'Type') ?? '', mapAt(event, 'Properties'), id);
    }),
  ];
  return { made, additions: [], aliases: [], notes: [] };
}

function publishedAs(id: string, alias: unknown, lookup: Lookup): readonly MadeResource[] {
  if (alias === undefined) {
    return [];
  }
  const name = lookup(alias);
  return [
    {
      id: `${id}Version`,
      type: 'AWS::StepFunctions::StateMachineVersion',
      properties: { StateMachineArn: reference(id) },
    },
    {
      id: `${id}Alias${name ?? ''}`,
      type: 'AWS::StepFunctions::StateMachineAlias',
      isHashed: name === null,
      properties: {},
    },
  ];
}

function eventOf(
  prefix: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
  id: string,
): readonly MadeResource[] {
  const role = valueAt(properties, 'RoleArn');
  const boundary = valueAt(properties, 'PermissionsBoundary');
  switch (type) {
    case 'Schedule':
    case 'EventBridgeRule':
    case 'CloudWatchEvent':
      return [
        {
          id: prefix,
          type: 'AWS::Events::Rule',
          properties: ruleProperties(properties, {
            Arn: reference(id),
            RoleArn: role ?? attribute(`${prefix}Role`, 'Arn'),
          }),
        },
        ...(role === undefined ? [calledBy(prefix, boundary)] : []),
      ];
    case 'ScheduleV2':
      return schedule(prefix, properties, reference(id));
    case 'Api':
      return role === undefined ? [calledBy(prefix)] : [];
    default:
      return [];
  }
}
