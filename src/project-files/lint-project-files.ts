import { judgeRegion } from '../credentials/region-name.ts';
import { resolveRegion } from '../credentials/region.ts';
import type { CredentialFacts } from '../credentials/facts.ts';
import type { ToolFacts } from '../credentials/tools/tool-facts.ts';
import { toolFacts } from '../credentials/tools/tool-facts.ts';
import { listed, shown } from '../credentials/wording.ts';
import type { Observation, Severity } from '../diagnoses/finding.ts';
import type { FoundFile } from '../files/found-file.ts';
import { accountFindings } from './project-account.ts';
import { fillIn } from './fill-in.ts';
import { readProjectFiles } from './project-files.ts';
import { profileFinding } from './project-profile.ts';
import type { ProjectSetting } from './project-setting.ts';

/**
 * What project files say about credentials and regions that does not fit this machine and this environment, and what is
 * wrong with the files. Never an error: nothing here knows which tool will deploy.
 */
export function lintProjectFiles(files: readonly FoundFile[], facts: CredentialFacts): readonly Observation[] {
  const { settings, observations } = readProjectFiles(files);
  const tools = toolFacts(facts);
  return [
    ...observations,
    ...settings.flatMap((setting) => fillIn(setting) ?? judged(setting, facts, tools)),
    ...regionConflicts(settings, facts),
    ...accountFindings(settings, facts),
  ];
}

function judged(setting: ProjectSetting, facts: CredentialFacts, tools: ToolFacts): readonly Observation[] {
  switch (setting.kind) {
    case 'profile':
      return profileFinding(setting, facts, tools);
    case 'region':
      return badRegion(setting, facts);
    case 'account':
    case 'role':
      return [];
  }
}

function badRegion(setting: ProjectSetting, facts: CredentialFacts): readonly Observation[] {
  const judgement = judgeRegion(setting.value);
  if (judgement === null) {
    return [];
  }
  const suggestion = judgement.suggestion === null ? '' : ` The nearest name is ${judgement.suggestion}.`;
  const severity = judgement.certain && setting.isDefault ? 'warning' : 'notice';
  return [
    at(
      setting,
      judgement.code,
      severity,
      `The region is ${shown(setting.value, facts)}: ${judgement.what}.${suggestion}`,
    ),
  ];
}

/**
 * A file whose every region is another than this run's. One that has several, for stages or branches, is silent as soon
 * as one of them fits.
 */
function regionConflicts(settings: readonly ProjectSetting[], facts: CredentialFacts): readonly Observation[] {
  const { region, source } = resolveRegion(facts, null);
  if (region === null || judgeRegion(region)?.code === 'region-malformed') {
    return [];
  }
  const regions = settings.filter(
    ({ kind, value }) => kind === 'region' && judgeRegion(value)?.code !== 'region-malformed',
  );
  const files = new Map(regions.map((setting) => [setting.file, regions.filter(({ file }) => file === setting.file)]));
  return [...files.values()].flatMap((all) => {
    const first = all.find(({ isDefault }) => isDefault) ?? all[0];
    if (first === undefined || all.some(({ value }) => value === region)) {
      return [];
    }
    const others = [...new Set(all.map(({ value }) => shown(value, facts)))];
    const from =
      source === 'profile' || source === null ? 'a profile' : source === 'input' ? 'the input aws-region' : source;
    return [
      at(
        first,
        'region-conflict',
        first.isDefault ? 'warning' : 'notice',
        `${sentences[first.tool](listed(others, 'or'))}, and this check asks in ${shown(region, facts)} (${from}).`,
      ),
    ];
  });
}

const sentences: Readonly<Record<ProjectSetting['tool'], (regions: string) => string>> = {
  'eb-cli': (regions) => `The EB CLI deploys to ${regions}, whatever the variables say`,
  'sam-cli': (regions) => `The SAM CLI deploys to ${regions}, whatever the variables say`,
  serverless: (regions) => `The Serverless Framework deploys to ${regions}, whatever the variables say`,
  'amplify-cli': (regions) => `The Amplify environments of this project are in ${regions}`,
  amplify: (regions) => `The backend that this file was written for is in ${regions}`,
  cdk: (regions) => `The CDK deploys to ${regions}`,
};

function at(setting: ProjectSetting, code: Observation['code'], severity: Severity, detail: string): Observation {
  const { file, line } = setting;
  return { code, severity, detail, location: { file, line, endLine: line } };
}
