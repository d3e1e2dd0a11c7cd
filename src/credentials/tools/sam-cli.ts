import { defaultSetting } from '../../project-files/project-setting.ts';
import { boto3Profiles } from './boto3.ts';
import { botocoreChain } from './botocore.ts';
import { firstRegion, profileInForce, profileRegion, settingRegion, setVariable } from './region-of-tool.ts';
import type { ToolChoice } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/**
 * boto3, with the profile and region of `samconfig.toml` set on the session as `--profile` would: they beat every
 * variable. Source: `cli/context.py` and `lib/config/samconfig.py` of aws/aws-sam-cli.
 */
export function samCli(tools: ToolFacts): ToolChoice {
  const profile = defaultSetting(tools.project, 'sam-cli', 'profile');
  const explicit =
    profile === null ? null : { name: profile.value, namedBy: { file: profile.file, line: profile.line } };
  const verdict = botocoreChain({ profileVariables: boto3Profiles, explicit }, tools);
  return {
    tool: 'sam-cli',
    ...verdict,
    region: firstRegion(
      settingRegion(defaultSetting(tools.project, 'sam-cli', 'region')),
      setVariable('AWS_DEFAULT_REGION', tools),
      profileRegion(explicit?.name ?? profileInForce(verdict, boto3Profiles, tools), tools.botocore),
    ),
  };
}
