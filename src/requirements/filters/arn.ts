import type { Place } from '../placeholder.ts';

/** ARN of a role by its path and name. */
export function iamRole(pathAndName: string, place: Place): string {
  return `arn:${place.partition}:iam::${place.accountId}:role/${pathAndName}`;
}

/** ARN of something that has a region and an account. */
export function regional(service: string, resource: string, place: Place): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** Whether an ARN names this region and account; one that leaves both out belongs everywhere. */
export function isHere(region: string | undefined, accountId: string | undefined, place: Place): boolean {
  return (region ?? place.region) === place.region && (accountId ?? place.accountId) === place.accountId;
}
