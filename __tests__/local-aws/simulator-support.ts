import {
  IAMClient,
  SimulatePrincipalPolicyCommand,
  type EvaluationResult,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import type { LocalAws } from '../../tools/local-aws/server.ts';
import { clientOf, keyOf, scenarioOf } from './support.ts';

/** A role with a path, a role below a boundary and an organization, and a user. */
export const scenario = scenarioOf(`
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

export const deployer = 'arn:aws:iam::111122223333:role/deployer';
export const guarded = 'arn:aws:iam::111122223333:role/guarded';
export const allowAll = JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });

export type Input = Partial<SimulatePrincipalPolicyCommandInput>;

export async function simulate(server: LocalAws, input: Input) {
  const iam = new IAMClient(clientOf(server, keyOf(scenario, 'deployer')));
  return iam.send(
    new SimulatePrincipalPolicyCommand({ PolicySourceArn: deployer, ActionNames: ['s3:GetObject'], ...input }),
  );
}

export async function first(server: LocalAws, input: Input): Promise<EvaluationResult | undefined> {
  return (await simulate(server, input)).EvaluationResults?.[0];
}
