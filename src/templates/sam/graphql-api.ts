import {
  attribute,
  type Expansion,
  type MadeResource,
  mapAt,
  type Properties,
  samTags,
  type SamResource,
  textAt,
  valueAt,
} from './made-resource.ts';

/** What SAM makes of a GraphQL API (SAM developer guide, "Generated CloudFormation resources for AWS::Serverless::GraphQLApi"). */
export function expandGraphQlApi({ id, properties }: SamResource): Expansion {
  const logging = valueAt(properties, 'Logging');
  const logRole = valueAt(mapAt(properties, 'Logging'), 'CloudWatchLogsRoleArn');
  const hasLogRole = logging !== false && logRole === undefined;
  const made: readonly MadeResource[] = [
    {
      id,
      type: 'AWS::AppSync::GraphQLApi',
      properties: {
        Tags: samTags,
        LogConfig: { CloudWatchLogsRoleArn: hasLogRole ? attribute(`${id}CloudWatchRole`, 'Arn') : logRole },
      },
    },
    ...(hasLogRole
      ? [{ id: `${id}CloudWatchRole`, type: 'AWS::IAM::Role', properties: { ManagedPolicyArns: [logPolicy] } }]
      : []),
    {
      id: `${id}Schema`,
      type: 'AWS::AppSync::GraphQLSchema',
      properties: { DefinitionS3Location: addressIn(properties, 'SchemaUri') },
    },
    ...Object.keys(mapAt(properties, 'ApiKeys')).map((name): MadeResource => ({
      id: `${id}${name}`,
      type: 'AWS::AppSync::ApiKey',
      properties: {},
    })),
    ...dataSources(
      id,
      mapAt(mapAt(properties, 'DataSources'), 'DynamoDb'),
      'DynamoDBDataSource',
      'ToTableConnectorPolicy',
    ),
    ...dataSources(
      id,
      mapAt(mapAt(properties, 'DataSources'), 'Lambda'),
      'LambdaDataSource',
      'ToLambdaConnectorPolicy',
    ),
    ...entries(mapAt(properties, 'Functions')).map(([name, own]): MadeResource => ({
      id: `${id}${name}`,
      type: 'AWS::AppSync::FunctionConfiguration',
      properties: { CodeS3Location: addressIn(own, 'CodeUri') },
    })),
    ...entries(mapAt(properties, 'Resolvers')).flatMap(([type, fields]) =>
      entries(fields).map(([field, own]): MadeResource => ({
        id: `${id}${type}${field}`,
        type: 'AWS::AppSync::Resolver',
        properties: { CodeS3Location: addressIn(own, 'CodeUri') },
      })),
    ),
  ];
  return { made, additions: [], aliases: [], notes: [] };
}

const logPolicy = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs' };

/** A data source, its role unless one is given, and the policy that lets the role in. */
function dataSources(id: string, sources: Properties, noun: string, policy: string): readonly MadeResource[] {
  return entries(sources).flatMap(([name, own]): readonly MadeResource[] => {
    const prefix = `${id}${name}${noun}`;
    const role = valueAt(own, 'ServiceRoleArn');
    return [
      {
        id: prefix,
        type: 'AWS::AppSync::DataSource',
        properties: { ServiceRoleArn: role ?? attribute(`${prefix}Role`, 'Arn') },
      },
      ...(role === undefined
        ? [
            { id: `${prefix}Role`, type: 'AWS::IAM::Role', properties: {} },
            {
              id: `${prefix}${policy}`,
              type: 'AWS::IAM::ManagedPolicy',
              properties: { Roles: [{ Ref: `${prefix}Role` }] },
            },
          ]
        : []),
    ];
  });
}

/** A folder or file on this machine is uploaded to a place that the template does not name. */
function addressIn(properties: Properties, key: string): string | undefined {
  const text = textAt(properties, key);
  return text?.startsWith('s3://') === true ? text : undefined;
}

function entries(map: Properties): readonly (readonly [string, Properties])[] {
  return Object.keys(map).map((key) => [key, mapAt(map, key)] as const);
}
