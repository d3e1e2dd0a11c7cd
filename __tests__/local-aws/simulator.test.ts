import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  IAMClient,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type EvaluationResult,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import type { Scenario } from '../../tools/local-aws/scenario.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { clientOf, failureOf, keyOf, scenarioOf, withServer } from './support.ts';

const scenario = scenarioOf(`
principals:
  deployer:
    arn: arn:aws:sts::111122223333:assumed-role/deployer/GitHubActions
    path: /ci/
    policies:
      - name: Deploy
        document:
          Version: '2012-10-17'
          Statement:
            - { Effect: Allow, Action: ['s3:*', 'iam:Simulate*'], Resource: '*' }
            - { Effect: Allow, Action: 'lambda:UpdateFunctionCode', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': us-east-1 } } }
            - { Effect: Allow, Action: 'iam:PassRole', Resource: '*', Condition: { StringEquals: { 'iam:PassedToService': lambda.amazonaws.com } } }
            - { Effect: Deny, Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::b/keep' }
      - { name: Managed, type: managed, document: { Statement: { Effect: Allow, Action: 'sns:*', Resource: '*' } } }
  guarded:
    arn: arn:aws:iam::111122223333:role/guarded
    policies: [{ name: All, type: managed, document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }]
    boundary: { name: Boundary, document: { Statement: [{ Effect: Allow, Action: ['s3:*', 'ec2:*'], Resource: '*' }, { Effect: Deny, Action: 's3:DeleteBucket', Resource: '*' }] } }
    scps:
      - document: { Version: '2012-10-17', Statement: { Effect: Deny, Action: 'ec2:*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': eu-west-1 } } } }
  ci:
    arn: arn:aws:iam::111122223333:user/team/ci
    policies:
      - { name: Own, document: { Version: '2012-10-17', Statement: { Effect: Allow, Action: 's3:*', Resource: 'arn:aws:s3:::home/\${aws:username}/*' } } }
keys: [{ principal: deployer }, { principal: ci }]
`);

const deployer = 'arn:aws:iam::111122223333:role/deployer';
const guarded = 'arn:aws:iam::111122223333:role/guarded';
const allowAll = JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

type Input = Partial<SimulatePrincipalPolicyCommandInput>;

async function simulate(server: LocalAws, input: Input) {
  const iam = new IAMClient(clientOf(server, keyOf(scenario, 'deployer')));
  return iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: deployer, ActionNames: ['s3:GetObject'], ...input }),
  );
}

async function first(server: LocalAws, input: Input): Promise<EvaluationResult | undefined> {
  return (await simulate(server, input)).EvaluationResults?.[0];
}

