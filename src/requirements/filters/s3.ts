import type { Place } from '../placeholder.ts';

/** A bucket's name, ARN or `s3://` address. */
export function bucketName(value: string): string | null {
  const path = value.replace(/^s3:\/\//, '').replace(/^arn:[^:]+:s3:::/, '');
  const [name = ''] = path.split('/');
  return name === '' || name.startsWith('arn:') ? null : name;
}

/** The bucket in an `s3://` address; a path on the disk, which stands in the same places, is none. */
export function s3UriBucket(value: string): string | null {
  return splitUri(value)?.bucket ?? null;
}

/** Everything below an `s3://` address, which is what `aws s3 sync` writes to. */
export function s3ObjectsArn(value: string, { partition }: Place): string | null {
  const found = splitUri(value);
  return found === null ? null : objectArn(partition, found.bucket, [...found.keys, '*'].join('/'));
}

/**
 * One object by its `s3://` or `https://` address, with the bucket in the host name or in the path
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-bucket-intro.html), or by its ARN.
 */
export function s3ObjectArn(value: string, { partition }: Place): string | null {
  if (/^arn:[^:]+:s3:::[^/]+\/./.test(value)) {
    return value;
  }
  const uri = splitUri(value);
  if (uri !== null) {
    return uri.keys.length === 0 ? null : objectArn(partition, uri.bucket, uri.keys.join('/'));
  }
  const [, host = '', path = ''] = /^https:\/\/([a-z0-9.-]{1,255})\/([^?#]+)/.exec(value) ?? [];
  const [, inHost] = /^(?:([a-z0-9.-]+)\.)?s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(host) ?? [];
  const isS3 = /(?:^|\.)s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.test(host);
  const [first = '', ...rest] = path.split('/');
  const [bucket, key] = inHost === undefined ? [first, rest.join('/')] : [inHost, path];
  return isS3 && bucket !== '' && key !== '' ? objectArn(partition, bucket, key) : null;
}

export function objectArn(partition: string, bucket: string, key: string): string {
  return `arn:${partition}:s3:::${bucket}/${key}`;
}

function splitUri(value: string): { readonly bucket: string; readonly keys: readonly string[] } | null {
  if (!value.startsWith('s3://')) {
    return null;
  }
  const [bucket = '', ...keys] = value.slice('s3://'.length).replace(/\/$/, '').split('/');
  return bucket === '' || bucket.startsWith('arn:') ? null : { bucket, keys };
}
