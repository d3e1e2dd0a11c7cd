import { failure, success, type Answer } from '../answer.ts';
import { arnIn, parameter, resourceOf, resourcesOf, type SignedCall, type SignedOperation } from './operation.ts';

/** Harmless reads of the services that answer in XML; one row an operation. */
export const xmlReads: readonly SignedOperation[] = [
  {
    service: 'ec2',
    name: 'DescribeRegions',
    action: 'ec2:DescribeRegions',
    answer: ({ account }) =>
      success({
        regionInfo: {
          item: account.scenario.regions.map((region) => ({
            regionName: region,
            regionEndpoint: `ec2.${region}.amazonaws.com`,
            optInStatus: 'opt-in-not-required',
          })),
        },
      }),
  },
  {
    service: 'elasticbeanstalk',
    name: 'DescribeApplications',
    action: 'elasticbeanstalk:DescribeApplications',
    resource: (call) =>
      arnIn(call, 'elasticbeanstalk', `application/${call.parameters['ApplicationNames.member.1'] ?? '*'}`),
    answer: (call) => {
      const asked = call.parameters['ApplicationNames.member.1'];
      const found = resourcesOf(call, 'applications').filter(({ name }) => asked === undefined || name === asked);
      return success({ Applications: { member: found.map(({ name }) => ({ ApplicationName: name })) } });
    },
  },
  {
    service: 'elasticbeanstalk',
    name: 'DescribeEnvironments',
    action: 'elasticbeanstalk:DescribeEnvironments',
    resource: (call) => {
      const { ApplicationName: application = '*', 'EnvironmentNames.member.1': environment = '*' } = call.parameters;
      return arnIn(call, 'elasticbeanstalk', `environment/${application}/${environment}`);
    },
    answer: (call) => {
      const asked = call.parameters['EnvironmentNames.member.1'];
      const found = resourcesOf(call, 'environments').filter(({ name }) => asked === undefined || name === asked);
      return success({
        Environments: {
          member: found.map(({ name, status = 'Ready' }) => ({ EnvironmentName: name, Status: status })),
        },
      });
    },
  },
  {
    service: 'sns',
    name: 'ListTopics',
    action: 'sns:ListTopics',
    resource: (call) => arnIn(call, 'sns', '*'),
    answer: (call) =>
      success({
        Topics: {
          member: resourcesOf(call, 'topics').map(({ name }) => ({ TopicArn: arnIn(call, 'sns', name) })),
        },
      }),
  },
  {
    service: 'sns',
    name: 'GetTopicAttributes',
    action: 'sns:GetTopicAttributes',
    resource: (call) => parameter(call, 'TopicArn'),
    answer: (call) =>
      resourcesOf(call, 'topics').some(({ name }) => arnIn(call, 'sns', name) === call.parameters['TopicArn'])
        ? success({ Attributes: { entry: [{ key: 'TopicArn', value: parameter(call, 'TopicArn') }] } })
        : failure(404, 'NotFound', 'Topic does not exist'),
  },
  {
    service: 'cloudformation',
    name: 'DescribeStacks',
    action: 'cloudformation:DescribeStacks',
    resource: (call) => arnIn(call, 'cloudformation', `stack/${call.parameters['StackName'] ?? '*'}/*`),
    answer: (call) => {
      const asked = call.parameters['StackName'];
      const found = resourcesOf(call, 'stacks').filter(({ name }) => asked === undefined || name === asked);
      return found.length === 0 && asked !== undefined
        ? failure(400, 'ValidationError', `Stack with id ${asked} does not exist`)
        : success({
            Stacks: {
              member: found.map(({ name, status = 'UPDATE_COMPLETE' }) => ({ StackName: name, StackStatus: status })),
            },
          });
    },
  },
  {
    service: 'cloudformation',
    name: 'ListStackResources',
    action: 'cloudformation:ListStackResources',
    resource: (call) => arnIn(call, 'cloudformation', `stack/${parameter(call, 'StackName')}/*`),
    answer: (call) => {
      const asked = parameter(call, 'StackName');
      const stack = resourceOf(call, 'stacks', asked);
      return stack === null
        ? failure(400, 'ValidationError', `Stack with id ${asked} does not exist`)
        : success({ StackResourceSummaries: { member: readStackResources(stack.resources ?? '') } });
    },
  },
  {
    service: 'cloudformation',
    name: 'DescribeType',
    action: 'cloudformation:DescribeType',
    answer: (call) => {
      const name = parameter(call, 'TypeName');
      const type = resourceOf(call, 'types', name);
      return type === null
        ? failure(404, 'TypeNotFoundException', `The type '${name}' cannot be found.`)
        : success({ Type: 'RESOURCE', TypeName: name, Schema: typeSchema(name, type.permissions ?? '') });
    },
  },
  {
    service: 's3',
    name: 'ListBuckets',
    route: 'GET /',
    action: 's3:ListAllMyBuckets',
    resource: ({ account }) => `arn:${account.scenario.partition}:s3:::*`,
    answer: ({ account }) =>
      success(
        { Buckets: { Bucket: Object.keys(account.scenario.resources.buckets).map((name) => ({ Name: name })) } },
        { root: 'ListAllMyBucketsResult' },
      ),
  },
  {
    service: 's3',
    name: 'HeadBucket',
    route: 'HEAD /{Bucket}',
    action: 's3:ListBucket',
    resource: bucketArn,
    answer: (call) => inBucket(call, () => success({}, { headers: { 'x-amz-bucket-region': call.region } })),
  },
  {
    service: 's3',
    name: 'ListObjectsV2',
    route: 'GET /{Bucket}',
    action: 's3:ListBucket',
    resource: bucketArn,
    context: ({ parameters }) => (parameters['prefix'] === undefined ? {} : { 's3:prefix': parameters['prefix'] }),
    answer: (call) =>
      inBucket(call, () =>
        success(
          { Name: parameter(call, 'Bucket'), Prefix: parameter(call, 'prefix'), KeyCount: 0, IsTruncated: false },
          { root: 'ListBucketResult' },
        ),
      ),
  },
];

