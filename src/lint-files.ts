import { profileVariable } from './credentials/choose-source.ts';
import { redirectsSts } from './credentials/rules/endpoint.ts';
import { resolveRegion } from './credentials/region.ts';
import { lintSharedFiles, type SharedFileUse } from './credentials/shared-files/lint.ts';
import { secretsInFiles } from './credentials/shared-files/secrets-in-files.ts';
import type { Observation } from './diagnoses/finding.ts';
import type { Facts } from './facts.ts';
import { lintProjectFiles } from './project-files/lint-project-files.ts';
import { secretsInProjectFiles } from './project-files/secrets-in-project-files.ts';

/** What is wrong with the AWS files of this machine and with the settings files of the project, at its line. */
export function lintFiles(facts: Facts): readonly Observation[] {
  const { credentials, projectFiles } = facts;
  const { sharedFiles } = credentials;
  return [
    ...(sharedFiles === undefined ? [] : lintSharedFiles(sharedFiles, useOf(facts))),
    ...lintProjectFiles(projectFiles, credentials),
    ...secretsInProjectFiles(projectFiles).map(({ location, detail }): Observation => ({
      code: 'file-credentials',
      detail,
      location,
    })),
  ];
}

/** Every value in those files that must not be shown. */
export function secretsOfFiles({ credentials, projectFiles }: Facts): readonly string[] {
  const { sharedFiles } = credentials;
  return [
    ...(sharedFiles === undefined ? [] : secretsInFiles(sharedFiles)),
    ...secretsInProjectFiles(projectFiles).flatMap(({ values }) => values),
  ];
}

function useOf({ credentials, signer }: Facts): SharedFileUse {
  const source = signer === null || signer.kind === 'token' ? null : signer.source;
  const profile = source?.kind === 'profile' ? source.name : null;
  const region = resolveRegion(credentials, profile);
  return {
    profile,
    environmentKeys: signer !== null && profile === null,
    regionProfile: region.source === 'profile' ? (profile ?? profileVariable(credentials) ?? 'default') : null,
    selfHosted: credentials.selfHosted,
    standIn: redirectsSts(credentials),
  };
}
