/** Name or ARN of an ECS or EKS cluster (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html). */
export function clusterName(value: string): string | null {
  return nameOf(value, /^arn:[^:]+:e[ck]s:[^:]*:[^:]*:cluster\/([^/]+)$/);
}

/** Name or ARN of an ECS service; the old form of its ARN leaves the cluster out. */
export function serviceName(value: string): string | null {
  return nameOf(value, /^arn:[^:]+:ecs:[^:]*:[^:]*:service\/(?:[^/]+\/)?([^/]+)$/);
}

/** Family of a task definition, `family:revision`, or its ARN; `null` for the path of a file, which tools take instead. */
export function taskFamily(value: string): string | null {
  const name = nameOf(value, /^arn:[^:]+:ecs:[^:]*:[^:]*:task-definition\/([^/]+)$/)?.replace(/:.*$/s, '') ?? '';
  return /^[\w-]+$/.test(name) ? name : null;
}

function nameOf(value: string, arn: RegExp): string | null {
  const name = value.startsWith('arn:') ? arn.exec(value)?.[1] : value;
  return name === undefined || name === '' || name.includes('/') ? null : name;
}
