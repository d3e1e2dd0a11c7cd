import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { convert } from 'html-to-text';
import { marked } from 'marked';
import type { Check } from '../../src/authorization/verdict.ts';
import type { Report } from '../../src/report/report.ts';
import { summary } from '../../src/report/summary.ts';
import { fence } from '../../src/report/summary/escape.ts';
import { aCheck, aDenial, aDeployment, aFinding, anIdentity, aPolicy, aReport, samples } from './factories.ts';
import { benign, reportOf, texts, visible } from './hostile.ts';

const html = (report: Report): string => marked.parse(summary(report), { async: false });
const read = (report: Report): string => convert(html(report), { wordwrap: false });

/** Every tag in order; `<` in text is encoded, so that nothing else looks like one. */
const tags = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];

/** Tags without those that the layout of a sentence brings along. */
const structure = (page: string): string[] => tags(page).filter((tag) => !/^<\/?(?:code|br|wbr)\b/.test(tag));

/** A tag as this project writes it. */
const ownTag =
  /^<(?:\/?[a-z][a-z0-9]*|th align="left"|td valign="top"(?: rowspan="\d+")?|code class="language-json"|a href="https:\/\/github\.com\/org\/[\w./-]+")>$/;

/** What GitHub turns into a mention or an issue, in text that is still encoded. */
const reference = /(?:^|[^\w])@[a-z0-9]|(?:^|[^&])#\d/i;

const textNodes = (page: string): string[] => page.replace(/<code\b.*?<\/code>/gs, '').split(/<[^>]*>/);

