import { filters, type Filter } from '../requirements/filter.ts';
import type { Place } from '../requirements/placeholder.ts';

/** A filter that also says what stands for a property that is not there, where the service has a default of its own. */
export interface PropertyFilter extends Filter {
  readonly absent?: string;
}

/** By the name after the colon in `${Property:filter}`: those of target files, and those that only properties need. */
export const propertyFilters: ReadonlyMap<string, PropertyFilter> = new Map<string, PropertyFilter>([
  ...filters,
  ['lower', { apply: (value) => value.toLowerCase(), unknown: () => '*' }],
  ['last-part', { apply: lastPart, unknown: () => '*' }],
  ['without-slash', { apply: (value) => value.replace(/^\/+/, '') || null, unknown: () => '*' }],
  ['iam-path', { apply: iamPath, unknown: () => '/*', absent: '/' }],
  ['or-default', { apply: (value) => lastPart(value), unknown: () => '*', absent: 'default' }],
  ['bus-part', { apply: busPart, unknown: () => '*', absent: '' }],
  ['alias-name', { apply: (value) => value.replace(/^alias\//, '') || null, unknown: () => '*' }],
  ['alias-name', { apply: (value) => value.replace(/^alias\//, '') || null, unknown: () => '*' }],
  ['without-scheme', { apply: (value) => value.replace(/^https?:\/\//, '') || null, unknown: () => '*' }],
  ['bucket-of-domain', { apply: bucketOfDomain, unknown: () => '*' }],
  ['s3-object', { apply: s3Object, unknown: () => '*/*' }],
  ['name-prefix', { apply: (value) => value, unknown: () => '*', absent: 'terraform-' }],
  ['load-balancer-kind', { apply: loadBalancerKind, unknown: () => '*', absent: 'app' }],
  ['waf-scope', { apply: wafScope, unknown: () => '*' }],
  ['file-system-arn', ofService('elasticfilesystem', 'file-system/*', /^file-system\/./, 'file-system/')],
  ['certificate-arn', ofService('acm', 'certificate/*', /^certificate\/./, null)],
  ['policy-arn', { apply: policyArn, unknown: (place) => `arn:${place.partition}:iam::${place.accountId}:policy/*` }],
  ['key-arn', { apply: keyArn, unknown: (place) => regional('kms', 'key/*', place) }],
  ['queue-arn', { apply: queueArn, unknown: (place) => regional('sqs', '*', place) }],
  ['bucket-arn', { apply: bucketArn, unknown: (place) => `arn:${place.partition}:s3:::*` }],
  ['layer-version-arn', ofService('lambda', 'layer:*:*', /^layer:[^:]+:[^:]+$/, null)],
  ['stream-arn', ofService('kinesis', 'stream/*', /^stream\/[^/]+$/, 'stream/')],
  ['secret-arn', { apply: secretArn, unknown: (place) => regional('secretsmanager', 'secret:*', place) }],
  ['state-machine-arn', ofService('states', 'stateMachine:*', /^stateMachine:./, 'stateMachine:')],
  ['load-balancer-arn', ofService('elasticloadbalancing', 'loadbalancer/app/*/*', /^loadbalancer\/./, null)],
  ['listener-rule-arn', ofService('elasticloadbalancing', 'listener-rule/app/*/*/*/*', /^listener-rule\/./, null)],
  ['listener-arn', ofService('elasticloadbalancing', 'listener/app/*/*/*', /^listener\/./, null)],
  ['target-group-arn', ofService('elasticloadbalancing', 'targetgroup/*/*', /^targetgroup\/./, null)],
  ['access-point-arn', ofService('elasticfilesystem', 'access-point/*', /^access-point\/./, null)],
  ['web-acl-arn', ofService('wafv2', 'regional/webacl/*/*', /^(?:regional|global)\/webacl\/./, null)],
]);

/** What follows the last slash or colon: the name in an ARN of most services, and a name itself. */
function lastPart(value: string): string | null {
  return value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1) || null;
}

/** The resource in an ARN, without its type: `a/b` of `arn:aws:ecs:eu-west-1:111122223333:service/a/b`. */
function nameInArn(value: string): string | null {
  return value.startsWith('arn:') ? (/^(?:[^:]*:){5}(?:[^/:]*[/:])?(.+)$/s.exec(value)?.[1] ?? null) : value;
}

/** The part of a load balancer's ARN that Terraform's `load_balancer_type` stands for. */
function loadBalancerKind(value: string): string | null {
  return value === 'application' ? 'app' : value === 'network' ? 'net' : value === 'gateway' ? 'gwy' : null;
}

/** The part of an ARN of WAF that `REGIONAL` or `CLOUDFRONT` stands for. */
function wafScope(value: string): string | null {
  return value === 'REGIONAL' ? 'regional' : value === 'CLOUDFRONT' ? 'global' : null;
}

/** The ARN of a managed policy, of the account or of AWS. */
function policyArn(value: string): string | null {
  return /^arn:[^:]+:iam::[^:]*:policy\/./.test(value) ? value : null;
}

/** A path of IAM begins and ends with a slash (IAM user guide, "IAM identifiers"). */
function iamPath(value: string): string | null {
  return value.startsWith('/') ? (value.endsWith('/') ? value : `${value}/`) : null;
}

/** A rule on the default event bus has no bus in its ARN. */
function busPart(value: string): string | null {
  const name = nameInArn(value);
  return name === 'default' ? '' : name === null ? null : `${name}/`;
}

/** A key's id or ARN. An alias stands for a key that the file does not tell. */
function keyArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:kms:[^:]*:[^:]*:key\/./.test(value) ? value : null;
  }
  return value.includes('/') || value.includes(':') ? null : regional('kms', `key/${value}`, place);
}

/** Secrets Manager ends the ARN of a secret with a dash and six characters of its own. */
function secretArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:./.test(value) ? value : null;
  }
  return value.includes(':') ? null : regional('secretsmanager', `secret:${value}-*`, place);
}

/** `logs` of `logs.s3.amazonaws.com` or `logs.s3.eu-west-1.amazonaws.com`. */
function bucketOfDomain(value: string): string | null {
  const end = value.indexOf('.s3');
  return end > 0 && value.includes('.amazonaws.com') ? value.slice(0, end) : null;
}

/** Bucket and key of `s3://bucket/key` or an address of the object. */
function s3Object(value: string): string | null {
  const [, inUri] = /^s3:\/\/([^/]+\/.+)$/.exec(value) ?? [];
  const [, bucket, key] = /^https:\/\/([^/]+)\.s3[.-][^/]*amazonaws\.com[^/]*\/(.+)$/.exec(value) ?? [];
  const [, inPath] = /^https:\/\/s3[.-][^/]*amazonaws\.com[^/]*\/([^/]+\/.+)$/.exec(value) ?? [];
  return inUri ?? (bucket !== undefined && key !== undefined ? `${bucket}/${key}` : (inPath ?? null));
}

/** A queue's name, ARN, or URL, which names account and region. */
function queueArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:sqs:[^:]*:[^:]*:[^:]+$/.test(value) ? value : null;
  }
  const [, region, accountId, name] = /^https:\/\/sqs\.([a-z0-9-]+)\.[a-z0-9.]+\/(\d{12})\/([^/]+)$/.exec(value) ?? [];
  if (region !== undefined && accountId !== undefined && name !== undefined) {
    return regional('sqs', name, { ...place, region, accountId });
  }
  return value.includes('/') || value.includes(':') ? null : regional('sqs', value, place);
}

function bucketArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:s3:::[^/]+/.exec(value)?.[0] ?? null;
  }
  return value.includes('/') || value.includes(':') ? null : `arn:${place.partition}:s3:::${value}`;
}

/** An ARN of one type of a service; a name too where a prefix makes it the resource of an ARN. */
function ofService(service: string, anything: string, form: RegExp, prefix: string | null): PropertyFilter {
  return {
    apply(value, place) {
      if (value.startsWith('arn:')) {
        const [, , named, , , ...resource] = value.split(':');
        return named === service && form.test(resource.join(':')) ? value : null;
      }
      return prefix === null || value.includes(':') ? null : regional(service, `${prefix}${value}`, place);
    },
    unknown: (place) => regional(service, anything, place),
  };
}

function regional(service: string, resource: string, place: Place): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${resource}`;
}
