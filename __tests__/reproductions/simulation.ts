import type { simulation as entries } from '../../src/diagnoses/catalogue/simulation.ts';
import type { Evidence } from './evidence.ts';
import { account, allow } from './loopback.ts';

const fn = `arn:aws:lambda:us-east-1:${account}:function:orders`;
const permissions = { targets: 'lambda', parameters: 'function-name: orders', level: 'permissions' };
const withFiles = { ...permissions, 'policy-files': 'iam/*.json' };
const offline = () => ({ AWS_REGION: 'us-east-1' });

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

/** What the check of permissions could not find out, and what it found in policy files. */
export const simulation: Readonly<Record<keyof typeof entries, Evidence>> = {
  'simulation-not-permitted': {
    by: 'run',
    cases: [
      {
        name: 'a principal that may deploy and may not simulate',
        loopback: { statements: [allow('lambda:*', fn)] },
        inputs: permissions,
        finds: { severity: 'warning', says: /role\/someone may not call iam:SimulatePrincipalPolicy on itself/ },
        result: 'unverified',
      },
    ],
  },
  'permissions-uncertain': {
    by: 'run',
    cases: [
      {
        name: 'a condition on an address that nobody knows before the call',
        loopback: {
          statements: [
            allow('lambda:*', fn, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
            allow('iam:Simulate*'),
          ],
        },
        inputs: permissions,
        finds: { severity: 'warning', says: /aws:SourceIp/ },
        result: 'unverified',
      },
      {
        name: 'a function whose name was not given',
        loopback: { statements: [allow('lambda:*', fn), allow('iam:Simulate*')] },
        inputs: { ...permissions, parameters: '' },
        finds: {
          severity: 'warning',
          says: /lambda:UpdateFunctionCode on arn:aws:lambda:us-east-1:111122223333:function:\*/,
        },
        result: 'unverified',
      },
    ],
  },
  'permissions-not-checked': {
    by: 'run',
    cases: [
      {
        name: 'the root user, whom the simulator does not take',
        loopback: { arn: `arn:aws:iam::${account}:root` },
        inputs: permissions,
        finds: { severity: 'notice', says: /There is no answer: lambda:.*does not take the root user/ },
        result: 'unverified',
      },
    ],
  },
  'policy-invalid': {
    by: 'run',
    cases: [
      {
        name: 'a comma too many, at its line',
        environment: offline,
        inputs: withFiles,
        files: {
          'iam/deploy.json': '{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Allow", }\n  ]\n}\n',
        },
        finds: {
          severity: 'error',
          says: /A comma stands before the closing \}/,
          at: { file: 'iam/deploy.json', line: 4 },
        },
        result: 'failed',
      },
    ],
  },
  'policy-ineffective': {
    by: 'run',
    cases: [
      {
        name: 'an action that there is not, at its line',
        environment: offline,
        inputs: withFiles,
        files: { 'iam/deploy.json': policy(allow(['lambda:*', 'lambda:UpdateFunktionCode'], fn)) },
        finds: { severity: 'warning', says: /lambda:UpdateFunktionCode/, at: { file: 'iam/deploy.json', line: 8 } },
        result: 'passed',
      },
    ],
  },
  'policy-files-differ': {
    by: 'run',
    cases: [
      {
        name: 'files that will allow what is denied today',
        loopback: { statements: [allow('lambda:Get*', fn), allow('iam:Simulate*')] },
        inputs: withFiles,
        files: { 'iam/deploy.json': policy(allow('lambda:*', fn)) },
        finds: {
          severity: 'notice',
          says: /The policy files allow what the principal lacks today: lambda:UpdateFunctionCode/,
        },
        result: 'failed',
      },
      {
        name: 'files that will take away what is allowed today, at their line',
        loopback: { statements: [allow('lambda:*', fn), allow('iam:Simulate*')] },
        inputs: withFiles,
        files: { 'iam/deploy.json': policy(allow(['lambda:Get*', 'lambda:List*'], fn)) },
        finds: { severity: 'warning', says: /take away/, at: { file: 'iam/deploy.json', line: 4 } },
        result: 'passed',
      },
    ],
  },
};