describe('a summary', () => {
  test('tells the result, the reason and what to do before anything else', () => {
    expect(read(samples['failed-permissions'] ?? aReport()).replace(/\s+/g, ' ')).toMatch(
      /^❌ AWS PREFLIGHT FAILED This deployment will fail: .* What to do: 1\. Add what is missing to the role deploy-shop: /,
    );
  });

  test('has its sections in the order in which a reader needs them', () => {
    const headings = [...html(samples['failed-permissions'] ?? aReport()).matchAll(/<h3>(.*?)<\/h3>/g)].map(
      ([, text]) => text,
    );
    expect(headings).toEqual(['Who you are', 'What was found', 'Permissions', 'Policy to add', 'Not covered']);
  });

  test.each([
    ['passed', '✅ AWS preflight passed'],
    ['failed', '❌ AWS preflight failed'],
    ['unverified', '❔ AWS preflight could not verify everything'],
    ['skipped', '⏭️ AWS preflight skipped'],
  ] as const)('%s is headed "%s"', (result, heading) => {
    expect(summary(aReport({ result }))).toMatch(new RegExp(`^<h2>${heading}</h2>\n`));
  });

  test('says what the token says, and how the trust policy lets the job in', () => {
    const text = read(samples['failed-trust'] ?? aReport());
    expect(text).toContain('repo:octo-org/octo-repo:pull_request');
    expect(text).toContain('aws iam update-assume-role-policy --role-name deploy-shop');
    expect(text).not.toMatch(/Policy to add/i);
  });

  test('says who the caller is', () => {
    const text = read(aReport());
    for (const part of [
      '123456789012',
      'assumed-role/deploy-shop/GitHubActions',
      'role/deploy-shop',
      'environment',
      '2026-11-22 14:03 UTC',
    ]) {
      expect(text).toContain(part);
    }
    expect(read(aReport({ identity: null }))).toContain('Not known');
    expect(read(aReport({ identity: anIdentity({ expiresAt: null, principalArn: null }) }))).not.toMatch(
      /Session ends|Permissions of/,
    );
  });

  test('tells what is deployed and where each value comes from, folded, and nothing when nothing is known', () => {
    const page = summary(
      aReport({ deployments: [aDeployment(), aDeployment({ target: 'cdk', certain: false, parameters: [] })] }),
    );
    const section = page.slice(page.indexOf('<details><summary>What is deployed, and where each value comes from'));
    expect(convert(section, { wordwrap: false }).replace(/\s+/g, ' ')).toMatch(
      /elastic-beanstalk shown by aws-actions\/aws-elasticbeanstalk-deploy \.github\/workflows\/deploy\.yml:21 ?application-name ?shop ?with: application-name of .* \.github\/workflows\/deploy\.yml:23 ?environment-name ?shop-prod ?the parameters input ?cdk .*not certain for this run .*no value is known/,
    );
    expect(summary(aReport({ deployments: [] }))).toBe(summary(aReport()));
    expect(summary(aReport())).not.toContain('What is deployed');
  });

  test('puts what fails the run first, and folds what is allowed', () => {
    const checks: Check[] = [
      aCheck({ action: 'a:Allowed' }),
      aCheck({ action: 'a:Open', verdict: 'not-checked' }),
      aDenial({ action: 'a:Variant', severity: 'warning' }),
      aDenial({ action: 'a:Scp', verdict: 'denied-by-scp' }),
      aCheck({ action: 'a:Uncertain', verdict: 'uncertain' }),
    ];
    const page = summary(aReport({ checks }));
    const tables = page.slice(page.indexOf('<h3>Permissions'));
    expect([...tables.matchAll(/a:\w+/g)].map(([action]) => action)).toEqual([
      'a:Scp',
      'a:Variant',
      'a:Uncertain',
      'a:Open',
      'a:Allowed',
    ]);
    expect(page).toContain('<h4><code>elastic-beanstalk</code>: 2 denied, 2 not verified and 1 allowed</h4>');
    expect(page.slice(page.indexOf('<details>'))).toContain('a:Allowed');
    expect(page.slice(0, page.indexOf('<details>'))).toContain('a:Open');
  });

  test('names targets once, worst first', () => {
    const checks = [
      aCheck({ target: 'fine' }),
      aDenial({ target: 'broken' }),
      aCheck({ target: 'broken' }),
      aDenial({ target: 'actions' }),
    ];
    const headings = [...summary(aReport({ checks })).matchAll(/<h4>(.*?)<\/h4>/g)].map(([, text]) => text);
    expect(headings).toEqual([
      '<code>broken</code>: 1 denied and 1 allowed',
      'Actions listed in the workflow: 1 denied',
      '<code>fine</code>: 1 allowed',
    ]);
  });

  test('says a reason once for the rows that share it', () => {
    const reasons = ['one', 'one', 'one', 'two', 'one'];
    const page = summary(aReport({ checks: reasons.map((reason) => aDenial({ reason })) }));
    expect(
      [...page.matchAll(/<td valign="top"( rowspan="\d+")?>(\w+)</g)].map(
        ([, span, reason]) => `${reason ?? ''}${span ?? ''}`,
      ),
    ).toEqual(['one rowspan="3"', 'two', 'one']);
  });

  test('tells everything that is known of a check', () => {
    const text = read(
      aReport({
        checks: [
          aDenial({
            principal: 'arn:aws:iam::123456789012:role/build',
            location: { file: 'template.yml', line: 7, endLine: 9 },
            missingContext: ['aws:PrincipalTag/team'],
            statements: [{ policyId: 'no-buckets', policyType: 'IAM Policy' }],
            severity: 'warning',
          }),
        ],
      }),
    );
    for (const part of [
      'role/build',
      'template.yml:7',
      'aws:PrincipalTag/team',
      'no-buckets (IAM Policy)',
      'needed by some deployments',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('shows what is ignored apart, with the reason of the user', () => {
    const page = summary(aReport({ checks: [aDenial({ action: 'a:Ignored', ignored: 'kept on purpose' }), aCheck()] }));
    expect(page).toContain('1 check ignored on request');
    expect(page.split('a:Ignored')).toHaveLength(2);
    expect(page).toContain('kept on purpose');
    expect(page).toContain(': 1 allowed</h4>');
  });

  test('a finding that sums up checks points to them, and keeps its detail where there are none', () => {
    const finding = aFinding({ code: 'authz-identity-implicit', detail: 'a long list' });
    expect(summary(aReport({ findings: [finding], checks: [aDenial()] }))).not.toContain('a long list');
    expect(summary(aReport({ findings: [finding] }))).toContain('a long list');
  });

  test('links a finding to its page only when the address is one for a browser', () => {
    const link = (docs: string): string[] =>
      tags(html(aReport({ findings: [aFinding({ docs })] }))).filter((tag) => tag.startsWith('<a '));
    expect(link('https://docs.example/a.md')).toEqual(['<a href="https://docs.example/a.md">']);
    for (const docs of [
      '',
      'javascript:alert(1)',
      'http://docs.example/',
      'https://x" onclick="y',
      'https://x y',
      'data:text/html,x',
    ]) {
      expect(link(docs)).toEqual([]);
    }
  });

  test('holds the policies as JSON to paste, each with the place where it goes', () => {
    const policy = aPolicy('s3:PutObject');
    const page = summary(aReport({ policy, simulationGrant: aPolicy('iam:SimulatePrincipalPolicy') }));
    const blocks = [...page.matchAll(/^```json\n(.*?)\n```$/gms)].map(([, json]) => JSON.parse(json ?? '') as unknown);
    expect(blocks).toEqual([policy, aPolicy('iam:SimulatePrincipalPolicy')]);
    expect(page).toContain('IAM console: Roles, <code>deploy-shop</code>');
  });

  test('sentences keep their code and their line breaks', () => {
    const page = summary(aReport({ notCovered: ['Set `id-token: write`,\nthen run `again', 'empty `` code'] }));
    expect(page).toContain('<li>Set <code>id-token: write</code>,<br>then run &#96;again</li>');
    expect(page).toContain('<li>empty &#96;&#96; code</li>');
  });

  test('ARNs stand as they are, so that the runner can mask those that are secrets', () => {
    expect(summary(aReport())).toContain('arn:aws:iam::123456789012:role/deploy-shop');
  });

  test('mentions nobody and no issue', () => {
    const page = summary(aReport({ notCovered: ['Ask @octocat about #12, org/repo#3 or &#45;; not me@home.'] }));
    expect(page).toContain('Ask @<wbr>octocat about #<wbr>12, org/repo#<wbr>3 or &#38;#<wbr>45;; not me@home.');
  });

  test.each([
    ['', '```json\n\n```'],
    ['`', '```json\n`\n```'],
    ['a ``` b ```` c', '`````json\na ``` b ```` c\n`````'],
  ])('the fence around %j is longer than what is in it', (content, expected) => {
    expect(fence('json', content)).toBe(expected);
  });
});

describe('whatever foreign text says', () => {
  test('the summary has the structure of one with well-meant text', () => {
    fc.assert(
      fc.property(texts, (foreign) => {
        expect(structure(html(reportOf(foreign)))).toEqual(structure(html(reportOf(benign(foreign)))));
      }),
      { numRuns: 300 },
    );
  });

  test('no tag carries anything of it, and every tag is closed', () => {
    fc.assert(
      fc.property(texts, (foreign) => {
        const all = tags(html(reportOf(foreign)));
        expect(all.filter((tag) => !ownTag.test(tag))).toEqual([]);
        const open: string[] = [];
        const names = all.map((tag) => tag.replace(/[<>]| .*/g, '')).filter((name) => name !== 'br' && name !== 'wbr');
        const wrong = names.filter((name) =>
          name.startsWith('/') ? `/${open.pop() ?? ''}` !== name : open.push(name) === 0,
        );
        expect(wrong).toEqual([]);
        expect(open).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('nothing outside code reads as a mention or an issue', () => {
    fc.assert(
      fc.property(texts, (foreign) => {
        expect(textNodes(html(reportOf(foreign))).filter((node) => reference.test(node))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('nothing invisible is left', () => {
    fc.assert(
      fc.property(texts, (foreign) => {
        expect(summary(reportOf(foreign))).toMatch(visible);
      }),
      { numRuns: 200 },
    );
  });

  test('the policies are the same once pasted', () => {
    fc.assert(
      fc.property(texts, (foreign) => {
        const report = reportOf(foreign);
        const blocks = [...summary(report).matchAll(/^(`{3,})json\n(.*?)\n\1$/gms)].map(
          ([, , json]) => JSON.parse(json ?? '') as unknown,
        );
        expect(blocks).toEqual([report.trustGrant?.policy, report.policy, report.simulationGrant]);
      }),
      { numRuns: 200 },
    );
  });
});
