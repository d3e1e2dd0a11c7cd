import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import type { Conclusion } from '../../src/report/conclusion.ts';
import { conclusion } from '../../src/report/conclusion.ts';
import { tally } from '../../src/report/tally.ts';
import { aCheck, aDenial, aFinding, anIdentity, aPolicy, aReport, samples } from './factories.ts';

const concluded = (report: Report): Conclusion => conclusion(report, tally(report.checks));
const scp = aDenial({ action: 'ec2:RunInstances', verdict: 'denied-by-scp' });

const sentences: readonly [string, Partial<Report>, string][] = [
  [
    'one error',
    { result: 'failed', findings: [aFinding()] },
    'This deployment will fail: Temporary credentials have expired.',
  ],
  [
    'two errors',
    { result: 'failed', findings: [aFinding(), aFinding()] },
    'This deployment will fail: 2 problems found.',
  ],
  [
    'an error and a denial',
    { result: 'failed', findings: [aFinding()], checks: [aDenial()] },
    'This deployment will fail: Temporary credentials have expired; 1 permission that it needs is denied.',
  ],
  [
    'denials that findings sum up, counted once',
    { result: 'failed', findings: [aFinding({ code: 'authz-scp' })], checks: [scp, aDenial()] },
    'This deployment will fail: 2 permissions that it needs are denied.',
  ],
  [
    'a fault of the preflight',
    { result: 'failed', findings: [aFinding({ code: 'input-invalid', title: 'An input cannot be used' })] },
    'Nothing is known about this deployment: An input cannot be used.',
  ],
  [
    'a denial read from a log, with no check behind it',
    { result: 'failed', findings: [aFinding({ code: 'authz-scp', title: 'Blocked' })] },
    'This deployment will fail: Blocked.',
  ],
  [
    'all granted',
    { checks: [aCheck(), aCheck()] },
    'Nothing speaks against this deployment: all 2 checked permissions are granted.',
  ],
  ['one granted', { checks: [aCheck()] }, 'Nothing speaks against this deployment: the checked permission is granted.'],
  [
    'a variant denied',
    { checks: [aCheck(), aDenial({ severity: 'warning' })] },
    'Nothing speaks against this deployment: 1 of 2 permissions are granted, among them all that it always needs. 1 permission that only some deployments need is denied.',
  ],
  [
    'ignored checks only',
    { checks: [aDenial({ ignored: 'x' })] },
    'Nothing speaks against this deployment: the credentials work.',
  ],
  ['lint only', { identity: null }, 'Nothing speaks against this deployment: no mistake was found.'],
  [
    'open questions',
    { result: 'unverified', checks: [aCheck(), aCheck({ verdict: 'uncertain' })] },
    'Nothing was found that stops this deployment, but 1 of 2 permissions could not be verified.',
  ],
  [
    'AWS out of reach',
    { result: 'unverified' },
    'Nothing was found that stops this deployment, but not everything could be verified.',
  ],
];

describe('the sentence under the headline', () => {
  test.each(sentences)('%s', (_, overrides, expected) => {
    expect(concluded(aReport(overrides)).sentence).toBe(expected);
  });

  test.each([
    ['passed', 'AWS preflight passed'],
    ['failed', 'AWS preflight failed'],
    ['unverified', 'AWS preflight could not verify everything'],
    ['skipped', 'AWS preflight skipped'],
  ] as const)('%s reads "%s"', (result, headline) => {
    expect(concluded(aReport({ result })).headline).toBe(headline);
  });
});

const policy = aPolicy('s3:PutObject');
const cases: readonly [string, Partial<Report>, string[]][] = [
  ['nothing to do', {}, []],
  [
    'the first remedy of each error',
    { findings: [aFinding({ remedies: ['A.', 'B.'] }), aFinding({ remedies: ['A.'] })] },
    ['A.'],
  ],
  [
    'a finding that sums up checks gives way to the cure of those',
    { findings: [aFinding({ code: 'authz-scp', remedies: ['General advice.'] })], checks: [scp] },
    ['Ask the administrators of the AWS organization to allow `ec2:RunInstances`: only they can.'],
  ],
  ['warnings and notices can wait', { findings: [aFinding({ severity: 'warning' })] }, []],
  [
    'a policy to paste',
    { policy, checks: [aDenial()] },
    ['Add what is missing to the role `deploy-shop`: see "Policy to add".'],
  ],
  [
    'a policy that nobody can paste',
    { policy, checks: [aDenial()], identity: anIdentity({ kind: 'learner-lab' }) },
    [
      'Only AWS Academy can change the Learner Lab role: let the deployment use what the lab allows, such as the role `LabRole`.',
    ],
  ],
  [
    'each layer has its own cure',
    {
      checks: [
        aDenial({ action: 's3:PutObject', statements: [{ policyId: 'no', policyType: 'IAM Policy' }] }),
        aDenial({ action: 's3:GetObject', principal: 'arn:aws:iam::123456789012:role/build' }),
        aDenial({ action: 'iam:PassRole', verdict: 'denied-by-boundary' }),
        scp,
      ],
    },
    [
      'Allow `s3:GetObject` to `arn:aws:iam::123456789012:role/build`, which the deployment works through.',
      'Change the statement that denies `s3:PutObject` explicitly: no grant outweighs it.',
      'Let the permissions boundary allow `iam:PassRole` too.',
      'Ask the administrators of the AWS organization to allow `ec2:RunInstances`: only they can.',
    ],
  ],
  [
    'the simulation was refused',
    { simulationGrant: policy },
    [
      'To have permissions verified, allow the role `deploy-shop` to ask for them: see "Policy that lets the preflight ask".',
    ],
  ],
  [
    'what would make an uncertain check certain',
    {
      checks: [
        aCheck({ verdict: 'uncertain', guessed: ['application-name'], missingContext: ['aws:PrincipalTag/team'] }),
      ],
    },
    [
      'Give `application-name` in the `parameters` input: without, resources had to be guessed.',
      'If you know the values of `aws:PrincipalTag/team`, give them in the `context` input.',
    ],
  ],
  [
    'no more than five names',
    {
      checks: Array.from({ length: 7 }, (_, index) =>
        aDenial({ action: `s3:A${index}`, verdict: 'denied-by-boundary' }),
      ),
    },
    ['Let the permissions boundary allow `s3:A0`, `s3:A1`, `s3:A2`, `s3:A3`, `s3:A4` and 2 more too.'],
  ],
  ['ignored checks need nothing', { checks: [aDenial({ ignored: 'x', verdict: 'denied-by-scp' })] }, []],
];

describe('what to do', () => {
  test.each(cases)('%s', (_, overrides, expected) => {
    expect(concluded(aReport({ result: 'failed', ...overrides })).steps).toEqual(expected);
  });

  test.each(Object.entries(samples).filter(([, report]) => report.result === 'failed'))(
    'a reader of "%s" is told what to do',
    (_, report) => {
      expect(concluded(report).steps).not.toEqual([]);
    },
  );
});
