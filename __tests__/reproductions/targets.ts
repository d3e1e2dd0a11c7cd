import type { targets as entries } from '../../src/diagnoses/catalogue/targets.ts';
import type { Evidence } from './evidence.ts';
import { account, roleArn } from './loopback.ts';

const amplify = {
  targets: 'amplify-hosting',
  parameters: 'app-id: d1a2b3c4\nbranch-name: main',
  level: 'permissions',
};
const stack = { targets: 'sam', parameters: 'stack-name: orders', level: 'permissions' };
const environment = {
  targets: 'elastic-beanstalk',
  parameters: 'application-name: shop\nenvironment-name: shop-prod',
  level: 'permissions',
};
const fn = { targets: 'lambda', parameters: 'function-name: orders\npackage-type: Zip', level: 'permissions' };
const cdk = {
  targets: 'cdk',
  parameters: 'stack-name: orders\nqualifier: hnb659fds\nbootstrap-version: 6',
  level: 'permissions',
};
const model = { targets: 'bedrock', parameters: 'model-id: vendor.model-v1:0', level: 'permissions' };
const withRole = {
  targets: 'cloudformation',
  parameters: `stack-name: orders\nrole-arn: ${roleArn}`,
  level: 'permissions',
};

const derived = { targets: '', level: 'permissions' };
const queue = 'Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n';

/** The role that is handed to CloudFormation, and whom it trusts. */
function trusting(...statements: readonly object[]) {
  return {
    principals: { deployer: { arn: roleArn, trustPolicy: { Version: '2012-10-17', Statement: statements } } },
    scenario: { resources: { stacks: ['orders'] } },
  };
}

const cloudformation = { Service: 'cloudformation.amazonaws.com' };

