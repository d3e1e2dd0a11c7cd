import { defaultSetting } from '../../project-files/project-setting.ts';
import type { ProjectSetting } from '../../project-files/project-setting.ts';
import { fromEnvironment, fromProfile, javascriptChain } from './javascript.ts';
import { filledVariable, firstRegion, profileInForce, profileRegion } from './region-of-tool.ts';
import { namedProfileMissing } from './stop.ts';
import type { ToolChoice, Verdict } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/**
 * The CDK follows the AWS CLI: keys in the environment before a profile in a variable, and both names of the variables.
 * A `profile` in `cdk.json` is taken as `--profile` is, and then nothing else is asked.
 *
 * Source: `awscli-compatible.ts` and `user-configuration.ts` of aws/aws-cdk-cli.
 */
export function cdk(tools: ToolFacts): ToolChoice {
  const profile = defaultSetting(tools.project, 'cdk', 'profile');
  const verdict = profile === null ? cdkChain(tools) : ofSetting(profile, tools);
  const name = profile?.value ?? profileInForce(verdict, profileVariables, tools);
  return {
    tool: 'cdk',
    ...verdict,
    region: firstRegion(
      filledVariable('AWS_REGION', tools),
      filledVariable('AWS_DEFAULT_REGION', tools),
      profileRegion(name, tools.javascript),
      profileRegion('default', tools.javascript),
      { region: 'us-east-1', from: 'its own default' },
    ),
  };
}

/** What the toolkit does without a profile of its own. */
export function cdkChain(tools: ToolFacts): Verdict {
  const keys = fromEnvironment(tools);
  if (keys?.outcome === 'source') {
    return { ...keys, why: 'The key variables come before a profile that a variable names, as in the AWS CLI.' };
  }
  const verdict = javascriptChain({ profileVariables, asksForMfa: true }, tools);
  return verdict.outcome === 'none'
    ? { ...verdict, error: { ...verdict.error, name: 'AuthenticationError' } }
    : verdict;
}

const profileVariables = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'];

function ofSetting({ value, file, line }: ProjectSetting, tools: ToolFacts): Verdict {
  const named = { name: value, namedBy: { file, line } };
  const verdict = fromProfile(named, { asksForMfa: true }, tools) ?? namedProfileMissing('AuthenticationError', named);
  return verdict.outcome === 'source'
    ? { ...verdict, why: 'The profile of cdk.json counts as one on the command line, and nothing else is asked.' }
    : verdict;
}
