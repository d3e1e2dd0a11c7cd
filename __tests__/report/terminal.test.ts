import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';
import { verdicts } from '../../src/authorization/verdict.ts';
import { terminal } from '../../src/report/terminal.ts';
import { verdictTags } from '../../src/report/wording.ts';
import { aCheck, aDenial, aDeployment, aFinding, aPolicy, aReport, samples } from './factories.ts';
import { reportOf, texts, visible } from './hostile.ts';

const plainly = (report: Report, width = 100): string => terminal(report, { color: false, width });
const colourCode = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');

describe('on a terminal', () => {
  test('a report reads like this', () => {
    const report = aReport({
      result: 'failed',
      findings: [aFinding({ location: { file: 'deploy.yml', line: 3, endLine: 3 }, remedies: ['Store a fresh set.'] })],
      checks: [aDenial({ action: 's3:PutObject', resource: 'arn:aws:s3:::shop/*', why: 'upload' }), aCheck()],
      notCovered: ['Session policies.'],
    });
    expect(plainly(report, 60)).toBe(`Who you are
  account         123456789012
  principal       arn:aws:sts::123456789012:assumed-role/deploy-shop/GitHubActions
  permissions of  arn:aws:iam::123456789012:role/deploy-shop
  kind            assumed role
  credentials     environment
  session ends    2026-11-22 14:03 UTC

[error] Temporary credentials have expired
  AWS answered \`ExpiredToken\` to GetCallerIdentity. The key
  starts with ASIA, so it belongs to a session that ends.
  - Store a fresh set.
  at deploy.yml:3
  https://github.com/org/aws-cred-preflight/blob/v1/docs/diagnoses/auth-token-expired.md

Permissions for elastic-beanstalk
  DENIED s3:PutObject
      on arn:aws:s3:::shop/*
      for: upload
      No statement of the principal allows it.
  allowed (1): elasticbeanstalk:UpdateEnvironment

Not covered
  - Session policies.

1 STS request, 3 IAM requests, 1 probe, 412 ms

Result: failed
This deployment will fail: Temporary credentials have
expired; 1 permission that it needs is denied.
What to do:
  1. Store a fresh set.
`);
  });

  test('what is deployed is told with the place of every value, and nothing when nothing is known', () => {
    const text = plainly(aReport({ deployments: [aDeployment({ certain: false })] }));
    expect(text).toContain(`Deployed: elastic-beanstalk
  shown by aws-actions/aws-elasticbeanstalk-deploy, not certain for this run
  (.github/workflows/deploy.yml:21)
  application-name: shop
      from with: application-name of aws-actions/aws-elasticbeanstalk-deploy
           (.github/workflows/deploy.yml:23)
  environment-name: shop-prod
      from the parameters input
`);
    expect(plainly(aReport({ deployments: [] }))).toBe(plainly(aReport()));
    expect(plainly(aReport())).not.toContain('Deployed');
  });

  test.each(Object.entries(samples))('"%s" ends with the result and what to do', (_, report) => {
    const text = plainly(report);
    const ending = text.slice(text.lastIndexOf('\n\n'));
    expect(ending).toContain('Result: ');
    expect(ending.includes('What to do:')).toBe(report.result === 'failed' || report.result === 'unverified');
  });

  test.each(verdicts)('the verdict %s is told in letters', (verdict) => {
    expect(plainly(aReport({ checks: [aCheck({ verdict })] }))).toContain(`  ${verdictTags[verdict]}`);
  });

  test('a reason is not repeated for the rows that share it, and an action is listed once among the allowed', () => {
    const text = plainly(
      aReport({ checks: [aDenial(), aDenial(), aDenial({ reason: 'Another.' }), aCheck(), aCheck()] }),
    );
    expect(text.match(/No statement of the principal/g)).toHaveLength(1);
    expect(text).toContain('Another.');
    expect(text).toContain('  allowed (2): elasticbeanstalk:UpdateEnvironment\n');
  });

  test('the policy can be copied from it, and what is ignored says why', () => {
    const text = plainly(
      aReport({ policy: aPolicy('s3:PutObject'), checks: [aDenial({ ignored: 'kept on purpose' })] }),
    );
    const [json] = /^\{\n[^]*?^\}$/m.exec(text) ?? [''];
    expect(JSON.parse(json)).toEqual(aPolicy('s3:PutObject'));
    expect(text.replace(/\s+/g, ' ')).toContain('(DENIED): kept on purpose');
    expect(text).toContain('put-role-policy --role-name deploy-shop ');
  });

  test('a word that is wider than the terminal stays whole', () => {
    const arn = `arn:aws:s3:::${'x'.repeat(200)}`;
    expect(plainly(aReport({ checks: [aDenial({ resource: arn })] }), 40)).toContain(arn);
  });

  test('a command between backticks stays on one line', () => {
    const text = plainly(
      aReport({ notCovered: ['Please do run `gh secret set NAME --env production` now, and `that'] }),
      30,
    );
    expect(text).toContain('\n    `gh secret set NAME --env production`\n    now, and `that\n');
  });

  test('colour changes nothing but the colour', () => {
    for (const report of Object.values(samples)) {
      const coloured = terminal(report, { color: true, width: 80 });
      expect(coloured).toMatch(colourCode);
      expect(coloured.replace(colourCode, '')).toBe(plainly(report, 80));
    }
  });

  test('whatever foreign text says, it holds no control character and no command to the runner', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), fc.integer({ min: 0, max: 200 }), (foreign, color, width) => {
        const text = terminal(reportOf(foreign), { color, width });
        const seen = color ? text.replace(colourCode, '') : text;
        expect(seen).toMatch(visible);
        expect(seen).not.toMatch(/^\s*::|##\[/m);
      }),
      { numRuns: 300 },
    );
  });

  test('foreign line breaks do not reach the margin', () => {
    const forged = 'x\nResult: passed\r\nResult: passed\u2028Result: passed';
    const report = reportOf(Array.from({ length: 32 }, () => forged));
    expect(plainly(report).match(/^Result: .*$/gm)).toEqual(['Result: failed']);
  });
});
