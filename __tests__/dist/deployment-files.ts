/** Files of a workspace that say what is deployed, as the tools that deploy would read them. */

export const workflowFile = '.github/workflows/deploy.yml';

/** The preflight is in line 7 of the workflow, and the next step in line 8. */
export const preflightLine = 7;

/** What GitHub tells a step of the job `deploy`. */
export const inJob = {
  GITHUB_REPOSITORY: 'org/app',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_WORKFLOW_REF: `org/app/${workflowFile}@refs/heads/main`,
  GITHUB_JOB: 'deploy',
  GITHUB_ACTION: '__org_aws-cred-preflight',
};

/** A workflow whose job runs the preflight and then these lines, each of a step. */
export function workflow(...lines: readonly string[]): Readonly<Record<string, string>> {
  return {
    [workflowFile]: [
      'on: push',
      'jobs:',
      '  deploy:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: actions/checkout@v4',
      '      - uses: org/aws-cred-preflight@v1',
      ...lines.map((line) => `      ${line}`),
      '',
    ].join('\n'),
  };
}

/** aws-lambda-deploy, in four lines; the name is in the third. */
export function lambdaStep(functionName: string): readonly string[] {
  return [
    '- uses: aws-actions/aws-lambda-deploy@v1.1.0',
    '  with:',
    `    function-name: ${functionName}`,
    '    code-artifacts-dir: dist',
  ];
}

/** The function is in line 2 and the queue in line 10. */
export const stackTemplate = `Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: orders
      Runtime: nodejs22.x
      Handler: index.handler
      Role: arn:aws:iam::111122223333:role/orders-exec
      Code: { ZipFile: 'exports.handler = async () => {}' }
  Jobs:
    Type: AWS::SQS::Queue
    Properties: { QueueName: jobs }
`;

/** The function is in line 3. */
export const samFiles = {
  'samconfig.toml': 'version = 0.1\n[default.deploy.parameters]\nstack_name = "orders"\ns3_bucket = "artifacts"\n',
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: orders
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: s3://artifacts/orders.zip
      Role: arn:aws:iam::111122223333:role/orders-exec
`,
};

const bootstrapRole = (name: string) =>
  `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/cdk-hnb659fds-${name}-role-\${AWS::AccountId}-\${AWS::Region}`;

/** What `cdk synth` writes of a stack with one topic, which is in line 3 of the template. */
export const cdkFiles = {
  'cdk.json': '{ "app": "node app.js" }',
  'cdk.out/manifest.json': json({
    version: '44.0.0',
    artifacts: {
      'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
      Shop: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: {
          templateFile: 'Shop.template.json',
          assumeRoleArn: bootstrapRole('deploy'),
          cloudFormationExecutionRoleArn: bootstrapRole('cfn-exec'),
        },
        dependencies: ['Shop.assets'],
      },
    },
  }),
  'cdk.out/Shop.assets.json': json({ version: '44.0.0', files: {}, dockerImages: {} }),
  'cdk.out/Shop.template.json': json({
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } } },
  }),
};

/** The service and what `serverless package` writes; the function is in line 6. */
export const serverlessFiles = {
  'serverless.yml': 'service: orders\nframeworkVersion: "3"\nprovider:\n  name: aws\n  runtime: nodejs22.x\n',
  '.serverless/cloudformation-template-update-stack.json': json({
    Resources: {
      ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket' },
      HelloLambdaFunction: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'orders-dev-hello',
          Runtime: 'nodejs22.x',
          Handler: 'hello.handler',
          Role: 'arn:aws:iam::111122223333:role/orders-exec',
          Code: { S3Bucket: { Ref: 'ServerlessDeploymentBucket' }, S3Key: 'orders.zip' },
        },
      },
    },
  }),
};

/** A plan that creates a queue, which is written down in line 3 of the Terraform file. */
export const terraformFiles = {
  'infra/main.tf': 'provider "aws" {}\n\nresource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n',
  'plan.json': JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    planned_values: { root_module: {} },
    resource_changes: [
      {
        address: 'aws_sqs_queue.jobs',
        mode: 'managed',
        type: 'aws_sqs_queue',
        name: 'jobs',
        provider_name: 'registry.terraform.io/hashicorp/aws',
        change: { actions: ['create'], before: null, after: { name: 'jobs' }, after_unknown: { arn: true, id: true } },
      },
    ],
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: 'registry.terraform.io/hashicorp/aws' } },
      root_module: {
        resources: [
          {
            address: 'aws_sqs_queue.jobs',
            mode: 'managed',
            type: 'aws_sqs_queue',
            name: 'jobs',
            provider_config_key: 'aws',
            expressions: { name: { constant_value: 'jobs' } },
          },
        ],
      },
    },
    applyable: true,
    complete: true,
    errored: false,
  }),
};

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
