import { describe, expect, test } from '@jest/globals';
import { outputs } from '../../src/report/outputs.ts';
import { aCheck, aDenial, aFinding, anIdentity, aPolicy, aReport } from './factories.ts';

const names = [
  'result',
  'account-id',
  'arn',
  'principal-arn',
  'denied-actions',
  'unverified-actions',
  'codes',
  'policy',
  'report-file',
];

describe('outputs', () => {
  test('are those of the contract, all strings', () => {
    const all = outputs(aReport(), 'report.json');
    expect(Object.keys(all)).toEqual(names);
    expect(all).toMatchObject({
      result: 'passed',
      'account-id': '123456789012',
      arn: 'arn:aws:sts::123456789012:assumed-role/deploy-shop/GitHubActions',
      'principal-arn': 'arn:aws:iam::123456789012:role/deploy-shop',
      'denied-actions': '[]',
      'unverified-actions': '[]',
      codes: '[]',
      policy: '',
      'report-file': 'report.json',
    });
  });

  test('without an identity what hangs on it is empty', () => {
    expect(outputs(aReport({ identity: null }), '')).toMatchObject({ 'account-id': '', arn: '', 'principal-arn': '' });
    const root = anIdentity({ kind: 'root', principalArn: null });
    expect(outputs(aReport({ identity: root }), '')['principal-arn']).toBe('');
  });

  test('lists are unique and sorted, and leave out what is ignored', () => {
    const checks = [
      aDenial({ action: 's3:PutObject' }),
      aDenial({ action: 's3:PutObject', resource: 'arn:aws:s3:::other/*' }),
      aDenial({ action: 'iam:PassRole', verdict: 'denied-by-scp', severity: 'notice' }),
      aDenial({ action: 'ec2:RunInstances', verdict: 'denied-by-boundary' }),
      aDenial({ action: 'sqs:SendMessage', ignored: 'not needed' }),
      aCheck({ action: 'lambda:GetFunction', verdict: 'uncertain' }),
      aCheck({ action: 'lambda:AddPermission', verdict: 'not-simulatable' }),
      aCheck({ action: 'kms:Decrypt', verdict: 'not-checked' }),
      aCheck({ action: 'sns:Publish', verdict: 'not-checked', ignored: 'not needed' }),
      aCheck({ action: 'logs:PutLogEvents' }),
    ];
    const findings = ['region-missing', 'env-swapped', 'region-missing'].map((code) => aFinding({ code }));
    expect(outputs(aReport({ checks, findings }), '')).toMatchObject({
      'denied-actions': '["ec2:RunInstances","iam:PassRole","s3:PutObject"]',
      'unverified-actions': '["kms:Decrypt","lambda:AddPermission","lambda:GetFunction"]',
      codes: '["env-swapped","region-missing"]',
    });
  });

  test('the policy is its JSON', () => {
    const policy = aPolicy('s3:PutObject');
    expect(JSON.parse(outputs(aReport({ policy }), '')['policy'] ?? '')).toEqual(policy);
  });
});
