import type { authorization as entries } from '../../src/diagnoses/catalogue/authorization.ts';
import type { Evidence, Reproduction } from './evidence.ts';
import { account, allow, everything, roleArn, type Loopback } from './loopback.ts';

const fn = `arn:aws:lambda:us-east-1:${account}:function:orders`;
const lambda = allow('lambda:*', fn);
const simulate = allow('iam:Simulate*');
const permissions = { targets: 'lambda', parameters: 'function-name: orders', level: 'permissions' };
const someone = `arn:aws:sts::${account}:assumed-role/someone/session`;
const ci = `arn:aws:iam::${account}:user/ci`;

/** The caller's policies: one that allows everything, and a managed one that denies. */
function denying(name: string, condition?: object): Loopback {
  const deny = {
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  return {
    arn: ci,
    caller: {
      policies: [
        { name: 'Deploy', document: { Version: '2012-10-17', Statement: [everything] } },
        { name, type: 'managed', document: { Version: '2012-10-17', Statement: [deny] } },
      ],
    },
  };
}

/** A layer that the stand-in does not play, in the words that AWS has for it. */
function worded(
  service: 'sts' | 'ec2',
  name: string,
  layer: string,
  more: Pick<Reproduction, 'finds' | 'result'>,
): Reproduction {
  const action = service === 'sts' ? 'sts:GetCallerIdentity' : 'ec2:DescribeRegions';
  const message = `User: ${someone} is not authorized to perform: ${action} ${layer}`;
  const code = service === 'sts' ? 'AccessDenied' : 'UnauthorizedOperation';
  return { name, loopback: { scenario: { faults: [{ service, status: 403, code, message }] } }, ...more };
}

/** Working credentials that may not do what was asked, told apart by the layer that says no. */
export const authorization: Readonly<Record<keyof typeof entries, Evidence>> = {
  'authz-quarantined': {
    by: 'run',
    cases: [
      {
        name: 'a key that AWS has found in public',
        loopback: denying('AWSCompromisedKeyQuarantineV3'),
        finds: { severity: 'error', says: /AWSCompromisedKeyQuarantineV3/ },
        result: 'failed',
      },
    ],
  },
  'authz-mfa-required': {
    by: 'run',
    cases: [
      {
        name: 'a person for whom everything is denied without a code',
        loopback: denying('ForceMFA', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
        finds: { severity: 'warning', says: /ForceMFA/ },
        result: 'passed',
      },
    ],
  },
  'authz-scp': {
    by: 'run',
    cases: [
      {
        name: 'an organization that denies the region',
        loopback: {
          statements: [lambda, simulate],
          caller: {
            scps: [
              {
                document: {
                  Version: '2012-10-17',
                  Statement: [
                    everything,
                    {
                      Effect: 'Deny',
                      Action: 'lambda:*',
                      Resource: '*',
                      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
                    },
                  ],
                },
              },
            ],
          },
        },
        inputs: permissions,
        finds: { severity: 'error', says: /The deployment will be refused: .*lambda:UpdateFunctionCode/ },
        result: 'failed',
      },
      worded(
        'ec2',
        'an organization that denies the read of a service',
        'with an explicit deny in a service control policy',
        {
          finds: { severity: 'warning', says: /service control policy/ },
          result: 'passed',
        },
      ),
    ],
  },
  'authz-rcp': {
    by: 'run',
    cases: [
      worded(
        'ec2',
        'an organization that lets in its own principals only',
        'with an explicit deny in a resource control policy',
        {
          finds: { severity: 'warning', says: /resource control policy/ },
          result: 'passed',
        },
      ),
    ],
  },
  'authz-boundary': {
    by: 'run',
    cases: [
      {
        name: 'a permissions boundary that leaves Lambda out',
        loopback: {
          statements: [lambda, simulate],
          caller: {
            boundary: { name: 'B', document: { Version: '2012-10-17', Statement: [allow(['iam:*', 's3:*'])] } },
          },
        },
        inputs: permissions,
        finds: { severity: 'error', says: /lambda:UpdateFunctionCode/ },
        result: 'failed',
      },
    ],
  },
  'authz-session-policy': {
    by: 'run',
    cases: [
      worded(
        'ec2',
        'a session that was narrowed when its role was assumed',
        'because no session policy allows the ec2:DescribeRegions action',
        {
          finds: { severity: 'warning', says: /session policy/ },
          result: 'passed',
        },
      ),
    ],
  },
  'authz-vpce': {
    by: 'run',
    cases: [
      worded(
        'sts',
        'a VPC endpoint that does not let STS through',
        'because no VPC endpoint policy allows the sts:GetCallerIdentity action',
        {
          finds: { severity: 'error', says: /VPC endpoint policy/ },
          result: 'failed',
        },
      ),
      worded(
        'ec2',
        'a VPC endpoint that does not let one service through',
        'because no VPC endpoint policy allows the ec2:DescribeRegions action',
        {
          finds: { severity: 'warning', says: /VPC endpoint policy/ },
          result: 'passed',
        },
      ),
    ],
  },
  'authz-resource-policy': {
    by: 'log',
    why: 'The reads that the preflight makes are not on resources with a policy of their own, and the simulator does not see such policies.',
    cases: [
      {
        name: 'CloudFormation, which may not use a layer of another account',
        log: {
          text: 'Resource handler returned message: "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: lambda:GetLayerVersion on resource: arn:aws:lambda:us-west-2:444455556666:layer:libvips-sharp-jp2:3 because no resource-based policy allows the lambda:GetLayerVersion action (Service: Lambda, Status Code: 403, Request ID: 00000000-0000-4000-8000-000000000000)" (RequestToken: 00000000-0000-4000-8000-000000000001, HandlerErrorCode: AccessDenied)\n',
          source: 'https://github.com/samvera/serverless-iiif/issues/115',
        },
        finds: { severity: 'error', says: /lambda:GetLayerVersion/, at: { file: 'logs/deploy.log', line: 1 } },
        result: 'failed',
      },
    ],
  },
  'authz-trust-policy': {
    by: 'run',
    cases: [
      {
        name: 'a role whose trust policy denies the caller',
        loopback: {
          principals: {
            deployer: {
              arn: roleArn,
              trustPolicy: {
                Version: '2012-10-17',
                Statement: [
                  { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' },
                  { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
                ],
              },
            },
          },
        },
        inputs: ({ key }) => ({
          'aws-access-key-id': key.AWS_ACCESS_KEY_ID,
          'aws-secret-access-key': key.AWS_SECRET_ACCESS_KEY,
          'aws-session-token': key.AWS_SESSION_TOKEN,
          'role-to-assume': roleArn,
        }),
        finds: { severity: 'error', says: /with an explicit deny in the role trust policy/ },
        result: 'failed',
      },
    ],
  },
  'authz-identity-explicit': {
    by: 'run',
    cases: [
      {
        name: 'a statement that denies, told with its text where the policy may be read',
        loopback: {
          statements: [
            lambda,
            allow(['iam:Get*', 'iam:List*', 'iam:Simulate*']),
            { Sid: 'FreezeReleases', Effect: 'Deny', Action: 'lambda:UpdateFunctionCode', Resource: '*' },
          ],
        },
        inputs: permissions,
        finds: { severity: 'error', says: /FreezeReleases/ },
        result: 'failed',
      },
      {
        name: 'a statement of a policy file that denies, at its line, without credentials',
        environment: () => ({ AWS_REGION: 'us-east-1' }),
        inputs: { ...permissions, 'policy-files': 'iam.json' },
        files: {
          'iam.json': JSON.stringify(
            {
              Version: '2012-10-17',
              Statement: [
                lambda,
                { Sid: 'Freeze', Effect: 'Deny', Action: 'lambda:UpdateFunctionCode', Resource: '*' },
              ],
            },
            null,
            2,
          ),
        },
        finds: { severity: 'error', says: /lambda:UpdateFunctionCode/, at: { file: 'iam.json', line: 9 } },
        result: 'failed',
      },
    ],
  },
  'authz-identity-implicit': {
    by: 'run',
    cases: [
      {
        name: 'actions that no policy allows, all at once',
        loopback: { statements: [allow(['lambda:Get*', 'lambda:List*'], fn), simulate] },
        inputs: permissions,
        finds: {
          severity: 'error',
          says: /The deployment will be refused: .*lambda:UpdateFunctionCode on arn:aws:lambda:us-east-1:111122223333:function:orders/,
        },
        result: 'failed',
      },
      {
        name: 'the same on a terminal',
        through: 'command line',
        loopback: { statements: [allow(['lambda:Get*', 'lambda:List*'], fn), simulate] },
        inputs: permissions,
        finds: { severity: 'error', says: /lambda:UpdateFunctionCode/ },
        result: 'failed',
      },
    ],
  },
  'authz-encoded': {
    by: 'log',
    why: 'EC2 encodes its reasons for actions with resources only, and the one read of EC2 that the preflight makes has none.',
    cases: [
      {
        name: 'Packer, which may not start an instance',
        log: {
          text: "Build 'amazon-ebs' errored: Error launching source instance: UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: 223e8OLcgbf297A_d_ySw4S3r167YSVenEb3XfhTAp1OVgX07cQ7mosjhjtbi7J7UfcNolz5RfHJoV5BTeVvh_6\n\tstatus code: 403, request id: 7a62c49f-347e-4fc4-9331-6e8e59a59a59\n",
          source: 'https://github.com/hashicorp/packer/pull/5415',
        },
        finds: {
          severity: 'error',
          says: /Encoded authorization failure message: \[encoded message, 87 characters\]/,
          at: { file: 'logs/deploy.log', line: 1 },
        },
        result: 'failed',
      },
    ],
  },
  'authz-unspecified': {
    by: 'log',
    why: 'A read of the preflight that is refused without a reason says nothing of the deployment, and is passed over.',
    cases: [
      {
        name: 'the AWS CLI, which may not write to a bucket',
        log: {
          text: 'upload failed: _site/index.html to s3://shop/deploy_test/index.html An error occurred (AccessDenied) when calling the PutObject operation: Access Denied\n',
          source: 'https://github.com/jakejarvis/s3-sync-action/issues/17',
        },
        finds: { severity: 'error', says: /PutObject/, at: { file: 'logs/deploy.log', line: 1 } },
        result: 'failed',
      },
      {
        name: 'an STS that gives no reason',
        loopback: {
          scenario: { faults: [{ service: 'sts', status: 403, code: 'AccessDenied', message: 'Access denied' }] },
        },
        finds: { severity: 'error', says: /AccessDenied, HTTP 403: Access denied/ },
        result: 'failed',
      },
    ],
  },
};
