import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IAMClient, SimulateCustomPolicyCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { allowAll, deployer, first, guarded, scenario } from './simulator-support.ts';
import { clientOf, failureOf, keyOf } from './support.ts';

let server: LocalAws;
beforeAll(async () => {
  server = await startLocalAws(scenario);
});
afterAll(async () => {
  await server.close();
});

describe('layers', () => {
  const region = (value: string) => [
    { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string' as const, ContextKeyValues: [value] },
  ];

  test('an organization denies without statements and without missing keys', async () => {
    const result = await first(server, { PolicySourceArn: guarded, ActionNames: ['ec2:DescribeRegions'] });
    expect(result).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [],
      MissingContextValues: [],
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
    });
  });

  test('the conditions of service control policies count', async () => {
    const input = {
      PolicySourceArn: guarded,
      ActionNames: ['ec2:DescribeRegions'],
      ContextEntries: region('eu-west-1'),
    };
    expect(await first(server, input)).toMatchObject({
      EvalDecision: 'allowed',
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    });
  });

  test('without the organization, the same is allowed', async () => {
    const input = { PolicySourceArn: guarded, ActionNames: ['ec2:DescribeRegions'] };
    const result = await first(server, { ...input, PolicyExclusionList: [{ PolicyType: 'scp' }] });
    expect(result?.EvalDecision).toBe('allowed');
    expect(result?.OrganizationsDecisionDetail).toBeUndefined();
  });

  test('a boundary that says nothing leaves the allowing statement to see', async () => {
    const input = { PolicySourceArn: guarded, ActionNames: ['sqs:ListQueues'] };
    expect(await first(server, input)).toMatchObject({
      EvalDecision: 'implicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'All' }],
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    const result = await first(server, { ...input, PolicyExclusionList: [{ PolicyType: 'permission-boundary' }] });
    expect(result?.EvalDecision).toBe('allowed');
    expect(result?.PermissionsBoundaryDecisionDetail).toBeUndefined();
  });

  test('a boundary that denies is the source of the statement', async () => {
    const result = await first(server, { PolicySourceArn: guarded, ActionNames: ['s3:DeleteBucket'] });
    expect(result).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'Boundary', SourcePolicyType: 'Permissions Boundary Policy' }],
    });
  });

  test.each([
    ['by type', { PolicyType: 'inline' as const }, 'implicitDeny'],
    [
      'by name and owner',
      { InlinePolicyIdentifier: { PolicyName: 'Deploy', AttachmentType: 'role' as const, AttachmentName: 'dep*' } },
      'implicitDeny',
    ],
    [
      'by another name',
      { InlinePolicyIdentifier: { PolicyName: 'Other', AttachmentType: 'role' as const, AttachmentName: 'deployer' } },
      'allowed',
    ],
    ['by a managed policy’s ARN', { PolicyArn: 'arn:aws:iam::111122223333:policy/Managed' }, 'allowed'],
    ['by a type that is not supported', { PolicyType: 'rcp' as const }, 'allowed'],
  ])('identity policies are excluded %s', async (_, exclusion, decision) => {
    const result = await first(server, { PolicyExclusionList: [exclusion] });
    expect(result?.EvalDecision).toBe(decision);
  });

  test('policies of the call count beside the attached ones', async () => {
    const result = await first(server, { ActionNames: ['sqs:ListQueues'], PolicyInputList: [allowAll] });
    expect(result).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
    });
  });

  test('a custom simulation takes levels of an organization', async () => {
    const iam = new IAMClient(clientOf(server, keyOf(scenario, 'deployer')));
    const deny = JSON.stringify({ Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } });
    const { EvaluationResults } = await iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [allowAll],
        OrderedOrganizationPolicyInputList: [
          { ServiceControlPolicyInputList: [allowAll] },
          { ServiceControlPolicyInputList: [deny] },
        ],
        ActionNames: ['s3:GetObject'],
      }),
    );
    expect(EvaluationResults?.[0]).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
  });
});

describe('the principal', () => {
  test('is found by name, whatever the path says', async () => {
    const policy = { Statement: { Effect: 'Allow', Action: 'iam:Simulate*', Resource: '*' } };
    const PolicyInputList = [JSON.stringify(policy)];
    for (const arn of [
      deployer,
      'arn:aws:iam::111122223333:role/ci/deployer',
      'arn:aws:iam::111122223333:role/x/deployer',
    ]) {
      expect(await first(server, { PolicySourceArn: arn, PolicyInputList })).toMatchObject({ EvalDecision: 'allowed' });
    }
  });

  test('of a user brings the user’s name along, and its inline policies are told by it', async () => {
    const input = {
      PolicySourceArn: 'arn:aws:iam::111122223333:user/team/ci',
      ResourceArns: ['arn:aws:s3:::home/ci/a'],
    };
    expect(await first(server, input)).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'user_ci_Own' }],
    });
  });

  test('cannot be simulated by who may not', async () => {
    const iam = new IAMClient(clientOf(server, keyOf(scenario, 'ci')));
    const input = { PolicySourceArn: deployer, ActionNames: ['s3:GetObject'] };
    const { name, message, status } = await failureOf(iam.send(new SimulatePrincipalPolicyCommand(input)));
    expect([name, status]).toEqual(['AccessDenied', 403]);
    expect(message).toBe(
      'User: arn:aws:iam::111122223333:user/team/ci is not authorized to perform: iam:SimulatePrincipalPolicy on resource: ' +
        `${deployer} because no identity-based policy allows the iam:SimulatePrincipalPolicy action`,
    );
    const control = new SimulateCustomPolicyCommand({ PolicyInputList: [allowAll], ActionNames: ['s3:GetObject'] });
    expect(await failureOf(iam.send(control))).toMatchObject({ name: 'AccessDenied' });
  });
});
