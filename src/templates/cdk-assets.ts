import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import type { Place } from '../requirements/placeholder.ts';
import { knownPartition } from '../credentials/regions.ts';
import { cdkRole, withPlace } from './cdk-environment.ts';
import { memberAt, memberOf, textOf } from './json-member.ts';
import type { CdkRole } from './cdk-stack.ts';

/** Where assets of one stack go, each place once. */
export interface CdkDestination {
  readonly kind: 'files' | 'images';
  /** `null` when the CLI publishes with its own credentials. */
  readonly role: CdkRole | null;
  /** Of the bucket or the repository. */
  readonly region: string;
  /** Bucket or repository. */
  readonly name: string;
  /** Key of one of the objects; empty for images. */
  readonly key: string;
}

const mostAssets = 10_000;

/**
 * The destinations in an asset manifest (aws-cdk-cli, cloud-assembly-schema, assets). `null` for a text that is none.
 * What has no name of a bucket or a repository is left out.
 */
export function cdkDestinations(text: string, place: Place): readonly CdkDestination[] | null {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(manifest)) {
    return null;
  }
  const found = new Map<string, CdkDestination>();
  for (const [kind, list, name] of kinds) {
    for (const destination of destinationsIn(memberOf(manifest, list))) {
      const one = destinationOf(kind, destination, name, place);
      const key = one === null ? '' : [kind, one.role?.arn, one.region, one.name].join(' ');
      if (one !== null && !found.has(key)) {
        found.set(key, one);
      }
    }
  }
  return [...found.values()];
}

const kinds = [
  ['files', 'files', 'bucketName'],
  ['images', 'dockerImages', 'repositoryName'],
] as const;

function destinationsIn(assets: unknown): readonly unknown[] {
  return Object.values(isRecord(assets) ? assets : {})
    .slice(0, mostAssets)
    .flatMap((asset) => {
      const destinations = memberOf(asset, 'destinations');
      return Object.values(isRecord(destinations) ? destinations : {});
    });
}

function destinationOf(
  kind: CdkDestination['kind'],
  destination: unknown,
  nameKey: string,
  place: Place,
): CdkDestination | null {
  const written = textOf(destination, 'region');
  const region = written !== null && knownPartition(written) !== null ? written : place.region;
  const there = { ...place, region };
  const name = withPlace(textOf(destination, nameKey) ?? '', there);
  const key = withPlace(textOf(destination, 'objectKey') ?? '', there);
  if (!/^[a-z0-9][a-z0-9._/-]{1,254}$/.test(name) || (kind === 'files' && !/^[\w!.*'()/-]{1,1024}$/.test(key))) {
    return null;
  }
  const arn = cdkRole(memberOf(destination, 'assumeRoleArn'), there);
  const tags = memberAt(destination, 'assumeRoleAdditionalOptions', 'Tags');
  const role = arn === null ? null : { arn, hasTags: Array.isArray(tags) && tags.length > 0 };
  return { kind, role, region, name, key };
}
