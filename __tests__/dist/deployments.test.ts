import { describe, expect, test } from '@jest/globals';
import { startLocalAws } from '../../tools/local-aws/server.ts';
import { runAction, runCli, standInEnvironment, type StepRun } from '../../tools/run-step.ts';
import {
  cdkFiles,
  inJob,
  lambdaStep,
  preflightLine,
  samFiles,
  serverlessFiles,
  stackTemplate,
  terraformFiles,
  workflow,
  workflowFile,
} from './deployment-files.ts';
import { allow, everything, world, type WorldParts } from './situations.ts';

type Texts = Readonly<Record<string, string>>;
type Reported = Pick<StepRun, 'report'>;

const fn = 'arn:aws:lambda:us-east-1:111122223333:function:orders';
const mayRead = allow('lambda:Get*', fn);
const thereIs = (resources: object): object => ({ resources });
const orders = thereIs({ functions: ['orders'] });

describe('what the steps of the workflow deploy', () => {
  test('is checked under the name that a later step has, and every channel says where that is written', async () => {
    const run = await play({ statements: [mayRead], extra: orders }, workflow(...lambdaStep('orders')));
    expect(run.status).toBe(1);
    expect(rows(run)).toContain(`error denied lambda:UpdateFunctionCode ${fn}`);
    expect(annotated(run, 'error')).toEqual([`${workflowFile}:${preflightLine}`]);
    expect(JSON.parse(run.outputs['denied-actions'] ?? '')).toContain('lambda:UpdateFunctionCode');
    expect(deployed(run)).toEqual(['lambda function-name=orders']);
    const [told] = run.report?.deployments ?? [];
    expect(told).toMatchObject({ certain: true, location: { file: workflowFile, line: 8 } });
    expect(told?.parameters[0]).toMatchObject({
      from: 'with: function-name of aws-actions/aws-lambda-deploy',
      location: { file: workflowFile, line: 10 },
    });
    expect(run.summary).toMatch(/with: function-name of aws-actions\/aws-lambda-deploy<br><code>[^<]*deploy\.yml:10</);
    expect(run.stdout).toContain(`${workflowFile}:10`);
  });

  test('takes what the parameters input gives before what the step says', async () => {
    const run = await play(
      { statements: [allow('lambda:*', fn)], extra: thereIs({ functions: ['orders', 'billing'] }) },
      workflow(...lambdaStep('orders')),
      { parameters: 'function-name: billing' },
    );
    expect(rows(run)).toContain(`error denied lambda:UpdateFunctionCode ${fn.replace('orders', 'billing')}`);
    expect(rows(run).join()).not.toContain(fn);
    expect(run.report?.deployments?.[0]?.parameters[0]).toMatchObject({ from: 'the parameters input', location: null });
  });

  test('is each of two functions in one job, and fails for the one that is denied', async () => {
    const script = [
      '- run: |',
      '    set -e',
      '    aws lambda update-function-code --function-name billing --zip-file fileb://b.zip',
    ];
    const run = await play(
      { statements: [allow('lambda:*', fn)], extra: thereIs({ functions: ['orders', 'billing'] }) },
      workflow(...lambdaStep('orders'), ...script),
    );
    expect(deployed(run)).toEqual(['lambda function-name=orders', 'lambda function-name=billing']);
    expect(run.report?.deployments?.[1]?.location).toMatchObject({ file: workflowFile, line: 14 });
    expect(rows(run).filter((row) => row.startsWith('error denied'))).toEqual([
      `error denied lambda:UpdateFunctionCode ${fn.replace('orders', 'billing')}`,
    ]);
    expect(run.status).toBe(1);
  });

  test('takes no value from a secret, and shows none', async () => {
    const step = [
      '- env:',
      '    FUNCTION: ${{ secrets.FUNCTION }}',
      ...lambdaStep('${{ env.FUNCTION }}').map((line) => line.replace('- ', '  ')),
    ];
    const run = await play(
      { statements: [mayRead], extra: orders },
      workflow(...step),
      {},
      { FUNCTION: 'hidden-orders' },
    );
    expect(deployed(run)).toEqual(['lambda function-name=unknown']);
    expect(everyChannel(run)).not.toContain('hidden-orders');
    expect(run.report?.result).toBe('unverified');
  });

  const conditional = lambdaStep('orders').map((line) => line.replace('- ', '  '));
  const otherKey = ['  env:', '    AWS_ACCESS_KEY_ID: ${{ secrets.PROD_KEY }}'];
  test.each<[string, Texts, Texts]>([
    ['a step that may be skipped', workflow("- if: failure() || github.ref_type == 'tag'", ...conditional), {}],
    ['a job that waits for this one', waitingJob(), { GITHUB_JOB: 'preflight' }],
    ['a step that signs with another key', workflow(...lambdaStep('orders'), ...otherKey), {}],
  ])('only warns of %s', async (_, files, environment) => {
    const run = await play({ statements: [mayRead], extra: orders }, files, {}, environment);
    expect(rows(run)).toContain(`warning denied lambda:UpdateFunctionCode ${fn}`);
    expect(run.report?.deployments).toMatchObject([{ target: 'lambda', certain: false }]);
    expect(run.summary).toContain('not certain for this run');
    expect(annotated(run, 'error')).toEqual([]);
    expect([run.report?.result, run.status]).toEqual(['passed', 0]);
  });

  test('only warns of a step that deploys to another region, and says so', async () => {
    const region = ['  env:', '    AWS_REGION: eu-west-1'];
    const run = await play({ statements: [mayRead], extra: orders }, workflow(...lambdaStep('orders'), ...region));
    expect(rows(run)).toContain(`warning denied lambda:UpdateFunctionCode ${fn}`);
    expect(run.summary).toContain('names that region, and the checks were made for us-east-1.');
    expect([run.report?.result, run.status]).toEqual(['passed', 0]);
  });

  test('is not known by files alone: they warn and say so, on a laptop too', async () => {
    const onlyReads: WorldParts = { statements: [mayRead], extra: thereIs({ buckets: { artifacts: 'us-east-1' } }) };
    const run = await play(onlyReads, { ...workflow('- run: make test'), ...samFiles });
    const local = await playCli(onlyReads, samFiles, []);
    for (const one of [run, local]) {
      expect(codes(one)).toContain('notice targets-by-files-only');
      expect(rows(one)).toContain(
        'warning denied cloudformation:CreateChangeSet arn:aws:cloudformation:us-east-1:111122223333:stack/orders/*',
      );
      expect(rows(one).filter((row) => row.startsWith('error'))).toEqual([]);
      expect(one.report?.deployments).toMatchObject([
        { target: 'sam', certain: false, location: { file: 'samconfig.toml' } },
      ]);
      expect([one.report?.result, one.status]).toEqual(['passed', 0]);
    }
    expect(local.stdout).toContain('No step that deploys was found.');
  });
});

