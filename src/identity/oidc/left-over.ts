import type { Observation } from '../../diagnoses/finding.ts';
import type { ClaimCandidate } from './expected-claims.ts';
import { issuerOf, providerArnIn } from './issuer.ts';
import { joined, named, quotedList } from './quote.ts';
import type { RoleArn } from './role-arn.ts';
import { repositoryOf, templateOf } from './subject.ts';
import type { TrustCase, TrustQuestion } from './trust-diagnosis.ts';

/** AWS refused, and the policy fits: what is left, likely first. */
export function tellNothingLeft({ question, role }: TrustCase): readonly Observation[] {
  const file = question.policy?.origin.file ?? null;
  const left = [
    ...(file === null
      ? []
      : [
          `no role ${named(role.name)} in account ${role.accountId}, to which AWS gives the same answer`,
          `a live trust policy that is not the one in ${named(file)}`,
        ]),
    'a policy of the organization that denies it',
    'a change of the role within the last minute',
  ];
  const detail = `The trust policy ${file === null ? 'of the role' : `in ${named(file)}`} lets this job in, and AWS refused. What is left, likely first: ${joined(left, 'or')}.`;
  const location = file === null ? {} : { location: { file, line: 1, endLine: 1 } };
  return [{ code: 'oidc-trust-mismatch', severity: 'error', detail, ...location }, ...reportedName(role)];
}

/** Nothing is known of the policy: says what the job sends, and after a refusal what the policy needs to have. */
export function tellWithoutPolicy(
  { answer }: TrustQuestion,
  role: RoleArn,
  candidates: readonly ClaimCandidate[],
): readonly Observation[] {
  const [first] = candidates;
  if (answer !== 'refused' || first === undefined) {
    return [];
  }
  const { issuer, subject, audience } = first.claims;
  const subjects = [...new Set(candidates.flatMap(({ claims }) => claims.subject || []))];
  const keys = templateOf(subject);
  const form =
    keys !== null
      ? ` A template (include_claim_keys) builds that sub from ${joined(keys)}.`
      : repositoryOf(subject)?.ownerId == null
        ? ''
        : ' That sub is the immutable form with the ids of owner and repository, which a policy for repo:OWNER/REPO does not match.';
  const provider = providerArnIn(role, issuerOf(issuer));
  const detail = `AWS refused, and does not say why: the same answer stands for a role that does not exist. The trust policy of ${named(role.name)} in account ${role.accountId} has to trust ${named(provider)} and accept aud ${quotedList(audience)} and sub ${quotedList(subjects)}.${form} With trust-policy-file, or the permission iam:GetRole, the condition that does not fit is named.`;
  return [{ code: 'oidc-trust-mismatch', severity: 'error', detail }, ...reportedName(role)];
}

/** Reported and documented by the action, never explained (aws-actions/configure-aws-credentials issue 953 and README). */
function reportedName({ name }: RoleArn): readonly Observation[] {
  return name !== 'GitHubActions'
    ? []
    : [
        {
          code: 'oidc-trust-mismatch',
          severity: 'notice',
          detail:
            'The role is called GitHubActions. Users report that AWS refuses tokens for a role of that name, and that another name helped; nothing of AWS confirms it.',
        },
      ];
}
