import { describe, expect, test } from '@jest/globals';
import { regionNotes } from '../../src/detection/region-notes.ts';
import { reportedDeployments } from '../../src/report/deployments.ts';
import { isCertainIn } from '../../src/requirements/deployed.ts';
import { detected, type Situation } from './situation.ts';

const files = { 'package.json': '{ "scripts": { "deploy": "cdk deploy Api" } }' };

const origins: readonly { readonly rule: string; readonly situation: Partial<Situation>; readonly what: string }[] = [
  {
    rule: 'an input of an action',
    situation: { steps: '- uses: aws-actions/aws-lambda-deploy@v1\n  with: { function-name: shop }' },
    what: 'with: function-name of aws-actions/aws-lambda-deploy',
  },
  {
    rule: 'an input that names a variable',
    situation: {
      steps:
        '- uses: aws-actions/aws-lambda-deploy@v1\n  with: { function-name: "${{ env.FN }}" }\n  env: { FN: shop }',
    },
    what: 'with: function-name of aws-actions/aws-lambda-deploy, from env.FN',
  },
  {
    rule: 'an option of a command',
    situation: { steps: '- run: aws lambda update-function-code --function-name shop' },
    what: '--function-name of aws lambda update-function-code',
  },
  {
    rule: 'an option that names a variable of the shell',
    situation: { steps: '- run: sam deploy --stack-name $STACK\n  env: { STACK: shop }' },
    what: '--stack-name of sam deploy, from $STACK',
  },
  {
    rule: 'a word of a command in a script of the package',
    situation: { steps: '- run: npm run deploy', files },
    what: 'argument 1 of cdk deploy in the script deploy',
  },
  {
    rule: 'the presence of an option',
    situation: { steps: '- run: sam deploy --resolve-s3' },
    what: '--resolve-s3 of sam deploy',
  },
  {
    rule: 'a pointer into a file',
    situation: { files: { 'claudia.json': '{ "lambda": { "name": "shop" } }' } },
    what: '/lambda/name',
  },
  {
    rule: 'what a reader found',
    situation: {
      steps: '- run: sam deploy',
      files: { 'samconfig.toml': 'version = 0.1\n[default.deploy.parameters]\nstack_name = "shop"\n' },
    },
    what: 'default.deploy.parameters.stack_name',
  },
  {
    rule: 'the user',
    situation: { targets: ['lambda'], parameters: { 'function-name': 'shop' } },
    what: 'the parameters input',
  },
];

const signs: readonly {
  readonly rule: string;
  readonly situation: Partial<Situation>;
  readonly what: string | null;
}[] = [
  {
    rule: 'an action',
    situation: { steps: '- uses: aws-actions/aws-lambda-deploy@v1' },
    what: 'aws-actions/aws-lambda-deploy',
  },
  { rule: 'a command', situation: { steps: '- run: npx aws-cdk@2 deploy' }, what: 'cdk deploy' },
  {
    rule: 'a script',
    situation: { steps: '- run: npm run deploy', files },
    what: 'cdk deploy, in a script of package.json',
  },
  { rule: 'a file', situation: { files: { 'cdk.json': '{}' } }, what: 'the file' },
  {
    rule: 'a value in a file',
    situation: { files: { 'serverless.yml': 'provider: { name: aws }' } },
    what: '/provider/name',
  },
  { rule: 'the user', situation: { targets: ['lambda'] }, what: null },
];

const detection = (situation: Partial<Situation>) => detected({ name: '', expected: [], ...situation });

describe('where a value comes from is told in words', () => {
  test.each(origins)('$rule: $what', ({ situation, what }) => {
    const [deployed] = detection(situation).deployed;
    expect([...(deployed?.values.values() ?? [])].map(({ origin }) => origin.what)).toContain(what);
  });

  test.each(signs)('$rule shows a target: $what', ({ situation, what }) => {
    expect(detection(situation).deployed.map(({ sign }) => sign?.what ?? null)).toEqual([what]);
  });

  test('the report has the same, with the places', () => {
    const { deployed } = detection({ steps: '- run: sam deploy --stack-name shop' });
    const location = { file: '.github/workflows/deploy.yml', line: 9, endLine: 9 };
    expect(reportedDeployments(deployed)).toEqual([
      {
        target: 'sam',
        detectedBy: 'sam deploy',
        location,
        certain: true,
        parameters: [{ name: 'stack-name', value: 'shop', from: '--stack-name of sam deploy', location }],
      },
    ]);
  });

  test('what files alone show names the targets and the files', () => {
    const [observation] = detection({
      files: { 'cdk.json': '{}', 'a/claudia.json': '{"lambda":{"name":"a"}}' },
    }).observations;
    expect(observation?.detail).toContain('lambda (a/claudia.json), cdk (cdk.json)');
  });
});

describe('a region that a step names', () => {
  test.each([
    [
      '- run: aws --region eu-west-1 lambda update-function-code --function-name a',
      '--region of aws lambda update-function-code',
    ],
    ['- run: npx serverless deploy -r eu-west-1', '-r of serverless deploy'],
    [
      '- uses: einaregilsson/beanstalk-deploy@v22\n  with: { region: eu-west-1 }',
      'with: region of einaregilsson/beanstalk-deploy',
    ],
    ['- run: sam deploy\n  env: { AWS_REGION: eu-west-1 }', 'env: AWS_REGION of sam deploy'],
    [
      '- uses: aws-actions/configure-aws-credentials@v6\n  with: { aws-region: eu-west-1 }\n- run: sam deploy',
      'with: aws-region of aws-actions/configure-aws-credentials',
    ],
  ])('%s', (steps, what) => {
    const { regions, deployed } = detection({ steps });
    expect(deployed.map((one) => [isCertainIn(one, 'eu-west-1'), isCertainIn(one, 'us-east-1')])).toEqual([
      [true, false],
    ]);
    expect(regions.map(({ region }) => [region.value, region.origin.what])).toEqual([['eu-west-1', what]]);
    expect(regionNotes(regions, 'eu-west-1')).toEqual([]);
    expect(regionNotes(regions, 'us-east-1')).toEqual([
      expect.stringContaining(`${what} (.github/workflows/deploy.yml:`),
    ]);
  });

  test('is not told when only the run knows it', () => {
    expect(detection({ steps: '- run: sam deploy --region ${{ vars.REGION }}' }).regions).toEqual([]);
  });
});

test('fifty deployments are looked at, and the others are counted', () => {
  const steps = Array.from({ length: 70 }, (_, index) => `- run: cdk deploy S${index}`).join('\n');
  const { deployed, notes } = detection({ steps: `${steps}\n- run: sam deploy --stack-name a` });
  expect(deployed).toHaveLength(50);
  expect(notes).toEqual(['1 of the 51 deployments that the steps of the workflow show.']);
});
