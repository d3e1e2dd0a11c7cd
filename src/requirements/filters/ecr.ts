import type { Place } from '../placeholder.ts';
import { isHere, regional } from './arn.ts';

/** A repository's name or ARN, or the URI of an image in it, whose host names account and region. */
export function repositoryArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:ecr:[^:]*:[^:]*:repository\/./.test(value) ? value : null;
  }
  const image = imageOf(value);
  const name = (image?.path ?? value).replace(/[:@].*$/s, '');
  const otherRegistry = image === null && /[.:].*\//s.test(value);
  if (name === '' || otherRegistry) {
    return null;
  }
  return regional('ecr', `repository/${name}`, {
    ...place,
    accountId: image?.accountId ?? place.accountId,
    region: image?.region ?? place.region,
  });
}

/** The repository's name alone; `null` for one of another region or account, for which it would name another repository. */
export function repositoryName(value: string, place: Place): string | null {
  const arn = repositoryArn(value, place);
  const [, region, accountId, name] = /^arn:[^:]+:ecr:([^:]*):([^:]*):repository\/(.+)$/s.exec(arn ?? '') ?? [];
  return name !== undefined && isHere(region, accountId, place) ? name : null;
}

/** The value itself when it is the URI of an image in a private registry of ECR, as tools take those of any registry. */
export function ecrImage(value: string): string | null {
  return imageOf(value) === null ? null : value;
}

/** Two hosts serve a private registry (https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html). */
function imageOf(value: string): { readonly accountId: string; readonly region: string; readonly path: string } | null {
  const [, accountId, region, path] =
    /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.]+\/(.+)$/s.exec(value) ?? [];
  return accountId === undefined || region === undefined || path === undefined ? null : { accountId, region, path };
}