describe('what the resources of a template call', () => {
  const deploysStack = allow('cloudformation:*');
  const stack = { targets: 'cloudformation', parameters: 'stack-name: orders', templates: 'infra/*.yml' };
  const infra = { 'infra/stack.yml': stackTemplate };
  const deployedBefore = thereIs({ stacks: [{ name: 'orders', resources: 'Orders AWS::Lambda::Function orders' }] });

  test('is denied at the line of the resource where the stack does not exist yet', async () => {
    const run = await play({ statements: [deploysStack, allow(['sqs:*', 'iam:PassRole'])] }, infra, stack);
    expect(rows(run)).toContain(`error denied lambda:CreateFunction ${fn} at infra/stack.yml:2`);
    expect(rows(run).join()).not.toContain('lambda:UpdateFunctionCode');
    expect(annotated(run, 'error')).toEqual(['infra/stack.yml:2']);
    expect(codes(run)).toContain('notice target-created');
    expect(run.summary).toContain('infra/stack.yml:2');
    expect(run.status).toBe(1);
  });

  test('is an update of what the stack holds, and the creation of what is new', async () => {
    const run = await play({ statements: [deploysStack], extra: deployedBefore }, infra, stack);
    expect(rows(run)).toContain(`warning denied lambda:UpdateFunctionCode ${fn} at infra/stack.yml:2`);
    expect(rows(run).join()).not.toContain('lambda:CreateFunction');
    expect(rows(run)).toContain(
      'error denied sqs:CreateQueue arn:aws:sqs:us-east-1:111122223333:jobs at infra/stack.yml:10',
    );
    expect(annotated(run, 'error')).toEqual(['infra/stack.yml:10']);
  });

  test("is asked of CloudFormation's service role where the stack has one", async () => {
    const roles = { cfn: role('cfn', 'cloudformation.amazonaws.com', [allow('lambda:*')]) };
    const run = await play({ statements: [everything], roles, extra: deployedBefore }, infra, {
      ...stack,
      parameters: 'stack-name: orders\nrole-arn: arn:aws:iam::111122223333:role/cfn',
    });
    const byRole =
      run.report?.checks.filter(({ principal }) => principal === 'arn:aws:iam::111122223333:role/cfn') ?? [];
    expect(
      byRole.filter(({ severity }) => severity === 'error').map(({ action, verdict }) => [action, verdict]),
    ).toEqual([['sqs:CreateQueue', 'denied']]);
    expect(annotated(run, 'error')).toEqual(['infra/stack.yml:10']);
    expect(JSON.stringify(run.report?.policy)).not.toContain('sqs:CreateQueue');
    expect(run.summary).toContain('role/cfn');
    expect(run.status).toBe(1);
  });

  test('hangs on the stack only for the one template that the deployment names, of several', async () => {
    const files = {
      ...infra,
      'infra/other.yml': 'Resources:\n  Other:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: other }\n',
    };
    const step = ['- run: aws cloudformation deploy --stack-name orders --template-file infra/stack.yml'];
    const run = await play(
      { statements: [deploysStack, allow(['lambda:*', 'sqs:*', 'iam:PassRole'])] },
      { ...workflow(...step), ...files },
      { templates: 'infra/*.yml' },
    );
    expect(rows(run)).toContain(`error allowed lambda:CreateFunction ${fn} at infra/stack.yml:2`);
    expect(rows(run)).toContain(
      'warning denied sns:CreateTopic arn:aws:sns:us-east-1:111122223333:other at infra/other.yml:2',
    );
    expect(run.report?.result).toBe('passed');
  });

  const cdkSteps = workflow('- run: npx cdk deploy Shop --require-approval never');
  const bootstrapped = thereIs({ parameters: [{ name: '/cdk-bootstrap/hnb659fds/version', value: '21' }] });
  const bootstrapRoles = Object.fromEntries(
    ['deploy', 'lookup', 'file-publishing', 'image-publishing', 'cfn-exec'].map((name) => {
      const own = `cdk-hnb659fds-${name}-role-111122223333-us-east-1`;
      return [own, role(own, 'cloudformation.amazonaws.com', name === 'cfn-exec' ? [] : [everything])];
    }),
  );
  const serverlessStack = {
    stacks: [{ name: 'orders-dev', resources: 'ServerlessDeploymentBucket AWS::S3::Bucket own' }],
  };
  const bySam = [deploysStack, allow(['s3:*', 'iam:PassRole'])];

  test.each<{ name: string; world: WorldParts; files: Texts; inputs?: Texts; denied: string; at: string }>([
    {
      name: 'in template.yaml for sam deploy',
      world: { statements: bySam, extra: thereIs({ buckets: { artifacts: 'us-east-1' } }) },
      files: { ...workflow('- run: sam deploy --no-confirm-changeset'), ...samFiles },
      denied: 'lambda:CreateFunction',
      at: 'template.yaml:3',
    },
    {
      name: 'in cdk.out for cdk deploy, by the role that CloudFormation takes there',
      world: { statements: [everything], roles: bootstrapRoles, extra: bootstrapped },
      files: { ...cdkSteps, ...cdkFiles },
      denied: 'sns:CreateTopic',
      at: 'cdk.out/Shop.template.json:3',
    },
    {
      name: 'in the templates of cdk.out, by the same role, though they do not name it',
      world: { statements: [everything], roles: bootstrapRoles, extra: bootstrapped },
      files: cdkFiles,
      inputs: { targets: 'cdk', parameters: 'stack-name: Shop', templates: 'cdk.out/*.template.json' },
      denied: 'sns:CreateTopic',
      at: 'cdk.out/Shop.template.json:3',
    },
    {
      name: 'in what the Serverless Framework has compiled',
      world: { statements: bySam, extra: thereIs(serverlessStack) },
      files: { ...workflow('- run: npx serverless deploy --package .serverless'), ...serverlessFiles },
      denied: 'lambda:CreateFunction',
      at: '.serverless/cloudformation-template-update-stack.json:6',
    },
    {
      name: 'in a plan of Terraform, at the line of the Terraform file',
      world: { statements: [everything, { Effect: 'Deny', Action: 'sqs:CreateQueue', Resource: '*' }] },
      files: terraformFiles,
      inputs: { targets: '', templates: 'plan.json' },
      denied: 'sqs:CreateQueue',
      at: 'infra/main.tf:3',
    },
  ])('is read $name', async ({ world: parts, files, inputs = {}, denied, at }) => {
    const run = await play(parts, files, inputs);
    expect(annotated(run, 'error')).toEqual([at]);
    expect(
      run.report?.checks
        .filter(({ verdict, severity }) => verdict === 'denied' && severity === 'error')
        .map(({ action }) => action),
    ).toContain(denied);
    expect(run.status).toBe(1);
  });

  test('is left out where a template cannot be read, which is said at its line and fails nothing', async () => {
    const broken = 'Resources:\n  Table:\n    Type: AWS::DynamoDB::Table\n   Properties: {}\n';
    const run = await play(
      { statements: [everything] },
      { ...infra, 'infra/table.yml': broken },
      { targets: '', templates: 'infra/*.yml' },
    );
    expect(codes(run)).toContain('warning template-unreadable');
    expect(annotated(run, 'warning')).toContain('infra/table.yml:4');
    expect(rows(run).join()).toContain('lambda:CreateFunction');
    expect([run.report?.result, run.status]).toEqual(['unverified', 0]);
  });

  test('is said to be unknown for types that are, with what CloudFormation itself tells of them', async () => {
    const types = [{ name: 'AWS::Batch::JobQueue', permissions: 'batch:CreateJobQueue' }];
    const unknown = 'Resources:\n  Work:\n    Type: AWS::Batch::JobQueue\n  Own:\n    Type: Vendor::Shop::Thing\n';
    const run = await play(
      { statements: [everything], extra: thereIs({ types }) },
      { 'own.yml': unknown },
      { targets: '', templates: 'own.yml' },
    );
    expect(codes(run)).toContain('notice template-type-advice');
    expect(annotated(run, 'notice')).toContain('own.yml:2');
    expect(run.summary).toContain('Resource types that are not known here: Vendor::Shop::Thing.');
    expect(run.report?.result).toBe('passed');
  });

  test('is not looked for where the glob names no file', async () => {
    const run = await runAction({ inputs: { templates: 'infra/*.yml' }, environment: { AWS_REGION: 'us-east-1' } });
    expect(codes(run)).toEqual(['error input-invalid']);
    expect(run.report?.findings[0]?.detail).toBe('templates names no file of the workspace: infra/*.yml.');
    const cli = await runCli(['--templates', 'infra/*.yml']);
    expect([cli.status, cli.stderr]).toEqual([2, '']);
  });

  test('is decided by policy files where there are no credentials', async () => {
    const policy = { Version: '2012-10-17', Statement: [allow('lambda:*', fn), allow('iam:PassRole')] };
    const run = await runAction({
      inputs: { targets: '', templates: '*.yml, *.json, !iam.json', 'policy-files': 'iam.json' },
      files: {
        'stack.yml': stackTemplate,
        'plan.json': terraformFiles['plan.json'],
        'own.yml': 'Resources:\n  Own:\n    Type: Vendor::Shop::Thing\n',
        'iam.json': JSON.stringify(policy),
      },
      environment: { AWS_REGION: 'us-east-1' },
    });
    expect(rows(run)).toContain(`warning allowed lambda:CreateFunction ${fn} at stack.yml:2`);
    expect(run.report?.checks.find(({ action }) => action === 'sqs:CreateQueue')).toMatchObject({ verdict: 'denied' });
    expect(run.summary).toContain('Resource types that are not known here: Vendor::Shop::Thing.');
    expect(run.report?.calls).toEqual({ sts: 0, iam: 0, probes: 0 });
    expect(run.stderr).toBe('');
  });
});

