/** The ARN of a service of App Runner; its name alone does not make one, because the ARN also holds an id. */
export function appRunnerServiceArn(value: string): string | null {
  return /^arn:[^:]+:apprunner:[^:]*:[^:]*:service\/[^/]+\/./.test(value) ? value : null;
}