/** What is deployed, and the state of what it is deployed to. */
export const targets: Readonly<Record<keyof typeof entries, Evidence>> = {
  'target-missing': {
    by: 'run',
    cases: [
      {
        name: 'an Amplify app that there is not, in any region',
        inputs: amplify,
        finds: { severity: 'error', says: /^The Amplify app d1a2b3c4 does not exist in us-east-1\.$/ },
        result: 'failed',
      },
      {
        name: 'a topic of a target file of the own, under a name that is misspelt',
        loopback: { scenario: { resources: { topics: ['orders'] } } },
        inputs: { targets: './own.yml', parameters: 'topic: order', level: 'permissions' },
        files: { 'own.yml': ownTarget() },
        through: 'command line',
        finds: { severity: 'error', says: /^There is no topic order in us-east-1\.$/ },
        result: 'failed',
      },
    ],
  },
  'target-elsewhere': {
    by: 'run',
    cases: [
      {
        name: 'an Amplify app of another region',
        loopback: {
          scenario: {
            resources: {
              apps: [{ name: 'd1a2b3c4', region: 'eu-west-1' }],
              branches: [{ name: 'd1a2b3c4/main', region: 'eu-west-1' }],
            },
          },
        },
        inputs: amplify,
        finds: {
          severity: 'error',
          says: /does not exist in us-east-1\. It was found in eu-west-1: set aws-region to eu-west-1, or create it here\.$/,
        },
        result: 'failed',
      },
      {
        name: 'a Lambda function of two other regions, which a script may still create here',
        loopback: {
          scenario: {
            resources: {
              functions: [
                { name: 'orders', region: 'eu-west-1' },
                { name: 'orders', region: 'us-west-2' },
              ],
            },
          },
        },
        inputs: fn,
        finds: { severity: 'warning', says: /It was found in us-west-2 and eu-west-1: set aws-region to the one/ },
        result: 'passed',
      },
    ],
  },
  'target-created': {
    by: 'run',
    cases: [
      {
        name: 'a stack before its first deployment',
        inputs: stack,
        finds: {
          severity: 'notice',
          says: /^The stack orders does not exist in us-east-1; this deployment creates it\.$/,
        },
        result: 'passed',
      },
    ],
  },
  'target-busy': {
    by: 'run',
    cases: [
      {
        name: 'an environment of Elastic Beanstalk in the middle of an update',
        loopback: {
          scenario: {
            resources: { applications: ['shop'], environments: [{ name: 'shop-prod', status: 'Updating' }] },
          },
        },
        inputs: environment,
        finds: { severity: 'warning', says: /^The environment shop-prod is Updating/ },
        result: 'passed',
      },
      {
        name: 'a branch of Amplify whose last job is still running',
        loopback: {
          scenario: { resources: { apps: ['d1a2b3c4'], branches: [{ name: 'd1a2b3c4/main', job: 'RUNNING' }] } },
        },
        inputs: amplify,
        finds: { severity: 'warning', says: /^A job of the branch main is RUNNING/ },
        result: 'passed',
      },
    ],
  },
  'stack-not-updatable': {
    by: 'run',
    cases: [
      {
        name: 'a stack whose creation failed',
        loopback: { scenario: { resources: { stacks: [{ name: 'orders', status: 'ROLLBACK_COMPLETE' }] } } },
        inputs: stack,
        finds: { severity: 'error', says: /^The stack orders is in ROLLBACK_COMPLETE/ },
        result: 'failed',
      },
    ],
  },
  'lambda-package-type': {
    by: 'run',
    cases: [
      {
        name: 'a zip file for a function that runs an image',
        loopback: { scenario: { resources: { functions: [{ name: 'orders', packageType: 'Image' }] } } },
        inputs: fn,
        finds: { severity: 'error', says: /^The function orders runs a container image, and a zip file is deployed/ },
        result: 'failed',
      },
    ],
  },
  'cdk-bootstrap-missing': {
    by: 'run',
    cases: [
      {
        name: 'an account in which nobody has run cdk bootstrap',
        inputs: cdk,
        finds: { severity: 'error', says: /not bootstrapped/ },
        result: 'failed',
      },
    ],
  },
  'cdk-bootstrap-old': {
    by: 'run',
    cases: [
      {
        name: 'a bootstrap of the first days',
        loopback: {
          scenario: { resources: { parameters: [{ name: '/cdk-bootstrap/hnb659fds/version', value: '4' }] } },
        },
        inputs: cdk,
        finds: { severity: 'error', says: /version 4/ },
        result: 'failed',
      },
    ],
  },
  'bedrock-model-not-enabled': {
    by: 'run',
    cases: [
      {
        name: 'a model for which the account has no agreement',
        loopback: {
          scenario: { resources: { models: [{ name: 'vendor.model-v1:0', agreement: 'NOT_AVAILABLE' }] } },
        },
        inputs: model,
        finds: { severity: 'warning', says: /has no agreement for vendor\.model-v1:0/ },
        result: 'passed',
      },
    ],
  },
  'passed-role-missing': {
    by: 'run',
    cases: [
      {
        name: 'a role for CloudFormation that there is not',
        loopback: { scenario: { resources: { stacks: ['orders'] } } },
        inputs: withRole,
        finds: {
          severity: 'error',
          says: /^IAM of account 111122223333 has no role deployer\. What the role is for: /,
        },
        result: 'failed',
      },
      {
        name: 'an instance profile that there is not',
        loopback: { scenario: { resources: { applications: ['shop'], environments: ['shop-prod'] } } },
        inputs: { ...environment, parameters: `${environment.parameters}\ninstance-profile: web` },
        finds: { severity: 'warning', says: /^IAM of account 111122223333 has no instance profile web\./ },
        result: 'passed',
      },
    ],
  },
  'passed-role-trust': {
    by: 'run',
    cases: [
      {
        name: 'a role that was made for instances',
        loopback: trusting({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }),
        inputs: withRole,
        finds: {
          severity: 'error',
          says: /^cloudformation\.amazonaws\.com cannot assume arn:aws:iam::111122223333:role\/deployer: no statement of its trust policy allows sts:AssumeRole to it\. It names "ec2\.amazonaws\.com"\./,
        },
        result: 'failed',
      },
      {
        name: 'a role that lets CloudFormation in and keeps everybody out',
        loopback: trusting(
          { Effect: 'Allow', Principal: cloudformation, Action: 'sts:AssumeRole' },
          { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' },
        ),
        inputs: withRole,
        finds: { severity: 'error', says: /a statement of its trust policy denies it/ },
        result: 'failed',
      },
    ],
  },
  'template-unreadable': {
    by: 'run',
    cases: [
      {
        name: 'a template whose YAML breaks off',
        inputs: { ...derived, templates: 'infra/*.yml' },
        files: {
          'infra/queue.yml': queue,
          'infra/table.yml': 'Resources:\n  Table:\n    Type: [AWS::DynamoDB::Table\n',
        },
        finds: { severity: 'warning', says: /^infra\/table\.yml/, at: { file: 'infra/table.yml', line: 4 } },
        result: 'unverified',
      },
      {
        name: 'a Terraform file in place of the plan',
        inputs: { ...derived, templates: 'main.tf' },
        files: { 'main.tf': 'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n' },
        through: 'command line',
        finds: { severity: 'warning', says: /terraform show -json/, at: { file: 'main.tf', line: 1 } },
        result: 'unverified',
      },
    ],
  },
  'template-type-advice': {
    by: 'run',
    cases: [
      {
        name: 'a type that CloudFormation knows and this package does not',
        loopback: {
          scenario: {
            resources: {
              types: [{ name: 'AWS::Batch::JobQueue', permissions: 'batch:CreateJobQueue, batch:TagResource' }],
            },
          },
        },
        inputs: { ...derived, templates: 'template.yml' },
        files: { 'template.yml': `${queue}  Work:\n    Type: AWS::Batch::JobQueue\n` },
        finds: {
          severity: 'notice',
          says: /AWS::Batch::JobQueue \(batch:CreateJobQueue, batch:TagResource\)\.$/,
          at: { file: 'template.yml', line: 4 },
        },
        result: 'passed',
      },
    ],
  },
  'targets-by-files-only': {
    by: 'run',
    cases: [
      {
        name: 'the configuration of the SAM CLI, and no step that deploys',
        inputs: { level: 'permissions' },
        files: { 'samconfig.toml': 'version = 0.1\n[default.deploy.parameters]\nstack_name = "orders"\n' },
        finds: {
          severity: 'notice',
          says: /^No step that deploys was found\. Files of the project show sam \(samconfig\.toml\)/,
        },
        result: 'passed',
      },
    ],
  },
};

/** A target that nobody here wrote: it looks for one topic. */
function ownTarget(): string {
  return `id: own
title: Topic of our own
sources: [https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html]
parameters:
  topic: { description: Name of the topic., required: true }
checks:
  - id: publish
    actions: [sns:Publish]
    resource: arn:\${Partition}:sns:\${Region}:${account}:\${topic}
    severity: error
    why: Publish
probes:
  - action: sns:GetTopicAttributes
    service: sns
    method: POST
    path: /
    headers: { content-type: application/x-www-form-urlencoded; charset=utf-8 }
    body: Action=GetTopicAttributes&Version=2010-03-31&TopicArn=\${topic:topic-arn}
    answers:
      - error: [NotFound]
        finding: target-missing
        severity: error
        says: There is no topic \${topic} in \${Region}
`;
}
