import type { CredentialFacts } from '../credentials/facts.ts';
import type { Family } from '../credentials/shared-files/shared-files.ts';
import type { ToolFacts } from '../credentials/tools/tool-facts.ts';
import { shown } from '../credentials/wording.ts';
import type { Observation } from '../diagnoses/finding.ts';
import type { ProjectSetting, ProjectTool } from './project-setting.ts';

/**
 * A profile that a project file names: one that is not there, or that beats the keys in the environment. A profile that
 * is there and has no rival is what somebody wanted, and no finding.
 */
export function profileFinding(
  setting: ProjectSetting,
  facts: CredentialFacts,
  seen: ToolFacts,
): readonly Observation[] {
  const { family, missing, beats } = tools[setting.tool];
  const hasKeys = Boolean(facts.environment['AWS_ACCESS_KEY_ID'] && facts.environment['AWS_SECRET_ACCESS_KEY']);
  const isMissing = seen[family].profile(setting.value).kind === 'missing';
  if (!isMissing && (beats === null || !hasKeys)) {
    return [];
  }
  const scope = setting.isDefault ? '' : ` (${shown(setting.scope, facts)})`;
  const consequence = isMissing
    ? `The shared config and credentials files of this machine do not define it: ${missing}.`
    : `${beats ?? ''}.`;
  return [
    {
      code: 'project-profile',
      severity: setting.isDefault ? 'warning' : 'notice',
      detail: `The file names profile ${shown(setting.value, facts)}${scope}. ${consequence}`,
      location: { file: setting.file, line: setting.line, endLine: setting.line },
    },
  ];
}

/** `missing` goes after a colon; `beats` is a sentence where the profile comes before keys in the environment. */
const tools: Readonly<
  Record<ProjectTool, { readonly family: Family; readonly missing: string; readonly beats: string | null }>
> = {
  'eb-cli': {
    family: 'botocore',
    missing: 'the EB CLI stops with InvalidProfileError, whatever is in the environment',
    beats: 'The EB CLI signs with it, and not with AWS_ACCESS_KEY_ID of the environment',
  },
  'sam-cli': {
    family: 'botocore',
    missing: 'the SAM CLI stops with CredentialsError, whatever is in the environment',
    beats: 'The SAM CLI signs with it, and not with AWS_ACCESS_KEY_ID of the environment',
  },
  cdk: {
    family: 'javascript',
    missing: 'the CDK asks nothing else, so that it has no credentials',
    beats: 'The CDK signs with it, and not with AWS_ACCESS_KEY_ID of the environment',
  },
  'amplify-cli': {
    family: 'javascript',
    missing: 'the Amplify CLI stops, whatever is in the environment',
    beats: 'The Amplify CLI signs with it, and not with AWS_ACCESS_KEY_ID of the environment',
  },
  amplify: {
    family: 'javascript',
    missing: 'nor does the machine of Amplify Hosting that runs the command, unless another command makes it',
    beats: null,
  },
  serverless: {
    family: 'javascript',
    missing: 'the Serverless Framework stops, although keys in the environment would come before the profile',
    beats: null,
  },
};
