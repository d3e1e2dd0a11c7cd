import { botocoreChain } from './botocore.ts';
import { firstRegion, instanceRegion, profileInForce, profileRegion, setVariable } from './region-of-tool.ts';
import type { ToolChoice } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/**
 * Version 2, which has a botocore of its own: it reads `AWS_PROFILE` before `AWS_DEFAULT_PROFILE`, and `AWS_REGION`
 * before `AWS_DEFAULT_REGION`. Source: `configprovider.py` of aws/aws-cli, branch v2.
 */
export function awsCli(tools: ToolFacts): ToolChoice {
  const verdict = botocoreChain({ profileVariables, explicit: null }, tools);
  return {
    tool: 'aws-cli',
    ...verdict,
    region: firstRegion(
      setVariable('AWS_REGION', tools),
      setVariable('AWS_DEFAULT_REGION', tools),
      profileRegion(profileInForce(verdict, profileVariables, tools), tools.botocore),
      instanceRegion(tools),
    ),
  };
}

const profileVariables = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'];
