import type { Place } from './placeholder.ts';

/** Turns a parameter's value, in whichever form its deploy tool takes it, into the part of the ARN that it stands for. */
export interface Filter {
  /** `null` when the value is of another kind, such as the ARN of a user where a role is meant. */
  apply(value: string, place: Place): string | null;
  /** What stands in the pattern when there is no value. */
  unknown(place: Place): string;
}

/** By the name after the colon in `${parameter:filter}`. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['role-arn', { apply: roleArn, unknown: (place) => iamRole('*', place) }],
  ['function-arn', { apply: functionArn, unknown: (place) => regional('lambda', 'function:*', place) }],
  ['table-arn', { apply: tableArn, unknown: (place) => regional('dynamodb', 'table/*', place) }],
  ['topic-arn', { apply: topicArn, unknown: (place) => regional('sns', '*', place) }],
  ['repository-arn', { apply: repositoryArn, unknown: (place) => regional('ecr', 'repository/*', place) }],
  ['model-arn', { apply: modelArn, unknown: (place) => foundationModel('*', place) }],
  ['foundation-model-id', { apply: foundationModelId, unknown: () => '*' }],
  ['bucket-name', { apply: bucketName, unknown: () => '*' }],
  ['amplify-stack-part', { apply: amplifyStackPart, unknown: () => '*' }],
]);

/** A role's name, its path and name, or its ARN, which keeps its own account and path. */
function roleArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:iam::[^:]*:role\/./.test(value) ? value : null;
  }
  return iamRole(value.replace(/^\/+/, ''), place);
}

/** The three forms of `FunctionName`, without version or alias (https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html). */
function functionArn(value: string, place: Place): string | null {
  const full = /^(arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+)(?::.*)?$/s.exec(value);
  const partial = /^(\d{12}):function:([^:]+)/.exec(value);
  const [name = ''] = value.split(':');
  if (full?.[1] !== undefined) {
    return full[1];
  }
  if (partial?.[1] !== undefined && partial[2] !== undefined) {
    return regional('lambda', `function:${partial[2]}`, { ...place, accountId: partial[1] });
  }
  return value.startsWith('arn:') || name === '' ? null : regional('lambda', `function:${name}`, place);
}

function tableArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:dynamodb:[^:]*:[^:]*:table\/[^/]+/.exec(value)?.[0] ?? null;
  }
  return regional('dynamodb', `table/${value}`, place);
}

function topicArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:sns:[^:]*:[^:]*:[^:]+$/.test(value) ? value : null;
  }
  return regional('sns', value, place);
}

/** A repository's name or ARN, or the URI of an image in it, whose host names account and region. */
function repositoryArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:ecr:[^:]*:[^:]*:repository\/./.test(value) ? value : null;
  }
  const [, account, region, path] =
    /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.]+\/(.+)$/s.exec(value) ?? [];
  const name = (path ?? value).replace(/[:@].*$/s, '');
  const otherRegistry = path === undefined && /[.:].*\//s.test(value);
  if (name === '' || otherRegistry) {
    return null;
  }
  return regional('ecr', `repository/${name}`, {
    ...place,
    accountId: account ?? place.accountId,
    region: region ?? place.region,
  });
}

/**
 * A model id stands for a foundation model, whose ARN has no account; an id with a geographic prefix, such as `us.` or
 * `global.`, for an inference profile (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html).
 */
function modelArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:bedrock:[^:]*:[^:]*:[^/]+\/./.test(value) ? value : null;
  }
  return geographicPrefix.test(value)
    ? regional('bedrock', `inference-profile/${value}`, place)
    : foundationModel(value, place);
}

const geographicPrefix = /^(?:[a-z]{2}|us-gov|apac|global)\./;

/** The model that a model id, an inference profile id or the ARN of either leads to. */
function foundationModelId(value: string): string | null {
  const id = value.startsWith('arn:')
    ? (/^arn:[^:]+:bedrock:[^:]*:[^:]*:(?:inference-profile|foundation-model)\/(.+)$/s.exec(value)?.[1] ?? '')
    : value;
  return id.replace(geographicPrefix, '') || null;
}

/** A bucket's name, ARN or `s3://` address. */
function bucketName(value: string): string | null {
  const path = value.replace(/^s3:\/\//, '').replace(/^arn:[^:]+:s3:::/, '');
  const [name = ''] = path.split('/');
  return name === '' || name.startsWith('arn:') ? null : name;
}

/** Amplify keeps letters and digits of a branch's name, at most 50 (aws-amplify/amplify-backend, backend_identifier_conversions.ts). */
function amplifyStackPart(value: string): string | null {
  return value.replace(/[^A-Za-z0-9*]/g, '').slice(0, 50) || null;
}

function iamRole(pathAndName: string, place: Place): string {
  return `arn:${place.partition}:iam::${place.accountId}:role/${pathAndName}`;
}

function regional(service: string, resource: string, place: Place): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${resource}`;
}

function foundationModel(id: string, place: Place): string {
  return `arn:${place.partition}:bedrock:${place.region}::foundation-model/${id}`;
}
