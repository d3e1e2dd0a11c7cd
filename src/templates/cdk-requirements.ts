import type { Severity } from '../diagnoses/finding.ts';
import { parseArn } from '../identity/arn.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { legacyAssets, publication } from './cdk-publication.ts';
import { arnStart, type CdkFacts, rows } from './cdk-rows.ts';
import type { CdkRole } from './cdk-stack.ts';

/**
 * What `cdk deploy` calls for a stack, up to where CloudFormation takes over. Of a stack in another account only what
 * the caller does is asked: nobody can simulate the roles there.
 *
 * The CLI goes on with its own credentials when it cannot assume a role of its own account, so a role that cannot be
 * assumed is an error only in another account (aws-cdk-cli, sdk-provider.ts). What the roles do weighs a warning for
 * the same reason; targets/cdk.yml tells whether the caller's own permissions would do.
 */
export function cdkRequirements(facts: CdkFacts): readonly Requirement[] {
  const { stack, destinations, context } = facts;
  const publishing = destinations.flatMap(({ role }) => role ?? []);
  const isHere = stack.place.accountId === context.place.accountId;
  return [
    ...assumptions(facts, stack.deployRole, 'Deploy the stack through the role of the bootstrap'),
    ...distinct(publishing).flatMap((role) =>
      assumptions(facts, role, 'Publish assets through the role of the bootstrap'),
    ),
    ...assumptions(facts, stack.lookupRole, 'Look up what is deployed through the role of the bootstrap', 'warning'),
    ...(stack.deployRole === null ? deployment(facts, context.principal, 'error') : []),
    ...(stack.deployRole !== null && isHere ? deployment(facts, stack.deployRole.arn, 'warning') : []),
    ...destinations.flatMap((destination) => {
      const isOfAccount =
        destination.role === null || parseArn(destination.role.arn)?.accountId === context.place.accountId;
      return isOfAccount ? publication(facts, destination, destination.role?.arn ?? context.principal) : [];
    }),
    ...legacyAssets(facts),
  ];
}

function distinct(roles: readonly CdkRole[]): readonly CdkRole[] {
  return [...new Map(roles.map((role) => [role.arn, role])).values()];
}

function assumptions(facts: CdkFacts, role: CdkRole | null, why: string, most?: Severity): readonly Requirement[] {
  if (role === null) {
    return [];
  }
  const { place, principal } = facts.context;
  const severity = most ?? (parseArn(role.arn)?.accountId === place.accountId ? 'warning' : 'error');
  const actions = role.hasTags ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole'];
  return rows(facts, actions, role.arn, principal, severity, why);
}

/**
 * Calls of `cdk deploy`, with a change set where no option says otherwise (aws-cdk-cli, deploy-stack.ts). `severity` is
 * that of the calls that no option changes.
 */
function deployment(facts: CdkFacts, principal: string, severity: Severity): readonly Requirement[] {
  const { place, name, versionParameter, executionRole } = facts.stack;
  const own = `${arnStart('cloudformation', place)}:stack/${name}/*`;
  const version = `${arnStart('ssm', place)}:parameter/${versionParameter?.replace(/^\/+/, '') ?? ''}`;
  const toCloudFormation = { 'iam:PassedToService': 'cloudformation.amazonaws.com' };
  const why = 'Compare, change and watch the stack';
  return [
    ...(versionParameter === null
      ? []
      : [
          ...rows(facts, ['ssm:GetParameter'], version, principal, severity, 'Check the version of the bootstrap'),
          ...rows(facts, ['ssm:GetParameters'], version, principal, 'warning', 'Check the version of the bootstrap'),
        ]),
    ...rows(facts, ['cloudformation:DescribeStacks'], own, principal, severity, 'Find the stack'),
    ...rows(facts, changes, own, principal, 'warning', why),
    ...(executionRole === null
      ? []
      : rows(
          facts,
          ['iam:PassRole'],
          executionRole,
          principal,
          'warning',
          'Pass the execution role',
          toCloudFormation,
        )),
  ];
}

const changes: readonly string[] = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DescribeChangeSet',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:DeleteChangeSet',
  'cloudformation:DescribeStackEvents',
  'cloudformation:GetTemplate',
];