function readCases(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./cases/${name}.json`, import.meta.url), 'utf8'));
}

let server: LocalAws;
beforeAll(async () => {
  server = await startLocalAws(scenario);
});
afterAll(async () => {
  await server.close();
});

interface TypeCase {
  readonly name: string;
  readonly action: string;
  readonly resource: string;
  readonly decision: string;
}

test.each(readCases('resource-types') as readonly TypeCase[])(
  'with everything allowed, $name',
  async ({ action, resource, decision }) => {
    const iam = new IAMClient(clientOf(server, keyOf(scenario, 'deployer')));
    const input = { PolicyInputList: [allowAll], ActionNames: [action], ResourceArns: [resource] };
    const { EvaluationResults } = await iam.send(new SimulateCustomPolicyCommand(input));
    expect(EvaluationResults?.[0]?.EvalDecision).toBe(decision);
  },
);

interface ErrorCase {
  readonly name: string;
  readonly input: Input;
  readonly status: number;
  readonly error: string;
  readonly message: string;
}

test.each(readCases('simulator-errors') as readonly ErrorCase[])(
  'refuses $name',
  async ({ input, status, error, message }) => {
    const powerful = scenarioOf(`
principals:
  deployer:
    arn: arn:aws:sts::111122223333:assumed-role/deployer/GitHubActions
    policies: [{ name: All, document: { Statement: { Effect: Allow, Action: '*', Resource: '*' } } }]
keys: [{ principal: deployer }]`);
    await withServer(powerful, async (other) => {
      const told = await failureOf(simulate(other, input));
      expect([told.name, told.status]).toEqual([error, status]);
      expect(told.message).toContain(message);
    });
  },
);

describe('in the new shape', () => {
  test('no resource means the literal star, and no results by resource', async () => {
    expect(await first(server, {})).toEqual({
      EvalActionName: 's3:GetObject',
      EvalResourceName: '*',
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'role_deployer_Deploy', SourcePolicyType: 'IAM Policy' }],
      MissingContextValues: [],
    });
  });

  test('one ARN is named on top too', async () => {
    const result = await first(server, {
      ActionNames: ['sns:Publish'],
      ResourceArns: ['arn:aws:sns:us-east-1:111122223333:t'],
    });
    expect(result).toMatchObject({
      EvalResourceName: 'arn:aws:sns:us-east-1:111122223333:t',
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'Managed', SourcePolicyType: 'IAM Policy' }],
      ResourceSpecificResults: [
        { EvalResourceName: 'arn:aws:sns:us-east-1:111122223333:t', EvalResourceDecision: 'allowed' },
      ],
    });
  });

  test('several ARNs have a template on top, and the worst decision with its statement', async () => {
    const input = { ActionNames: ['s3:DeleteObject'], ResourceArns: ['arn:aws:s3:::b/a', 'arn:aws:s3:::b/keep'] };
    const result = await first(server, input);
    expect(result?.EvalResourceName).toBe('arn:aws:s3:::${BucketName}/${KeyName}');
    expect(result?.EvalDecision).toBe('explicitDeny');
    expect(result?.MatchedStatements).toHaveLength(1);
    expect(result?.ResourceSpecificResults?.map((one) => one.EvalResourceDecision)).toEqual([
      'allowed',
      'explicitDeny',
    ]);
  });

  test('missing context keys are told on both levels', async () => {
    const input = { ActionNames: ['iam:PassRole'], ResourceArns: ['arn:aws:iam::111122223333:role/x'] };
    const result = await first(server, input);
    expect(result?.EvalDecision).toBe('implicitDeny');
    expect(result?.MissingContextValues).toEqual(['iam:PassedToService']);
    expect(result?.ResourceSpecificResults?.[0]?.MissingContextValues).toEqual(['iam:PassedToService']);
  });

  test('a page counts actions', async () => {
    const input = {
      ActionNames: ['s3:A', 's3:B', 's3:C'],
      ResourceArns: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
      MaxItems: 2,
    };
    const page = await simulate(server, input);
    expect(page.EvaluationResults?.map((result) => result.EvalActionName)).toEqual(['s3:A', 's3:B']);
    expect(page.IsTruncated).toBe(true);
    const next = await simulate(server, { ...input, Marker: page.Marker });
    expect(next.EvaluationResults?.map((result) => result.EvalActionName)).toEqual(['s3:C']);
    expect(next.IsTruncated).toBe(false);
  });

  test('a page may hold less than was asked for', async () => {
    const stingy = { ...scenario, simulator: { ...scenario.simulator, maxActionsPerPage: 1 } };
    await withServer(stingy, async (other) => {
      const page = await simulate(other, { ActionNames: ['s3:GetObject', 's3:PutObject'], MaxItems: 100 });
      expect(page.EvaluationResults).toHaveLength(1);
      expect(page.IsTruncated).toBe(true);
    });
  });
});

describe('in the old shape', () => {
  const old: Scenario = { ...scenario, simulator: { ...scenario.simulator, shape: 'old', exclusionSupported: false } };

  test('each action and resource has a result of its own, and a page counts them', async () => {
    await withServer(old, async (other) => {
      const input = { ActionNames: ['s3:DeleteObject'], ResourceArns: ['arn:aws:s3:::b/a', 'arn:aws:s3:::b/keep'] };
      const { EvaluationResults } = await simulate(other, input);
      expect(EvaluationResults?.map((result) => [result.EvalResourceName, result.EvalDecision])).toEqual([
        ['arn:aws:s3:::b/a', 'allowed'],
        ['arn:aws:s3:::b/keep', 'explicitDeny'],
      ]);
      expect(EvaluationResults?.[0]?.ResourceSpecificResults).toBeUndefined();
      const page = await simulate(other, { ...input, MaxItems: 1 });
      expect(page.EvaluationResults).toHaveLength(1);
      expect(page.IsTruncated).toBe(true);
    });
  });

  test('exclusions are ignored without a word, and so are the conditions of service control policies', async () => {
    await withServer(old, async (other) => {
      const context = [
        { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string' as const, ContextKeyValues: ['eu-west-1'] },
      ];
      const input = { PolicySourceArn: guarded, ActionNames: ['ec2:DescribeRegions'], ContextEntries: context };
      const result = await first(other, { ...input, PolicyExclusionList: [{ PolicyType: 'scp' }] });
      expect(result).toMatchObject({
        EvalDecision: 'explicitDeny',
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      });
    });
  });
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

describe('scripted', () => {
  test.each([
    ['refuse', 'AccessDenied', 403],
    ['throttle', 'Throttling', 400],
    ['error-500', 'PolicyEvaluationException', 500],
    ['not-found', 'NoSuchEntityException', 404],
  ] as const)('%s', async (answer, name, status) => {
    await withServer({ ...scenario, simulator: { ...scenario.simulator, answer } }, async (other) => {
      expect(await failureOf(simulate(other, {}))).toMatchObject({ name, status });
    });
  });

  test('the control call can be forbidden by itself', async () => {
    const simulator = { ...scenario.simulator, controlAllowed: false };
    await withServer({ ...scenario, simulator }, async (other) => {
      const iam = new IAMClient(clientOf(other, keyOf(scenario, 'deployer')));
      const control = new SimulateCustomPolicyCommand({ PolicyInputList: [allowAll], ActionNames: ['s3:GetObject'] });
      expect(await failureOf(iam.send(control))).toMatchObject({ name: 'AccessDenied', status: 403 });
      await expect(first(other, {})).resolves.toMatchObject({ EvalDecision: 'allowed' });
    });
  });

  test('real actions can be unknown to the simulator', async () => {
    const simulator = { ...scenario.simulator, unknownActions: ['s3:GetObject'] };
    await withServer({ ...scenario, simulator }, async (other) => {
      const input = { ActionNames: ['s3:PutObject', 's3:GetObject'], ResourceArns: ['arn:aws:s3:::b/k'] };
      const { message } = await failureOf(simulate(other, input));
      expect(message).toContain('[s3:PutObject] and [s3:GetObject] require different authorization information.');
    });
  });
});
