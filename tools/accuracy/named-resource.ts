import type { Asked } from './asked.ts';

type Describe = (text: (name: string) => string, asked: Asked) => string | null;

/** What stands after `arn:aws:SERVICE:REGION:ACCOUNT:` for the resource that a call names; a whole ARN is taken as it is. */
const byService: Readonly<Record<string, Describe>> = {
  lambda: (text) => named(text('FunctionName'), (name) => `function:${name}`),
  cloudformation: (text) => named(stackName(text('StackName')), (name) => `stack/${name}/*`),
  dynamodb: (text) => named(text('TableName'), (name) => `table/${name}`),
  sns: (text) => named(text('TopicArn') || text('Name') || text('ResourceArn'), (name) => name),
  sqs: (text) => named(text('QueueName') || (text('QueueUrl').split('/').at(-1) ?? ''), (name) => name),
  states: (text) => named(text('stateMachineArn') || text('name'), (name) => `stateMachine:${name}`),
  ecr: (text) => named(text('repositoryName'), (name) => `repository/${name}`),
  eks: (text) => named(text('name'), (name) => `cluster/${name}`),
  ssm: (text) => named(text('Name').replace(/^\//, ''), (name) => `parameter/${name}`),
  logs: (text) => named(text('logGroupName'), (name) => `log-group:${name}`),
  apprunner: (text) => named(text('ServiceArn'), () => null),
  amplify: (text, { operation }) => amplify(operation, text('appId'), text('branchName')),
  elasticbeanstalk: (text, { operation }) =>
    elasticBeanstalk(
      operation,
      text('ApplicationName'),
      text('EnvironmentName') || text('EnvironmentNames.member.1'),
      text('VersionLabel') || text('VersionLabels.member.1'),
    ),
  ecs: (text, asked) => ecs(asked, text),
};

/** Actions that take no resource (Service Authorization Reference), of those that the tools call. */
const withoutResource = new Set([
  'sts:GetCallerIdentity',
  's3:ListBuckets',
  'ecr:GetAuthorizationToken',
  'ecs:DescribeTaskDefinition',
  'ecs:DeregisterTaskDefinition',
  'elasticbeanstalk:CreateStorageLocation',
  'cloudformation:ListStacks',
  'cloudformation:ValidateTemplate',
  'cloudformation:ListExports',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeImages',
  'ec2:DescribeInstances',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'elasticloadbalancing:DescribeLoadBalancers',
  'autoscaling:DescribeAutoScalingGroups',
]);

/** The ARN of the resource that a call names, `*` where its action takes none, `null` where it is not simple to tell. */
export function resourceOf(asked: Asked, accountId: string): string | null {
  const { signingName, operation, region, parameters, request } = asked;
  const text = (name: string): string => {
    const value = parameters[name];
    return typeof value === 'string' ? value : '';
  };
  if (withoutResource.has(`${signingName}:${operation}`)) {
    return '*';
  }
  switch (signingName) {
    case 's3':
      return named(text('Bucket'), (bucket) => `arn:aws:s3:::${bucket}${text('Key') === '' ? '' : `/${text('Key')}`}`);
    case 'apigateway':
      return `arn:aws:apigateway:${region}::${request.path.replace(/\/$/, '')}`;
    case 'cloudfront':
      return named(text('DistributionId') || text('Id'), (id) => `arn:aws:cloudfront::${accountId}:distribution/${id}`);
    case 'bedrock':
      return named(text('modelId'), (id) =>
        isInferenceProfile(id)
          ? `arn:aws:bedrock:${region}:${accountId}:inference-profile/${id}`
          : `arn:aws:bedrock:${region}::foundation-model/${id}`,
      );
    case 'sts':
    case 'iam':
      return text('RoleArn') || named(text('RoleName'), (name) => `arn:aws:iam::${accountId}:role/${name}`);
  }
  const found = byService[signingName]?.(text, asked) ?? null;
  return found === null || found.startsWith('arn:') ? found : `arn:aws:${signingName}:${region}:${accountId}:${found}`;
}

/** Its id is a model's with a region group in front (Bedrock user guide, "Supported inference profiles"). */
export function isInferenceProfile(id: string): boolean {
  return /^(?:us|us-gov|eu|apac|au|jp|ca|global)\./.test(id);
}

/** `null` for an empty name; a name that is an ARN already stays what it is. */
function named(name: string, describe: (name: string) => string | null): string | null {
  return name === '' ? null : name.startsWith('arn:') ? name : describe(name);
}

/** A stack's ARN ends with an id that nobody chooses. */
function stackName(text: string): string {
  return /^arn:[^:]*:cloudformation:[^:]*:[^:]*:stack\/([^/]+)/.exec(text)?.[1] ?? text;
}

/** Jobs are granted on jobs, deployments on branches (Service Authorization Reference, AWS Amplify). */
function amplify(operation: string, app: string, branch: string): string | null {
  if (app === '') {
    return null;
  }
  const jobs = ['StartJob', 'GetJob', 'StopJob'].includes(operation);
  return `apps/${app}${branch === '' ? '' : `/branches/${branch}${jobs ? '/jobs/*' : ''}`}`;
}

function elasticBeanstalk(operation: string, application: string, environment: string, version: string): string | null {
  if (/Environment|Events/.test(operation) && environment !== '') {
    return `environment/${application === '' ? '*' : application}/${environment}`;
  }
  if (/Version/.test(operation) && version !== '') {
    return `applicationversion/${application}/${version}`;
  }
  return application === '' ? null : `application/${application}`;
}

function ecs({ operation, parameters }: Asked, text: (name: string) => string): string | null {
  const cluster = (text('cluster') || 'default').split('/').at(-1) ?? '';
  const listed = parameters['services'];
  const service = text('service') || text('serviceName') || (Array.isArray(listed) ? String(listed[0]) : '');
  switch (operation) {
    case 'RegisterTaskDefinition':
      return named(text('family'), (family) => `task-definition/${family}:*`);
    case 'UpdateService':
    case 'CreateService':
    case 'DescribeServices':
      return named(service, (name) => `service/${cluster}/${name}`);
    default:
      return null;
  }
}
