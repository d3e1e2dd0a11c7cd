/** How a service words its answers; see the error matrix in `authentication/refusals.ts`. */
export type Protocol = 'query' | 'ec2' | 's3' | 'json' | 'rest-json';

export interface Service {
  /** The service's name in the credential scope of a signature. */
  readonly signingName: string;
  /** The prefix of its IAM actions. */
  readonly prefix: string;
  readonly protocol: Protocol;
  /** Query and EC2: the API version, which also tells the service of an unsigned request. */
  readonly version?: string;
  readonly xmlNamespace?: string;
  /** JSON: what stands before the operation in `X-Amz-Target`, and the version in the content type. */
  readonly target?: string;
  readonly jsonVersion?: '1.0' | '1.1';
}

/**
 * The services that are told apart, from their public API models. One that has no operation in `operations/` still
 * answers bad credentials as AWS does.
 */
const services: readonly Service[] = [
  query('sts', '2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/'),
  query('iam', '2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/'),
  query('cloudformation', '2010-05-15', 'http://cloudformation.amazonaws.com/doc/2010-05-15/'),
  query('elasticbeanstalk', '2010-12-01', 'http://elasticbeanstalk.amazonaws.com/docs/2010-12-01/'),
  query('sns', '2010-03-31', 'http://sns.amazonaws.com/doc/2010-03-31/'),
  query('autoscaling', '2011-01-01', 'http://autoscaling.amazonaws.com/doc/2011-01-01/'),
  query('elasticloadbalancing', '2015-12-01', 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/'),
  query('rds', '2014-10-31', 'http://rds.amazonaws.com/doc/2014-10-31/'),
  { ...query('ec2', '2016-11-15', 'http://ec2.amazonaws.com/doc/2016-11-15/'), protocol: 'ec2' },
  { ...rest('s3'), protocol: 's3', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
  json('dynamodb', 'DynamoDB_20120810', '1.0'),
  json('ssm', 'AmazonSSM', '1.1'),
  json('ecs', 'AmazonEC2ContainerServiceV20141113', '1.1'),
  json('ecr', 'AmazonEC2ContainerRegistry_V20150921', '1.1'),
  json('kms', 'TrentService', '1.1'),
  json('logs', 'Logs_20140328', '1.1'),
  json('secretsmanager', 'secretsmanager', '1.1'),
  json('codedeploy', 'CodeDeploy_20141006', '1.1'),
  rest('lambda'),
  rest('amplify'),
  rest('apigateway'),
  rest('bedrock'),
  rest('appsync'),
  rest('eks'),
];

/** The service of a credential scope; an unknown one is taken for the most common kind, REST with JSON. */
export function serviceOf(signingName: string): Service {
  return services.find((service) => service.signingName === signingName) ?? rest(signingName);
}

/** The service that an unsigned request is for, by its target or its API version; `null` when neither tells. */
export function serviceOfUnsigned(target: string, version: string): Service | null {
  return (
    services.find((service) => service.target !== undefined && target.startsWith(`${service.target}.`)) ??
    services.find((service) => service.version !== undefined && service.version === version) ??
    null
  );
}

function query(name: string, version: string, xmlNamespace: string): Service {
  return { signingName: name, prefix: name, protocol: 'query', version, xmlNamespace };
}

function json(name: string, target: string, jsonVersion: '1.0' | '1.1'): Service {
  return { signingName: name, prefix: name, protocol: 'json', target, jsonVersion };
}

function rest(name: string): Service {
  return { signingName: name, prefix: name, protocol: 'rest-json' };
}
