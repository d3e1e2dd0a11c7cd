/** Services whose resources carry policies that often grant to a principal of their own account (IAM user guide, "AWS services that work with IAM"). */
const services: ReadonlySet<string> = new Set(['s3', 'ecr', 'sns', 'sqs', 'kms', 'secretsmanager']);

/** Creating makes the resource, so there is no policy on it yet. */
const creates = /:Create(Bucket|Repository|Topic|Queue|Key|Secret)$/;

/**
 * Whether the policy of the resource itself may allow what no policy of the principal does. Within one account either
 * is enough (IAM user guide, "Policy evaluation logic"), and the simulator sees only the principal's.
 */
export function resourcePolicyMayAllow(action: string, resource: string): boolean {
  const service = action.slice(0, action.indexOf(':'));
  return resource !== '*' && services.has(service) && !creates.test(action);
}