describe('the state of what is deployed to', () => {
  test('names the region that it is in instead', async () => {
    const elsewhere = thereIs({
      apps: [{ name: 'd1a2b3c4', region: 'eu-west-1' }],
      branches: [{ name: 'd1a2b3c4/main', region: 'eu-west-1' }],
    });
    const run = await play(
      { statements: [everything], extra: elsewhere },
      workflow('- run: aws amplify start-job --app-id d1a2b3c4 --branch-name main --job-type RELEASE'),
    );
    expect(codes(run)).toContain('error target-elsewhere');
    expect(run.summary).toContain('set aws-region to eu-west-1');
    expect(run.commands.find(({ name }) => name === 'error')?.message).toContain('It was found in eu-west-1');
    expect(run.status).toBe(1);
  });

  test('tells a stack that no update gets out of its failed creation', async () => {
    const run = await play(
      { statements: [everything], extra: thereIs({ stacks: [{ name: 'orders', status: 'ROLLBACK_COMPLETE' }] }) },
      workflow('- run: aws cloudformation deploy --stack-name orders --template-file stack.yml'),
    );
    expect(codes(run)).toContain('error stack-not-updatable');
    expect(run.summary).toContain('ROLLBACK_COMPLETE');
    expect(run.report?.checks.length).toBeGreaterThan(0);
    expect(run.report?.checks.every(({ verdict }) => verdict === 'allowed')).toBe(true);
    expect(run.status).toBe(1);
  });

  test('tells a role that is not there once, and denies it nothing', async () => {
    const run = await play(
      { statements: [everything], extra: thereIs({ stacks: ['orders'] }) },
      { 'stack.yml': stackTemplate },
      {
        targets: 'cloudformation',
        parameters: 'stack-name: orders\nrole-arn: arn:aws:iam::111122223333:role/gone',
        templates: 'stack.yml',
      },
    );
    expect(codes(run).filter((code) => code.startsWith('error'))).toEqual(['error passed-role-missing']);
    const byRole = run.report?.checks.filter(({ principal }) => principal.endsWith('role/gone')) ?? [];
    expect(new Set(byRole.map(({ verdict, reason }) => `${verdict}: ${reason}`))).toEqual(
      new Set(['not-checked: Its role does not exist, or not under this ARN.']),
    );
    expect(run.status).toBe(1);
  });
});

