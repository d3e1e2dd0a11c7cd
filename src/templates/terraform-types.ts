import { type ReadTypes, type TypeTable, typeTable } from './resource-types.ts';

/** Terraform's types by name, `data.aws_ami` for a data source. A file is read when a type of it is asked for. */
export function terraformTypes(read: ReadTypes): TypeTable {
  return typeTable(terraformFile, read);
}

/** The file in resource-types/terraform/ that would describe a type; `null` for what is no type of the AWS provider. */
export function terraformFile(type: string): string | null {
  const name = /^(?:data\.)?aws_([a-z0-9_]{1,80})$/.exec(type)?.[1];
  if (name === undefined) {
    return null;
  }
  const exact = byName.get(name);
  return exact ?? byPrefix.find(([prefix]) => name === prefix || name.startsWith(`${prefix}_`))?.[1] ?? 'ec2';
}

/** Types whose first words stand for another service. */
const byName: ReadonlyMap<string, string> = new Map([
  ['canonical_user_id', 'account'],
  ['iam_account_alias', 'account'],
]);

/** First words of the types of a service, longer ones before shorter ones; those of EC2 have none of their own. */
const byPrefix: readonly (readonly [prefix: string, file: string])[] = [
  ['acm', 'acm'],
  ['alb', 'elasticloadbalancing'],
  ['amplify', 'amplify'],
  ['api_gateway', 'apigateway'],
  ['apigatewayv2', 'apigatewayv2'],
  ['appautoscaling', 'application-autoscaling'],
  ['apprunner', 'apprunner'],
  ['autoscaling', 'autoscaling'],
  ['cloudfront', 'cloudfront'],
  ['cloudwatch_event', 'events'],
  ['cloudwatch_log', 'logs'],
  ['cloudwatch', 'cloudwatch'],
  ['codebuild', 'codebuild'],
  ['codedeploy', 'codedeploy'],
  ['codepipeline', 'codepipeline'],
  ['cognito', 'cognito'],
  ['db', 'rds'],
  ['dynamodb', 'dynamodb'],
  ['ecr', 'ecr'],
  ['ecs', 'ecs'],
  ['efs', 'elasticfilesystem'],
  ['eks', 'eks'],
  ['elastic_beanstalk', 'elasticbeanstalk'],
  ['elasticache', 'elasticache'],
  ['iam', 'iam'],
  ['kinesis_firehose', 'firehose'],
  ['kinesis', 'kinesis'],
  ['kms', 'kms'],
  ['lambda', 'lambda'],
  ['lb', 'elasticloadbalancing'],
  ['organizations', 'account'],
  ['rds', 'rds'],
  ['route53', 'route53'],
  ['s3', 's3'],
  ['scheduler', 'scheduler'],
  ['secretsmanager', 'secretsmanager'],
  ['sfn', 'states'],
  ['sns', 'sns'],
  ['sqs', 'sqs'],
  ['ssm', 'ssm'],
  ['wafv2', 'wafv2'],
];
