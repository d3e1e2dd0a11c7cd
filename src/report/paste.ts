import type { FurtherGrant } from '../authorization/grant/grant.ts';
import type { GrantPolicy } from '../authorization/policy.ts';
import type { Grantee } from './grantee.ts';
import type { PolicyFormat } from './grant-formats/format.ts';
import type { Placement } from './grant-formats/placement.ts';
import type { Report, TrustGrant } from './report.ts';
import { grantSize, policyLimits, splitGrant } from '../authorization/grant/split.ts';
import { formatFor } from './grant-formats/format.ts';
import { policyName } from './grant-formats/policy-name.ts';
import { renderGrant } from './grant-formats/render.ts';
import { visibleJson } from './plain.ts';
import { grantee, granteeOfRole } from './grantee.ts';
import { purposeOf, purposeOfMain } from './paste-purpose.ts';
import { wayOf } from './paste-way.ts';

/** A policy to paste, and everything a person needs for it. Sentences have names between backticks. */
export interface Paste {
  readonly heading: string;
  /** What the policy does and whom it is for. */
  readonly sentence: string;
  /** The format of the documents, which is JSON also where the one asked for cannot hold the policy. */
  readonly format: PolicyFormat;
  /** The policy, laid out; in parts where it is too long for one. */
  readonly documents: readonly string[];
  /** Where it goes. */
  readonly path: string;
  /** A command of the AWS CLI that adds the policy from `policy.json`; `null` where there is none. */
  readonly command: string | null;
}

/** Headings that the steps refer to. */
export const policyHeading = 'Policy to add';
export const simulationHeading = 'Policy that lets the preflight ask';
export const trustHeading = 'Trust policy that lets this job in';

const asJson = 'It is JSON, because the format asked for would take a part of a name in it for its own syntax.';

/** IAM's own alphabet for user and role names: nothing in it means anything to a shell. */
const iamName = /^[\w+=,.@][\w+=,.@-]{0,127}$/;

/** The policies of a report: for the deployment, for its roles and rare variants, and for the preflight itself. */
export function pastes(report: Report, format: PolicyFormat = 'json'): Paste[] {
  const who = grantee(report.identity);
  const { policy, simulationGrant, furtherGrants = [], trustGrant = null, checks } = report;
  const asking = `AWS did not let this run ask what ${who.name} may do. This allows the two calls for that, and nothing else.`;
  return [
    ...(trustGrant === null ? [] : [pasteTrust(trustGrant)]),
    ...(policy === null ? [] : [paste(policyHeading, purposeOfMain(who, checks), policy, who, format)]),
    ...furtherGrants.map((grant) => pasteFurther(grant, report, format)),
    ...(simulationGrant === null ? [] : [paste(simulationHeading, asking, simulationGrant, who, format)]),
  ];
}

/** Always JSON: it takes the place of a document, and a template that holds one is not ours to guess at. */
function pasteTrust({ roleArn, policy }: TrustGrant): Paste {
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const known = iamName.test(name);
  return {
    heading: trustHeading,
    sentence: `It lets jobs like this one assume ${known ? `\`${name}\`` : 'the role'}, and no other repository. Statements for others that the role trusts have to be kept beside it.`,
    format: 'json',
    documents: [visibleJson(policy)],
    path: known
      ? `In IAM, open the role \`${name}\`, tab Trust relationships, and edit the trust policy.`
      : 'Edit the trust policy of the role in IAM.',
    command: known
      ? `aws iam update-assume-role-policy --role-name ${name} --policy-document file://policy.json`
      : null,
  };
}

function pasteFurther(grant: FurtherGrant, { identity, checks }: Report, format: PolicyFormat): Paste {
  const who = grant.principal === 'caller' ? grantee(identity) : granteeOfRole(grant.principal);
  const { heading, sentence } = purposeOf(grant, who, checks);
  return paste(heading, sentence, grant.policy, who, format);
}

function paste(heading: string, sentence: string, policy: GrantPolicy, who: Grantee, asked: PolicyFormat): Paste {
  const format = formatFor(policy, asked);
  const placement = placementOf(policy, who, format);
  const parts = placement.kind === 'inline' ? [policy] : splitGrant(policy, policyLimits.managed);
  return {
    heading,
    sentence: format === asked ? sentence : `${sentence} ${asJson}`,
    format,
    documents: parts.map((part) => renderGrant(part, format, placement)),
    path: wayOf({ who, format, placement, parts: parts.length }),
    command: format === 'json' ? command(placement, policy) : null,
  };
}

/** CloudFormation has no inline policy without a principal to put it into. */
function placementOf(policy: GrantPolicy, { entity }: Grantee, format: PolicyFormat): Placement {
  const principal = entity !== null && iamName.test(entity.name) ? entity : null;
  const fits = entity === null || grantSize(policy) <= policyLimits.inline[entity.kind];
  const inline = fits && (principal !== null || format !== 'cloudformation');
  return { kind: inline ? 'inline' : 'managed', principal };
}

function command({ kind: place, principal }: Placement, policy: GrantPolicy): string | null {
  if (place === 'managed' || principal === null) return null;
  const { kind, name } = principal;
  return `aws iam put-${kind}-policy --${kind}-name ${name} --policy-name ${policyName(policy)} --policy-document file://policy.json`;
}