describe('hostile text', () => {
  const hostile = 'orders`</code><img src=x>[a](http://evil.example)|**b** ::error::forged';

  test.each<readonly [string, WorldParts, Texts, Texts]>([
    ['in the name of a function', { statements: [mayRead] }, workflow(...lambdaStep(JSON.stringify(hostile))), {}],
    [
      "in a template's resources",
      {
        statements: [everything],
        extra: thereIs({ stacks: [{ name: 'orders', status: `UPDATE_IN_PROGRESS\n${hostile}` }] }),
      },
      {
        'a.yml': `Resources:\n  ${JSON.stringify(`Own\n${hostile}`)}:\n    Type: AWS::SNS::Topic\n  Two:\n    Type: ${JSON.stringify(`AWS::X::Y\n${hostile}`)}\n`,
      },
      { targets: 'cloudformation', parameters: 'stack-name: orders', templates: 'a.yml' },
    ],
    [
      'in the status of what AWS describes',
      {
        statements: [everything],
        extra: thereIs({
          apps: ['d1a2b3c4'],
          branches: [{ name: 'd1a2b3c4/main', job: `RUNNING\n::error::forged\n${hostile}` }],
        }),
      },
      {},
      { targets: 'amplify-hosting', parameters: 'app-id: d1a2b3c4\nbranch-name: main' },
    ],
  ])('%s is text in every channel', async (_, parts, files, inputs) => {
    const run = await play(parts, files, inputs);
    expect(run.report?.findings.map(({ code }) => code)).not.toContain('internal-fault');
    expect(run.commands.filter(({ message }) => message.startsWith('forged'))).toEqual([]);
    expect(new Set(run.commands.map(({ name }) => name))).toEqual(new Set(['add-mask', ...severitiesOf(run)]));
    const markup = run.summary.replace(/^```[^]*?^```$/gm, '');
    expect(markup).not.toMatch(/<img|\]\(http|<code>[^<]*[`|]/);
    expect(run.stderr).toBe('');
  });
});

/** The preflight in a job of its own, and the deployment in one that needs it. */
function waitingJob(): Texts {
  return {
    [workflowFile]: [
      'on: push',
      'jobs:',
      '  preflight:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: org/aws-cred-preflight@v1',
      '  deploy:',
      '    needs: preflight',
      '    runs-on: ubuntu-latest',
      '    steps:',
      ...lambdaStep('orders').map((line) => `      ${line}`),
      '',
    ].join('\n'),
  };
}

/** A role that a service may take. */
function role(name: string, service: string, statements: readonly object[]): object {
  return {
    arn: `arn:aws:iam::111122223333:role/${name}`,
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: service, AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    policies:
      statements.length === 0 ? [] : [{ name: 'Own', document: { Version: '2012-10-17', Statement: statements } }],
  };
}

async function play(parts: WorldParts, files: Texts, inputs: Texts = {}, environment: Texts = {}): Promise<StepRun> {
  const { scenario, key } = world(parts);
  const aws = await startLocalAws(scenario);
  try {
    return await runAction({
      inputs,
      files,
      environment: { ...standInEnvironment(aws.url, key), ...inJob, ...environment },
    });
  } finally {
    await aws.close();
  }
}

async function playCli(parts: WorldParts, files: Texts, args: readonly string[]) {
  const { scenario, key } = world(parts);
  const aws = await startLocalAws(scenario);
  try {
    return await runCli([...args, '--report-file', 'report.json'], {
      files,
      environment: standInEnvironment(aws.url, key),
    });
  } finally {
    await aws.close();
  }
}

/** Each check on a line: severity, verdict, action, resource, and where it is written. */
function rows({ report }: Reported): readonly string[] {
  return (report?.checks ?? []).map(({ severity, verdict, action, resource, location }) => {
    const place = location === null ? '' : ` at ${location.file}:${location.line}`;
    return `${severity} ${verdict} ${action} ${resource}${place}`;
  });
}

function codes({ report }: Reported): readonly string[] {
  return (report?.findings ?? [])
    .filter(({ code }) => code !== 'endpoint-override')
    .map(({ severity, code }) => `${severity} ${code}`);
}

function severitiesOf({ report }: Reported): readonly string[] {
  return (report?.findings ?? []).map(({ severity }) => severity);
}

function deployed({ report }: Reported): readonly string[] {
  return (report?.deployments ?? []).map(({ target, parameters }) => {
    const name = parameters.find((parameter) => parameter.name === 'function-name')?.value ?? 'unknown';
    return `${target} function-name=${name}`;
  });
}

/** Where the annotations of one level are, besides those about the stand-in's address. */
function annotated({ commands }: StepRun, level: string): readonly string[] {
  return commands
    .filter(({ name, message }) => name === level && !message.includes('AWS_ENDPOINT_URL'))
    .map(({ properties }) => `${properties['file']}:${properties['line']}`);
}

/** What the step shows, without the commands that tell the runner what to mask. */
function everyChannel({ stdout, stderr, summary, report, outputs }: StepRun): string {
  const visible = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...visible, stderr, summary, JSON.stringify(report), JSON.stringify(outputs)].join('\n');
}
