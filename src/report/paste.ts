import { createHash } from 'node:crypto';
import type { GrantPolicy } from '../authorization/policy.ts';
import type { Report, ReportedIdentity } from './report.ts';
import type { Grantee } from './grantee.ts';
import { grantee } from './grantee.ts';
import { visibleJson } from './plain.ts';

/** A policy to paste, and everything a person needs for it. Sentences have names between backticks. */
export interface Paste {
  readonly heading: string;
  /** What the policy does and whom it is for. */
  readonly sentence: string;
  /** The policy, indented. */
  readonly json: string;
  /** Where it goes. */
  readonly path: string;
  /** A command of the AWS CLI that adds the policy from `policy.json`; `null` where there is none. */
  readonly command: string | null;
}

/** Headings that the steps refer to. */
export const policyHeading = 'Policy to add';
export const simulationHeading = 'Policy that lets the preflight ask';

/** What all inline policies of one user or role may hold together, blanks not counted (IAM and STS quotas). */
const inlineCharacters = { user: 2048, role: 10_240 } as const;

/** IAM's own alphabet for user and role names: nothing in it means anything to a shell. */
const iamName = /^[\w+=,.@][\w+=,.@-]{0,127}$/;

/** The policies of a report: for the deployment, and for the preflight itself. */
export function pastes(report: Report): Paste[] {
  const { name } = grantee(report.identity);
  const { policy, simulationGrant } = report;
  return [
    ...(policy === null ? [] : [paste(policyHeading, `It grants ${name} what is missing.`, policy, report.identity)]),
    ...(simulationGrant === null
      ? []
      : [
          paste(
            simulationHeading,
            `AWS did not let this run ask what ${name} may do. This allows the two calls for that, and nothing else.`,
            simulationGrant,
            report.identity,
          ),
        ]),
  ];
}

function paste(heading: string, sentence: string, policy: GrantPolicy, identity: ReportedIdentity | null): Paste {
  const who = grantee(identity);
  const limit = who.entity === null ? Infinity : inlineCharacters[who.entity.kind];
  const fits = JSON.stringify(policy).length <= limit;
  return {
    heading,
    sentence,
    json: visibleJson(policy),
    path: fits
      ? who.path
      : `It is too long for an inline policy: create a managed policy from it, and attach that to ${who.name}.`,
    command: fits ? command(who, policy) : null,
  };
}

/**
 * The name follows from the content: under a name that stays the same, the policy of the next run would replace this
 * one, and take away what it granted.
 */
function command({ entity }: Grantee, policy: GrantPolicy): string | null {
  if (entity === null || !iamName.test(entity.name)) return null;
  const digest = createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 8);
  const { kind, name } = entity;
  return `aws iam put-${kind}-policy --${kind}-name ${name} --policy-name preflight-${digest} --policy-document file://policy.json`;
}
