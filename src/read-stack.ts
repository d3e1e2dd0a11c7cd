import { memberAt } from './templates/json-member.ts';
import type { Aws, AwsFailure, Outcome, ProbeAnswer, ResolvedCredentials } from './aws/port.ts';
import { cloudFormationCall, textIn } from './cloudformation-call.ts';
import type { StackResource, StackState } from './templates/template-reading.ts';

/** A stack holds at most 500 resources unless its quota is raised; a page has a hundred. */
const mostPages = 20;

/**
 * What CloudFormation tells about a stack. A stack that does not exist has the status `null`; `null` instead of an
 * answer when AWS refuses or cannot be reached, because then nothing is known.
 *
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html and
 * API_ListStackResources.html.
 */
export async function readStack(
  aws: Pick<Aws, 'probe'>,
  credentials: ResolvedCredentials,
  region: string,
  stackName: string,
): Promise<StackState | null> {
  const call = (action: string, parameters: Readonly<Record<string, string>>) =>
    aws.probe(credentials, region, cloudFormationCall(action, { StackName: stackName, ...parameters }));
  const described = await call('DescribeStacks', {});
  if (!described.ok) {
    return isMissing(described.failure) ? { status: null, resources: new Map() } : null;
  }
  const [stack] = listAt(described, 'DescribeStacks', 'Stacks');
  const status = textIn(stack, 'StackStatus');
  return status === null ? null : { status, resources: await readResources(call) };
}

type Call = (action: string, parameters: Readonly<Record<string, string>>) => Promise<Outcome<ProbeAnswer>>;

/** `null` when a page is refused, or there are more than anyone has. */
async function readResources(call: Call): Promise<ReadonlyMap<string, StackResource> | null> {
  const resources = new Map<string, StackResource>();
  let token: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: Outcome<ProbeAnswer> = await call('ListStackResources', token === null ? {} : { NextToken: token });
    if (!answer.ok) {
      return null;
    }
    for (const summary of listAt(answer, 'ListStackResources', 'StackResourceSummaries')) {
      const id = textIn(summary, 'LogicalResourceId');
      const type = textIn(summary, 'ResourceType');
      if (id !== null && type !== null && textIn(summary, 'ResourceStatus') !== 'DELETE_COMPLETE') {
        resources.set(id, { type, physicalId: textIn(summary, 'PhysicalResourceId') ?? '' });
      }
    }
    const next = textIn(resultOf(answer, 'ListStackResources'), 'NextToken');
    if (next === null || next === token) {
      return resources;
    }
    token = next;
  }
  return null;
}

/** CloudFormation has no error code of its own for a stack that is not there. */
function isMissing({ kind, code, message }: AwsFailure): boolean {
  return kind === 'aws' && code === 'ValidationError' && message.includes('does not exist');
}

function listAt(answer: Outcome<ProbeAnswer>, action: string, key: string): readonly unknown[] {
  const list = memberAt(resultOf(answer, action), key);
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}

function resultOf(answer: Outcome<ProbeAnswer>, action: string): unknown {
  return answer.ok ? memberAt(memberAt(answer.value.body, `${action}Response`), `${action}Result`) : null;
}
