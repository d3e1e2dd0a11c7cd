/** Names that tools give to services, as far as they are not the one of the host name with `AWS` or `Amazon` before it. */
const names: Readonly<Record<string, string>> = {
  securitytoken: 'sts',
  securitytokenservice: 'sts',
  identitymanagement: 'iam',
  simplesystemsmanagement: 'ssm',
  lambdainternal: 'lambda',
  elasticcomputecloud: 'ec2',
  simplenotificationservice: 'sns',
  simplequeueservice: 'sqs',
  cloudwatchlogs: 'logs',
  ssooidc: 'sso-oidc',
  elasticcontainerregistry: 'ecr',
  certificatemanager: 'acm',
  iamv2: 'iam',
  ec2imds: 'imds',
};

/** In lower case as in host names: `STS`, `AWSSecurityTokenService` and `Amazon.SecurityToken` are all `sts`. */
export function serviceName(written: string | null): string | null {
  if (written === null) {
    return null;
  }
  const bare = written
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^(?:aws|amazon)(?=.)/, '')
    .replace(/v2$/, '');
  return bare === '' ? null : Object.hasOwn(names, bare) ? (names[bare] ?? bare) : bare;
}

/** The service of an operation that no other service has; `null` for any other. */
export function serviceOfOperation(operation: string | null): string | null {
  return operation !== null && Object.hasOwn(services, operation) ? (services[operation] ?? null) : null;
}

const services: Readonly<Record<string, string>> = {
  GetCallerIdentity: 'sts',
  AssumeRole: 'sts',
  AssumeRoleWithWebIdentity: 'sts',
  AssumeRoleWithSAML: 'sts',
  GetSessionToken: 'sts',
  GetFederationToken: 'sts',
  GetRoleCredentials: 'sso',
  ListBuckets: 's3',
  HeadBucket: 's3',
  HeadObject: 's3',
  PutObject: 's3',
  GetObject: 's3',
  ListObjectsV2: 's3',
  CreateMultipartUpload: 's3',
  RunInstances: 'ec2',
  DescribeRegions: 'ec2',
  DescribeInstances: 'ec2',
};
