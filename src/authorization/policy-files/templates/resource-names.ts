import { type PolicyPlace, unresolved } from '../found-policy.ts';

/** How a resource type names its resources: what `Ref` and the attributes of `Fn::GetAtt` give. */
interface NamedType {
  /** The property that holds the name; without it CloudFormation chooses one. */
  readonly property: string;
  readonly arn: string;
  readonly ref: 'name' | 'arn' | null;
  readonly attributes: Readonly<Record<string, 'name' | 'arn'>>;
}

/** Whether the ARNs of a type follow from a name. */
export function namedType(type: string): NamedType | null {
  return Object.hasOwn(types, type) ? (types[type] ?? null) : null;
}

/** An ARN with the parts that are known; `name` may hold `${unresolved}` itself. */
export function arnOf({ arn }: NamedType, name: string, path: string, place: PolicyPlace | null): string {
  const parts = new Map([
    ['partition', place?.partition ?? unresolved],
    ['region', place?.region ?? unresolved],
    ['account', place?.accountId ?? unresolved],
    ['name', name],
    ['path', path],
  ]);
  return arn.replace(/\{(\w+)\}/g, (_, part: string) => parts.get(part) ?? '');
}

function named(
  property: string,
  arn: string,
  ref: NamedType['ref'] = 'name',
  attributes: NamedType['attributes'] = { Arn: 'arn' },
): NamedType {
  return { property, arn: `arn:{partition}:${arn}`, ref, attributes };
}

const here = '{region}:{account}';

/**
 * Source: CloudFormation template reference, section "Return values" of each type; ARN formats from the service
 * authorization reference.
 */
const types: Readonly<Record<string, NamedType>> = {
  'AWS::S3::Bucket': named('BucketName', 's3:::{name}'),
  'AWS::Lambda::Function': named('FunctionName', `lambda:${here}:function:{name}`),
  'AWS::Serverless::Function': named('FunctionName', `lambda:${here}:function:{name}`),
  'AWS::IAM::Role': named('RoleName', 'iam::{account}:role{path}{name}'),
  'AWS::IAM::User': named('UserName', 'iam::{account}:user{path}{name}'),
  'AWS::IAM::Group': named('GroupName', 'iam::{account}:group{path}{name}'),
  'AWS::IAM::ManagedPolicy': named('ManagedPolicyName', 'iam::{account}:policy{path}{name}', 'arn', {
    PolicyArn: 'arn',
  }),
  'AWS::IAM::InstanceProfile': named('InstanceProfileName', 'iam::{account}:instance-profile{path}{name}'),
  'AWS::DynamoDB::Table': named('TableName', `dynamodb:${here}:table/{name}`),
  'AWS::DynamoDB::GlobalTable': named('TableName', `dynamodb:${here}:table/{name}`),
  'AWS::Serverless::SimpleTable': named('TableName', `dynamodb:${here}:table/{name}`),
  'AWS::SNS::Topic': named('TopicName', `sns:${here}:{name}`, 'arn', { TopicArn: 'arn', TopicName: 'name' }),
  'AWS::SQS::Queue': named('QueueName', `sqs:${here}:{name}`, null, { Arn: 'arn', QueueName: 'name' }),
  'AWS::Logs::LogGroup': named('LogGroupName', `logs:${here}:log-group:{name}:*`),
  'AWS::ECR::Repository': named('RepositoryName', `ecr:${here}:repository/{name}`),
  'AWS::ECS::Cluster': named('ClusterName', `ecs:${here}:cluster/{name}`),
  'AWS::StepFunctions::StateMachine': named('StateMachineName', `states:${here}:stateMachine:{name}`, 'arn', {
    Arn: 'arn',
    Name: 'name',
  }),
  'AWS::Serverless::StateMachine': named('Name', `states:${here}:stateMachine:{name}`, 'arn', {
    Arn: 'arn',
    Name: 'name',
  }),
  'AWS::Events::Rule': named('Name', `events:${here}:rule/{name}`),
  'AWS::Events::EventBus': named('Name', `events:${here}:event-bus/{name}`),
  'AWS::Kinesis::Stream': named('Name', `kinesis:${here}:stream/{name}`),
  'AWS::KinesisFirehose::DeliveryStream': named('DeliveryStreamName', `firehose:${here}:deliverystream/{name}`),
  'AWS::CodeBuild::Project': named('Name', `codebuild:${here}:project/{name}`),
  'AWS::CodePipeline::Pipeline': named('Name', `codepipeline:${here}:{name}`, 'name', {}),
  'AWS::CodeCommit::Repository': named('RepositoryName', `codecommit:${here}:{name}`, null, {
    Arn: 'arn',
    Name: 'name',
  }),
  'AWS::SSM::Parameter': named('Name', `ssm:${here}:parameter/{name}`, 'name', {}),
  // Secrets Manager and KMS put random text into the ARN, whatever the name is.
  'AWS::SecretsManager::Secret': named('', `secretsmanager:${here}:secret:{name}`, 'arn', { Id: 'arn' }),
  'AWS::KMS::Key': named('', `kms:${here}:key/{name}`, null),
};
