import { botocoreChain } from './botocore.ts';
import { firstRegion, profileInForce, profileRegion, setVariable } from './region-of-tool.ts';
import type { ToolChoice } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/** Scripts, and version 1 of the AWS CLI. Of the regions in variables, only `AWS_DEFAULT_REGION` is read. */
export function boto3(tools: ToolFacts): ToolChoice {
  const verdict = botocoreChain({ profileVariables: boto3Profiles, explicit: null }, tools);
  return {
    tool: 'boto3',
    ...verdict,
    region: firstRegion(
      setVariable('AWS_DEFAULT_REGION', tools),
      profileRegion(profileInForce(verdict, boto3Profiles, tools), tools.botocore),
    ),
  };
}

/** Source: `configprovider.py` of botocore 1.44. */
export const boto3Profiles: readonly string[] = ['AWS_DEFAULT_PROFILE', 'AWS_PROFILE'];
