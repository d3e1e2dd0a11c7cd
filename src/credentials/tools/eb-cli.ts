import { defaultSetting } from '../../project-files/project-setting.ts';
import { botocoreChain } from './botocore.ts';
import { firstRegion, profileInForce, profileRegion, settingRegion, setVariable } from './region-of-tool.ts';
import type { ToolChoice, Verdict } from './tool-choice.ts';
import type { ToolFacts } from './tool-facts.ts';

/**
 * botocore with the profile of `.elasticbeanstalk/config.yml` set on the session, so that it beats the key variables and
 * `AWS_EB_PROFILE`. Without one, `AWS_EB_PROFILE` takes the place of `AWS_PROFILE`, which is not read. A profile of the
 * name `eb-cli` counts only where one of the two names it: `eb init` writes it into the file.
 *
 * Source: `core/hooks.py`, `lib/aws.py` and `operations/commonops.py` of aws/aws-elastic-beanstalk-cli. Measured with
 * botocore set up in the same way.
 */
export function ebCli(tools: ToolFacts): ToolChoice {
  const profile = defaultSetting(tools.project, 'eb-cli', 'profile');
  const explicit =
    profile === null ? null : { name: profile.value, namedBy: { file: profile.file, line: profile.line } };
  const verdict = inItsWords(botocoreChain({ profileVariables, explicit }, tools));
  return {
    tool: 'eb-cli',
    ...verdict,
    region: firstRegion(
      settingRegion(defaultSetting(tools.project, 'eb-cli', 'region')),
      setVariable('AWS_DEFAULT_REGION', tools),
      profileRegion(explicit?.name ?? profileInForce(verdict, profileVariables, tools), tools.botocore),
    ),
  };
}

const profileVariables = ['AWS_EB_PROFILE'];

function inItsWords(verdict: Verdict): Verdict {
  if (verdict.outcome === 'source') {
    return verdict;
  }
  const name = names.get(verdict.error.name) ?? verdict.error.name;
  return { ...verdict, error: { ...verdict.error, name } };
}

const names: ReadonlyMap<string, string> = new Map([
  ['ProfileNotFound', 'InvalidProfileError'],
  ['PartialCredentialsError', 'CredentialsError'],
  ['NoCredentialsError', 'CredentialsError'],
]);
