import { chooseSource } from '../credentials/choose-source.ts';
import { decodeAccountId } from '../credentials/access-key-id.ts';
import type { CredentialFacts } from '../credentials/facts.ts';
import { partitionOfRegion } from '../credentials/regions.ts';
import { resolveRegion } from '../credentials/region.ts';
import { shown, listed } from '../credentials/wording.ts';
import type { Observation } from '../diagnoses/finding.ts';
import type { ProjectSetting } from './project-setting.ts';

/** Accounts that a file names and that the credentials of this run do not belong to, as far as a key id tells. */
export function accountFindings(settings: readonly ProjectSetting[], facts: CredentialFacts): readonly Observation[] {
  return [...otherAccounts(settings, facts), ...otherPartitions(settings, facts)];
}

/** A file with several environments is silent as soon as one of them fits. */
function otherAccounts(settings: readonly ProjectSetting[], facts: CredentialFacts): readonly Observation[] {
  const source = chooseSource(facts);
  const own = source !== null && 'keys' in source ? decodeAccountId(source.keys.accessKeyId) : null;
  const accounts = settings.filter(({ kind }) => kind === 'account');
  const first = accounts[0];
  if (own === null || first === undefined || accounts.some(({ value }) => value === own)) {
    return [];
  }
  const named = listed([...new Set(accounts.map(({ value }) => value))], 'or');
  return [
    {
      code: 'identity-unexpected',
      severity: 'warning',
      detail: `The Amplify environments of this project are in account ${named}, and by its form the access key id belongs to account ${own}.`,
      location: { file: first.file, line: first.line, endLine: first.line },
    },
  ];
}

function otherPartitions(settings: readonly ProjectSetting[], facts: CredentialFacts): readonly Observation[] {
  return settings.flatMap((setting) => {
    const partition = setting.kind === 'role' ? /^arn:(aws[a-z-]{0,16}):iam::/.exec(setting.value)?.[1] : undefined;
    const region =
      settings.find(({ kind, file, scope }) => kind === 'region' && file === setting.file && scope === setting.scope)
        ?.value ?? resolveRegion(facts, null).region;
    return partition === undefined || region === null || partitionOfRegion(region) === partition
      ? []
      : [
          {
            code: 'region-partition-mismatch' as const,
            severity: 'warning' as const,
            detail: `The role is in partition ${partition}, and region ${shown(region, facts)} is in partition ${partitionOfRegion(region)}.`,
            location: { file: setting.file, line: setting.line, endLine: setting.line },
          },
        ];
  });
}
