import { isInferenceProfile, resourceOf } from './named-resource.ts';
import type { Asked, Parameters } from './asked.ts';

/** One permission that a call is authorised by. */
export interface Authorisation {
  readonly action: string;
  /** The ARN that the request names, `*` for an action without resource-level permissions, `null` when it is not simple. */
  readonly resource: string | null;
}

/** The prefix of IAM actions, where it is not the signing name. */
const prefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', email: 'ses' };

/**
 * Operations that are authorised under another name: Amazon S3 user guide, "Required permissions for Amazon S3 API
 * operations"; Lambda API reference, "Invoke"; Bedrock API reference, "Converse".
 */
const otherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  s3: {
    ListObjects: 'ListBucket',
    ListObjectsV2: 'ListBucket',
    HeadBucket: 'ListBucket',
    ListBuckets: 'ListAllMyBuckets',
    ListObjectVersions: 'ListBucketVersions',
    ListMultipartUploads: 'ListBucketMultipartUploads',
    HeadObject: 'GetObject',
    CreateMultipartUpload: 'PutObject',
    UploadPart: 'PutObject',
    CompleteMultipartUpload: 'PutObject',
    CopyObject: 'PutObject',
    DeleteObjects: 'DeleteObject',
    GetBucketEncryption: 'GetEncryptionConfiguration',
    PutBucketEncryption: 'PutEncryptionConfiguration',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
    GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
    PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
    GetBucketReplication: 'GetReplicationConfiguration',
    GetBucketNotificationConfiguration: 'GetBucketNotification',
  },
  lambda: { Invoke: 'InvokeFunction' },
  bedrock: { Converse: 'InvokeModel', ConverseStream: 'InvokeModelWithResponseStream' },
};

/**
 * The permissions that AWS asks for when it gets this call (Service Authorization Reference). A call can need several:
 * roles that it hands on are authorised as iam:PassRole, and tags that it sets by the service's action for tagging.
 */
export function authorisationsOf(asked: Asked, accountId: string): readonly Authorisation[] {
  const resource = resourceOf(asked, accountId);
  return [{ action: actionOf(asked), resource }, ...passedRoles(asked), ...alongside(asked, resource)];
}

function actionOf({ signingName, operation, request }: Asked): string {
  if (signingName === 'apigateway') {
    return `apigateway:${request.method}`; // API Gateway developer guide: its actions are HTTP verbs
  }
  return `${prefixes[signingName] ?? signingName}:${otherNames[signingName]?.[operation] ?? operation}`;
}

/** Members that hold the ARN of a role which the service is to use. */
const roleMembers: Readonly<Record<string, readonly string[]>> = {
  'lambda CreateFunction': ['Role'],
  'lambda UpdateFunctionConfiguration': ['Role'],
  'ecs RegisterTaskDefinition': ['taskRoleArn', 'executionRoleArn'],
  'states CreateStateMachine': ['roleArn'],
  'states UpdateStateMachine': ['roleArn'],
  'cloudformation CreateChangeSet': ['RoleARN'],
  'cloudformation CreateStack': ['RoleARN'],
  'cloudformation UpdateStack': ['RoleARN'],
  'apprunner UpdateService': [
    'SourceConfiguration/AuthenticationConfiguration/AccessRoleArn',
    'InstanceConfiguration/InstanceRoleArn',
  ],
};

function passedRoles({ signingName, operation, parameters }: Asked): readonly Authorisation[] {
  return (roleMembers[`${signingName} ${operation}`] ?? []).flatMap((path) => {
    const role = path.split('/').reduce<unknown>((value, key) => memberOf(value, key), parameters);
    return typeof role === 'string' && role !== '' ? [{ action: 'iam:PassRole', resource: role }] : [];
  });
}

/** What else the request asks for, by a member or a header that is there. */
function alongside(
  { signingName, operation, parameters, request }: Asked,
  resource: string | null,
): readonly Authorisation[] {
  const given = (name: string): boolean => hasMembers(parameters, name);
  const also = (when: boolean, action: string): readonly Authorisation[] => (when ? [{ action, resource }] : []);
  switch (`${signingName} ${operation}`) {
    case 's3 PutObject':
    case 's3 CreateMultipartUpload':
      return [
        ...also(request.headers.has('x-amz-acl'), 's3:PutObjectAcl'),
        ...also(request.headers.has('x-amz-tagging'), 's3:PutObjectTagging'),
      ];
    case 's3 CreateBucket':
      return also(request.headers.has('x-amz-acl'), 's3:PutBucketAcl');
    case 's3 CopyObject':
      return [{ action: 's3:GetObject', resource: copySource(request.headers.get('x-amz-copy-source') ?? '') }];
    case 'cloudformation CreateChangeSet':
    case 'cloudformation CreateStack':
    case 'cloudformation UpdateStack':
    case 'cloudformation ValidateTemplate':
      return template(memberOf(parameters, 'TemplateURL'));
    case 'lambda CreateFunction':
      return [...also(given('Tags'), 'lambda:TagResource'), ...fetched(memberOf(parameters, 'Code'))];
    case 'lambda UpdateFunctionCode':
      return fetched(parameters);
    case 'bedrock InvokeModel':
      return behindProfile(memberOf(parameters, 'modelId'));
    case 'dynamodb CreateTable':
      return also(given('Tags'), 'dynamodb:TagResource');
    case 'sns CreateTopic':
      return also(given('Tags'), 'sns:TagResource');
    case 'sqs CreateQueue':
      return also(given('tags'), 'sqs:TagQueue');
    case 'states CreateStateMachine':
      return also(given('tags'), 'states:TagResource');
    case 'ecs RegisterTaskDefinition':
      return also(given('tags'), 'ecs:TagResource');
    default:
      return [];
  }
}

/** Lambda reads a zip file for the caller (Lambda developer guide, "Deploying .zip file archives", permissions). */
function fetched(code: unknown): readonly Authorisation[] {
  const [bucket, key] = [memberOf(code, 'S3Bucket'), memberOf(code, 'S3Key')];
  return typeof bucket === 'string' && typeof key === 'string'
    ? [{ action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` }]
    : [];
}

/** CloudFormation reads a template for the caller (https://repost.aws/knowledge-center/cfn-s3-access-denied-error). */
function template(url: unknown): readonly Authorisation[] {
  if (typeof url !== 'string' || !URL.canParse(url)) {
    return [];
  }
  const { hostname, pathname } = new URL(url);
  const bucket = /^(.+)\.s3[.-]/.exec(hostname)?.[1];
  const object = decodeURIComponent(bucket === undefined ? pathname.slice(1) : `${bucket}${pathname}`);
  return [{ action: 's3:GetObject', resource: `arn:aws:s3:::${object}` }];
}

/** An inference profile needs its models in each region that may answer (Bedrock user guide, "Prerequisites for inference profiles"). */
function behindProfile(id: unknown): readonly Authorisation[] {
  return typeof id === 'string' && isInferenceProfile(id)
    ? [
        {
          action: 'bedrock:InvokeModel',
          resource: `arn:aws:bedrock:*::foundation-model/${id.slice(id.indexOf('.') + 1)}`,
        },
      ]
    : [];
}

function copySource(header: string): string | null {
  const [path = ''] = decodeURIComponent(header).split('?');
  return path === '' ? null : `arn:aws:s3:::${path.replace(/^\//, '')}`;
}

/** In a form a list or a map is spread over members with the name before a dot. */
function hasMembers(parameters: Parameters, name: string): boolean {
  const value = parameters[name];
  const filled = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  return filled || Object.keys(parameters).some((key) => key.startsWith(`${name}.`));
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
