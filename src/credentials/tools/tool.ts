/**
 * What deploys or calls AWS in a job. `aws-cli` is version 2, which GitHub's runners come with; version 1 decides as
 * `boto3` does. `javascript-sdk` is the default chain of version 3, which actions and scripts use; `amplify` is `ampx`.
 */
export type Tool = 'aws-cli' | 'boto3' | 'sam-cli' | 'eb-cli' | 'javascript-sdk' | 'cdk' | 'amplify';

export const tools: readonly Tool[] = ['aws-cli', 'boto3', 'sam-cli', 'eb-cli', 'javascript-sdk', 'cdk', 'amplify'];

/** How a sentence names a tool; the first letter is small where the name allows it. */
export const toolNames: Readonly<Record<Tool, string>> = {
  'aws-cli': 'the AWS CLI',
  boto3: 'boto3',
  'sam-cli': 'the SAM CLI',
  'eb-cli': 'the EB CLI',
  'javascript-sdk': 'the JavaScript SDK',
  cdk: 'the CDK',
  amplify: 'ampx',
};

/**
 * The tools that a deployment to these targets is likely to use, its own first: behind them come those that any step
 * may use. `null` when no target is known, so that nobody knows the tool.
 */
export function toolsOfTargets(targetIds: readonly string[]): readonly Tool[] | null {
  if (targetIds.length === 0) {
    return null;
  }
  const own = targetIds.flatMap((id) => ownTools.find(([prefix]) => id.startsWith(prefix))?.[1] ?? []);
  return [...new Set<Tool>([...own, 'aws-cli', 'boto3', 'javascript-sdk'])];
}

const ownTools: readonly (readonly [string, readonly Tool[]])[] = [
  ['elastic-beanstalk', ['eb-cli']],
  ['amplify', ['amplify']],
  ['cdk', ['cdk']],
  ['sam', ['sam-cli']],
];
