import { describe, expect, test } from '@jest/globals';
import { marked } from 'marked';
import { parse } from 'yaml';
import { furtherGrants, grantFor } from '../../src/authorization/grant/grant.ts';
import type { GrantPolicy } from '../../src/authorization/policy.ts';
import { pastes } from '../../src/report/paste.ts';
import { summary } from '../../src/report/summary.ts';
import { terminal } from '../../src/report/terminal.ts';
import { aDenial, anIdentity, aPolicy, aReport } from './factories.ts';
import { readHcl } from './grant-hcl.ts';

const role = 'arn:aws:iam::123456789012:role/path/cdk-exec';
const checks = [
  aDenial({
    guessed: ['environment-name'],
    resource: 'arn:aws:elasticbeanstalk:eu-central-1:123456789012:environment/shop/*',
  }),
  aDenial({ principal: role, action: 'sns:CreateTopic' }),
  aDenial({ severity: 'notice', action: 'ec2:RunInstances', resource: '*', guessed: ['instance-type'] }),
];
const report = aReport({
  checks: [...checks, aDenial({ verdict: 'allowed', guessed: ['version-label'] })],
  policy: grantFor(checks),
  furtherGrants: furtherGrants(checks),
});
const sso = anIdentity({
  kind: 'sso-role',
  principalArn: 'arn:aws:iam::123456789012:role/AWSReservedSSO_A_0123456789abcdef',
});
const policy = aPolicy('s3:PutObject');

function longPolicy(resources: number): GrantPolicy {
  const Resource = Array.from({ length: resources }, (_, index) => `arn:aws:s3:::a-bucket-with-a-long-name-${index}/*`);
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource }] };
}

describe('which policies there are to paste', () => {
  test('that of the caller, then of roles, then of rare variants', () => {
    expect(pastes(report).map(({ heading, sentence }) => [heading, sentence])).toEqual([
      [
        'Policy to add',
        'It grants the role `deploy-shop` what is missing. In it `*` stands for what was not known here: `environment-name`.',
      ],
      ['Policy to add to a role', 'The deployment works through the role `cdk-exec`, which lacks this.'],
      [
        'Policy for rare variants',
        'Add it to the role `deploy-shop` only if this deployment is one of the few that need it. In it `*` stands for what was not known here: `instance-type`.',
      ],
    ]);
    expect(pastes(report)[1]?.command).toContain('put-role-policy --role-name cdk-exec ');
  });

  test('a policy of the managed size is split when it has to be', () => {
    const [one] = pastes(aReport({ policy: longPolicy(50), identity: anIdentity({ kind: 'iam-user' }) }));
    expect([one?.documents.length, one?.command]).toEqual([1, null]);
    expect(one?.path).toContain('too long for an inline policy');
    const [many] = pastes(aReport({ policy: longPolicy(400) }));
    expect(many?.path).toContain(`a managed policy from each of the ${many?.documents.length ?? 0} parts`);
    const parts = (many?.documents ?? []).map((document) => JSON.parse(document) as GrantPolicy);
    expect(parts.every((part) => JSON.stringify(part).length <= 6144)).toBe(true);
    expect(parts.flatMap(({ Statement }) => Statement.flatMap(({ Resource }) => Resource))).toEqual(
      longPolicy(400).Statement[0]?.Resource,
    );
  });
});

describe('the format asked for', () => {
  test.each([
    ['json', 'json', JSON.parse],
    ['terraform', 'hcl', readHcl],
    ['cloudformation', 'yaml', parse],
  ] as const)('%s stands in the summary as %s and on the terminal', (policyFormat, language, read) => {
    const page = summary(report, { policyFormat });
    const blocks = marked.lexer(page).flatMap((token) => (token.type === 'code' ? [token] : []));
    expect(blocks.map(({ lang }) => lang as string)).toEqual([language, language, language]);
    const text = terminal(report, { color: false, width: 80, policyFormat });
    for (const { text: written } of blocks as { text: string }[]) {
      expect(() => read(written) as unknown).not.toThrow();
      expect(text).toContain(`\n${written}\n`);
    }
  });

  test.each([
    ['json', anIdentity(), 'IAM console: Roles', 'put-role-policy'],
    ['terraform', anIdentity(), 'Terraform configuration of this account, and apply that.', null],
    ['cloudformation', anIdentity(), 'CloudFormation template of this account, and deploy that.', null],
    ['json', sso, 'IAM Identity Center', null],
    ['terraform', sso, 'give the document to the permission set `A`. IAM Identity Center', null],
    ['cloudformation', sso, 'attach the managed policy to the permission set `A`', null],
    ['terraform', anIdentity({ kind: 'learner-lab' }), 'Only AWS Academy', null],
    ['cloudformation', anIdentity({ kind: 'learner-lab' }), 'Only AWS Academy', null],
  ] as const)('%s has a way of its own to get there', (format, identity, path, command) => {
    const [paste] = pastes(aReport({ policy, identity }), format);
    expect(paste?.path).toContain(path);
    expect(paste?.command ?? '').toContain(command ?? '');
    expect(paste?.command === null).toBe(command === null);
  });

  test('names the role in what it writes, unless IAM cannot have given that name', () => {
    const named = (principalArn: string) =>
      pastes(aReport({ policy, identity: anIdentity({ principalArn }) }), 'terraform')[0]?.documents.join('');
    expect(named('arn:aws:iam::123456789012:role/deploy')).toContain('role   = "deploy"');
    expect(named('arn:aws:iam::123456789012:role/x"; y')).not.toContain('aws_iam_role_policy');
  });

  test('is JSON after all where a name would become something else, and says so', () => {
    const Resource = 'arn:aws:s3:::a/{{resolve:secretsmanager:x}}';
    const risky: GrantPolicy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource }],
    };
    const [paste] = pastes(aReport({ policy: risky }), 'cloudformation');
    expect(paste?.format).toBe('json');
    expect(paste?.sentence).toContain('It is JSON, because');
    expect(JSON.parse(paste?.documents[0] ?? '')).toEqual(risky);
  });

  test('a CloudFormation policy without a principal keeps to the size of a managed one', () => {
    expect(pastes(aReport({ policy: longPolicy(200), identity: null }), 'cloudformation')[0]?.documents).toHaveLength(
      2,
    );
    expect(pastes(aReport({ policy: longPolicy(200), identity: null }), 'terraform')[0]?.documents).toHaveLength(1);
  });
});
