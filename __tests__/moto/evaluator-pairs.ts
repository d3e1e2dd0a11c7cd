import type { Sent } from '../local-aws/support.ts';

/** A call that moto authorizes: what it asks permission for, and how it goes over the wire. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly sent: Sent;
}

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = (target: string) => ({ 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target });

/** Calls of services whose lists are on `*`, which is also what moto asks for outside S3. */
const lists: readonly Call[] = [
  query('sns', 'ListTopics', '2010-03-31'),
  query('sqs', 'ListQueues', '2012-11-05'),
  query('iam', 'ListUsers', '2010-05-08'),
  query('iam', 'ListRoles', '2010-05-08'),
  query('ec2', 'DescribeRegions', '2016-11-15'),
  query('ec2', 'DescribeVpcs', '2016-11-15'),
  query('cloudformation', 'ListStacks', '2010-05-15'),
  target('dynamodb', 'ListTables', 'DynamoDB_20120810'),
  target('kms', 'ListKeys', 'TrentService'),
  target('logs', 'DescribeLogGroups', 'Logs_20140328'),
  target('secretsmanager', 'ListSecrets', 'secretsmanager'),
];

const buckets = ['orders', 'orders-logs', 'web'];
const keys = ['data', 'in/data', 'in/2026/data', 'readme'];

/** Calls of S3, the service whose resources moto knows. */
const objects: readonly Call[] = buckets.flatMap((bucket) => [
  s3('GET', 'ListBucket', bucket),
  s3('GET', 'GetBucketLocation', bucket, { location: '' }),
  s3('GET', 'GetBucketVersioning', bucket, { versioning: '' }),
  ...keys.flatMap((key) => [
    s3('GET', 'GetObject', `${bucket}/${key}`),
    s3('PUT', 'PutObject', `${bucket}/${key}`),
    s3('GET', 'GetObjectTagging', `${bucket}/${key}`, { tagging: '' }),
  ]),
]);

export const calls: readonly Call[] = [...lists, ...objects];

/** A call on a resource that moto does not know. */
export const describeTable: Call = {
  action: 'dynamodb:DescribeTable',
  resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
  sent: {
    service: 'dynamodb',
    method: 'POST',
    headers: json('DynamoDB_20120810.DescribeTable'),
    body: '{"TableName":"orders"}',
  },
};

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: () => number, list: readonly T[]): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) {
    throw new Error('nothing to pick from');
  }
  return picked;
}

/** A policy of one to five statements in the part of the language that moto knows. */
export function policyFrom(random: () => number): readonly Statement[] {
  return Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
    const effect = random() < 0.7 ? 'Allow' : 'Deny';
    const actions = some(random, actionPatterns);
    // A negated list without a star says little, and one that denies would settle nearly every call.
    const negated = random() < 0.2;
    return {
      Effect: effect,
      ...(negated ? { NotAction: actions } : { Action: actions }),
      Resource: effect === 'Allow' && random() < 0.4 ? '*' : some(random, resourcePatterns),
    };
  });
}

const actionPatterns = [
  ...[
    '*',
    's3:*',
    's3:Get*',
    's3:GetObject',
    's3:GetObject*',
    's3:*Object',
    's3:PutObject',
    's3:ListBucket',
    's3:GetBucket*',
  ],
  ...['sns:*', 'sqs:ListQueues', 'iam:List*', 'iam:ListRoles', 'ec2:Describe*', 'ec2:*Vpcs', 'dynamodb:List*', 'kms:*'],
  ...['logs:DescribeLogGroups', 'secretsmanager:*', 'cloudformation:List*'],
];

const resourcePatterns = [
  ...['*', '*', 'arn:aws:s3:::*', 'arn:aws:s3:::orders', 'arn:aws:s3:::orders/*', 'arn:aws:s3:::orders*'],
  ...['arn:aws:s3:::*/data', 'arn:aws:s3:::web/in/*', 'arn:aws:s3:::orders-logs/in/*/data', 'arn:aws:s3:::*-logs*'],
  ...['arn:aws:s3:::web', 'arn:aws:s3:::web/readme', 'arn:aws:s3:::orders/in/data'],
];

/** One text, or a list of one to three. */
function some(random: () => number, list: readonly string[]): string | readonly string[] {
  const length = Math.floor(random() * 4);
  return length === 0 ? pick(random, list) : Array.from({ length }, () => pick(random, list));
}

function query(service: string, name: string, version: string): Call {
  const body = `Action=${name}&Version=${version}`;
  return { action: `${service}:${name}`, resource: '*', sent: { service, method: 'POST', headers: form, body } };
}

function target(service: string, name: string, prefix: string): Call {
  const sent = { service, method: 'POST', headers: json(`${prefix}.${name}`), body: '{}' };
  return { action: `${service}:${name}`, resource: '*', sent };
}

function s3(method: string, name: string, path: string, parameters: Readonly<Record<string, string>> = {}): Call {
  const sent = {
    service: 's3',
    method,
    path: `/${path}`,
    query: parameters,
    ...(method === 'PUT' ? { body: 'x' } : {}),
  };
  return { action: `s3:${name}`, resource: `arn:aws:s3:::${path}`, sent };
}
