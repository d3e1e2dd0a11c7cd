import type { Requirement } from '../../requirements/requirement.ts';
import { normalize } from './pattern.ts';

/** Condition keys and the value that each has to have; a `*` in a value is a wildcard. Sorted by key. */
export type Conditions = Readonly<Record<string, string>>;

/**
 * The keys that go from a call into the statement which grants it. Each of them is part of what the call does, is sent
 * with every such call, and stays the same from one run to the next; without it the statement would grant more than the
 * deployment asks for. The keys are from the service authorization reference of their services.
 *
 * Left out, on purpose, is every other key of a call:
 * - what belongs to one run (`elasticbeanstalk:FromApplicationVersion`, `aws:RequestedRegion`, `aws:CurrentTime`), since
 *   the next run would be denied;
 * - what the ARN says already (`elasticbeanstalk:InApplication`);
 * - what stands in for a value that AWS makes up (`ec2:LaunchTemplate`);
 * - what not every service sends (`iam:AssociatedResourceArn`), since a call without the key would be denied.
 */
const narrowing: readonly string[] = [
  'iam:PassedToService', // else the role may be handed to any service
  'iam:PolicyARN', // else any policy may be attached, the administrator's too
  'iam:PermissionsBoundary', // else the role may be made without its boundary
  'bedrock:InferenceProfileArn', // else the model may be invoked past the profile
  'ecs:cluster', // else the task may run in any cluster
  'lambda:FunctionArn', // event source mappings take no ARN: else those of any function
  's3:ResourceAccount', // bucket names belong to no account: else the same name in another one
];

const spelling: ReadonlyMap<string, string> = new Map(narrowing.map((key) => [key.toLowerCase(), key]));

/** The conditions under which a requirement is granted. Names of keys count without their case, as IAM takes them. */
export function conditionsOf({ context }: Pick<Requirement, 'context'>): Conditions {
  const kept = Object.entries(context).flatMap(([key, value]): [string, string][] => {
    const known = spelling.get(key.toLowerCase());
    return known === undefined ? [] : [[known, normalize(value)]];
  });
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
