import { describe, expect, test } from '@jest/globals';
import type { ReportedIdentity } from '../../src/report/report.ts';
import { grantee } from '../../src/report/grantee.ts';
import { pastes } from '../../src/report/paste.ts';
import { anIdentity, aPolicy, aReport } from './factories.ts';

const user = anIdentity({
  kind: 'iam-user',
  arn: 'arn:aws:iam::123456789012:user/ci/deployer',
  principalArn: 'arn:aws:iam::123456789012:user/ci/deployer',
});
const sso = anIdentity({
  kind: 'sso-role',
  principalArn:
    'arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Power_User_0123456789abcdef',
});

const grantees: readonly [string, ReportedIdentity | null, string][] = [
  ['nobody known', null, 'the principal that deploys'],
  ['a user with a path', user, 'the IAM user `deployer`'],
  ['an assumed role', anIdentity(), 'the role `deploy-shop`'],
  ['an assumed role whose ARN was not derived', anIdentity({ principalArn: null }), 'the role `deploy-shop`'],
  ['a permission set', sso, 'the permission set `Power_User`'],
  ['a learner lab', anIdentity({ kind: 'learner-lab' }), 'the Learner Lab role'],
  ['root', anIdentity({ kind: 'root', principalArn: null }), 'the root user'],
  [
    'a federated user',
    anIdentity({ kind: 'federated-user', principalArn: null }),
    'the IAM user behind the federated session',
  ],
];

describe('whom to give a policy', () => {
  test.each(grantees)('%s', (_, identity, name) => {
    expect(grantee(identity).name).toBe(name);
  });
});

const commandFor = (identity: ReportedIdentity | null, ...actions: string[]): string | null | undefined =>
  pastes(aReport({ identity, policy: aPolicy(...actions) }))[0]?.command;

describe('how to add it', () => {
  test('a role and a user take an inline policy by a command', () => {
    expect(commandFor(anIdentity(), 's3:PutObject')).toMatch(
      /^aws iam put-role-policy --role-name deploy-shop --policy-name preflight-[0-9a-f]{8} --policy-document file:\/\/policy\.json$/,
    );
    expect(commandFor(user, 's3:PutObject')).toContain('put-user-policy --user-name deployer ');
  });

  test('two policies have two names, so that the second does not replace the first', () => {
    expect(commandFor(user, 's3:PutObject')).not.toBe(commandFor(user, 's3:GetObject'));
    expect(commandFor(user, 's3:PutObject')).toBe(commandFor(user, 's3:PutObject'));
  });

  test.each(['x; rm -rf .', '$(id)', 'a b', '--profile', "it's", 'x\ny', ''])(
    'no command for the role name %j',
    (name) => {
      expect(
        commandFor(anIdentity({ principalArn: `arn:aws:iam::123456789012:role/${name}` }), 's3:PutObject'),
      ).toBeNull();
    },
  );

  test.each([null, sso, anIdentity({ kind: 'learner-lab' }), anIdentity({ kind: 'root' })])(
    'no command elsewhere',
    (identity) => {
      expect(commandFor(identity, 's3:PutObject')).toBeNull();
    },
  );

  test('what is too long for an inline policy becomes a managed one', () => {
    const actions = Array.from({ length: 100 }, (_, index) => `elasticbeanstalk:Action${index}`);
    const [paste] = pastes(aReport({ identity: user, policy: aPolicy(...actions) }));
    expect(paste?.command).toBeNull();
    expect(paste?.path).toContain('managed policy');
    expect(commandFor(anIdentity(), ...actions)).toContain('put-role-policy');
  });

  test('the policy for the simulation comes second and says that it is not for the deployment', () => {
    const report = aReport({
      policy: aPolicy('s3:PutObject'),
      simulationGrant: aPolicy('iam:SimulatePrincipalPolicy'),
    });
    expect(pastes(report).map(({ heading }) => heading)).toEqual([
      'Policy to add',
      'Policy that lets the preflight ask',
    ]);
    expect(pastes(aReport())).toEqual([]);
  });
});

describe('a trust policy', () => {
  const policy = { Version: '2012-10-17' };

  test('comes before the policies, because nothing else counts until the role lets the job in', () => {
    const report = aReport({
      policy: aPolicy('s3:GetObject'),
      trustGrant: { roleArn: 'arn:aws:iam::123456789012:role/ci/deploy', policy },
    });
    const [trust, grant] = pastes(report, 'terraform');
    expect(trust).toMatchObject({
      format: 'json',
      documents: ['{\n  "Version": "2012-10-17"\n}'],
      heading: 'Trust policy that lets this job in',
    });
    expect(trust?.command).toBe(
      'aws iam update-assume-role-policy --role-name deploy --policy-document file://policy.json',
    );
    expect(grant?.heading).toBe('Policy to add');
  });

  test('of a role with an impossible name has no command', () => {
    const [trust] = pastes(
      aReport({ trustGrant: { roleArn: 'arn:aws:iam::123456789012:role/a;rm -rf $HOME', policy } }),
    );
    expect(trust?.command).toBeNull();
    expect(`${trust?.sentence ?? ''}${trust?.path ?? ''}`).not.toContain('rm -rf');
  });
});
