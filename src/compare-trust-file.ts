import type { Observation } from './diagnoses/finding.ts';
import type { Facts } from './facts.ts';
import { audienceFor } from './identity/oidc/audience.ts';
import { expectedClaims } from './identity/oidc/expected-claims.ts';
import { diagnoseTrust } from './identity/oidc/trust-diagnosis.ts';
import { valueOf } from './inputs.ts';
import type { TrustFile } from './trust-file.ts';
import { jobEnvironment } from './workflow/job-environment.ts';
import type { Workspace } from './workspace.ts';

/**
 * Compares the trust policy in the repository with what the job's token would say by GitHub's variables, for a run that
 * has no token. What a token says in truth may differ, so nothing here is an error.
 */
export function compareTrustFile(
  facts: Facts,
  trustFile: TrustFile,
  region: string | null,
  workspace: Workspace,
): readonly Observation[] {
  if (trustFile.policy === null) {
    return [];
  }
  const environment = jobEnvironment(facts.event, workspace.textOrNull);
  const claims = expectedClaims(facts.github, {
    audience: audienceFor(valueOf(facts.inputs, 'audience'), region),
    ...(environment === undefined ? {} : { environment }),
  });
  return diagnoseTrust({
    roleArn: facts.signer?.kind === 'token' ? facts.signer.roleArn : trustFile.anyRole,
    region,
    policy: trustFile.policy,
    claims,
    answer: 'not-asked',
  }).observations;
}