/** `LogicalId Type PhysicalId`, by comma. */
function readStackResources(text: string): readonly { readonly [name: string]: string }[] {
  const rows = text.split(',').map((row) => row.trim().split(/\s+/));
  return rows
    .filter(([first]) => first !== '')
    .map(([id = '', type = '', physicalId = '']) => ({
      LogicalResourceId: id,
      ResourceType: type,
      PhysicalResourceId: physicalId,
      ResourceStatus: 'UPDATE_COMPLETE',
    }));
}

/** The part of a resource type's schema that says what creating one calls; `permissions` by comma. */
function typeSchema(typeName: string, permissions: string): string {
  const actions = permissions.split(',').map((action) => action.trim());
  return JSON.stringify({ typeName, handlers: { create: { permissions: actions } } });
}

function bucketArn(call: SignedCall): string {
  return `arn:${call.account.scenario.partition}:s3:::${parameter(call, 'Bucket')}`;
}

/** S3 sends a client on to the region that the bucket is in. */
function inBucket(call: SignedCall, answer: () => Answer): Answer {
  const name = parameter(call, 'Bucket');
  const region = call.account.scenario.resources.buckets[name];
  if (region === undefined) {
    return { ...failure(404, 'NoSuchBucket', 'The specified bucket does not exist'), fields: { BucketName: name } };
  }
  if (region === call.region) {
    return answer();
  }
  const message =
    'The bucket you are attempting to access must be addressed using the specified endpoint. ' +
    'Please send all future requests to this endpoint.';
  return {
    ...failure(301, 'PermanentRedirect', message),
    fields: { Endpoint: `${name}.s3.${region}.amazonaws.com`, Bucket: name },
    headers: { 'x-amz-bucket-region': region },
  };
}
