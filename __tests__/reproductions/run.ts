import type { run as entries } from '../../src/diagnoses/catalogue/run.ts';
import type { Evidence } from './evidence.ts';
import { allow } from './loopback.ts';

const lambda = { targets: 'lambda', parameters: 'function-name: orders', level: 'permissions' };
const lambdaOnly = [allow('lambda:*', 'arn:aws:lambda:us-east-1:111122223333:function:orders'), allow('iam:Simulate*')];

const fork = {
  pull_request: { head: { repo: { full_name: 'someone/app' } }, base: { repo: { full_name: 'org/app' } } },
};

/** The run itself: its inputs, its surroundings, its time. */
export const run: Readonly<Record<keyof typeof entries, Evidence>> = {
  'input-invalid': {
    by: 'run',
    cases: [
      {
        name: 'a level that there is not',
        inputs: { level: 'all' },
        finds: { severity: 'error', says: /level is "all"; it takes lint, identity or permissions\./ },
        result: 'failed',
      },
      {
        name: 'a glob that names no file, because nothing is checked out',
        inputs: { ...lambda, 'policy-files': 'iam/*.json' },
        finds: { severity: 'error', says: /policy-files names no file of the workspace: iam\/\*\.json/ },
        result: 'failed',
      },
      {
        name: 'a target file that is broken',
        inputs: { targets: './target.yml' },
        files: { 'target.yml': 'id: own\nseverity: high\n' },
        finds: { severity: 'error', says: /target\.yml, line 2: The file takes no "severity"/ },
        result: 'failed',
      },
      {
        name: 'a level that there is not, as an option',
        through: 'command line',
        inputs: { level: 'all' },
        finds: { severity: 'error', says: /level is "all"/ },
        result: 'failed',
      },
    ],
  },
  'internal-fault': {
    by: 'run',
    cases: [
      {
        name: 'a copy of the package without its targets',
        inputs: lambda,
        withoutPackaged: ['data/targets.json'],
        finds: { severity: 'error', says: /ENOENT.*targets\.json/ },
        result: 'failed',
      },
      {
        name: 'a copy of the package without its table of actions',
        inputs: { targets: '', actions: 'ssm:GetParameter' },
        withoutPackaged: ['data/service-authorization.json'],
        through: 'command line',
        finds: { severity: 'error', says: /ENOENT.*service-authorization\.json/ },
        result: 'failed',
      },
    ],
  },
  'targets-not-detected': {
    by: 'run',
    cases: [
      {
        name: 'a workspace in which nothing tells what is deployed',
        inputs: { level: 'permissions' },
        finds: { severity: 'notice', says: /set targets to / },
        result: 'unverified',
      },
    ],
  },
  'target-parameter-unknown': {
    by: 'run',
    cases: [
      {
        name: 'a parameter that is misspelt',
        loopback: { statements: lambdaOnly },
        inputs: { ...lambda, parameters: 'function-nmae: orders' },
        finds: { severity: 'warning', says: /function-nmae is no parameter of lambda\. Did you mean function-name\?/ },
        result: 'unverified',
      },
    ],
  },
  'ignore-unused': {
    by: 'run',
    cases: [
      {
        name: 'an entry of ignore for something that the target does not need',
        loopback: { statements: lambdaOnly },
        inputs: { ...lambda, ignore: '\nsns:Publish another team does that' },
        finds: { severity: 'notice', says: /Line 2 of ignore names sns:Publish/ },
        result: 'passed',
      },
    ],
  },
  'time-budget-used': {
    by: 'run',
    cases: [
      {
        name: 'an STS that never answers',
        loopback: { scenario: { faults: [{ service: 'sts', hang: true }] } },
        inputs: { 'timeout-seconds': '2' },
        finds: { severity: 'warning', says: /^sts in us-east-1 did not answer within timeout-seconds\.$/ },
        result: 'unverified',
      },
      {
        name: 'a service that never answers, after AWS has said who it is',
        loopback: { scenario: { faults: [{ service: 'ec2', hang: true }] } },
        inputs: { 'timeout-seconds': '6' },
        finds: { severity: 'warning', says: /^ec2 in us-east-1 did not answer/ },
        result: 'unverified',
      },
      {
        name: 'a simulator that never answers',
        loopback: { statements: lambdaOnly, scenario: { faults: [{ service: 'iam', hang: true }] } },
        inputs: { ...lambda, 'timeout-seconds': '6' },
        finds: { severity: 'warning', says: /^iam in us-east-1 did not answer/ },
        result: 'unverified',
      },
    ],
  },
  'fork-without-secrets': {
    by: 'run',
    cases: [
      {
        name: 'a pull request from a fork',
        environment: () => ({
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: '',
          AWS_SECRET_ACCESS_KEY: '',
          GITHUB_EVENT_NAME: 'pull_request',
        }),
        event: fork,
        finds: { severity: 'notice', says: /started by a fork's pull request/ },
        result: 'skipped',
      },
      {
        name: 'a push by Dependabot',
        environment: () => ({
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: '',
          AWS_SECRET_ACCESS_KEY: '',
          GITHUB_EVENT_NAME: 'push',
          GITHUB_ACTOR: 'dependabot[bot]',
        }),
        finds: { severity: 'notice', says: /started by Dependabot/ },
        result: 'skipped',
      },
    ],
  },
};
