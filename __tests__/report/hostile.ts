import fc from 'fast-check';
import type { Report } from '../../src/report/report.ts';
import { aCheck, aDenial, aFinding, anIdentity, aReport } from './factories.ts';

/** Text in which a line break is all that is not seen. */
export const visible = /^(?:\n|[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])*$/u;

/** Pieces of every syntax that could come alive in a summary, a log or a terminal. */
const pieces = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</code></td></tr></table></details>',
  '<details open>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<?php',
  '&lt;b&gt;',
  '&#60;b&#62;',
  '[x](https://evil.example)',
  '![x](https://evil.example/x.png)',
  '<https://evil.example>',
  'https://evil.example/?a=b',
  'www.evil.example',
  'mail@evil.example',
  '[ref]: https://evil.example',
  '[^1]',
  '@octocat',
  '#1',
  'org/repo#1',
  '`',
  '```',
  '~~~',
  '**bold**',
  '__bold__',
  '~~gone~~',
  '$x$',
  '$$',
  '\n',
  '\n\n',
  '\r\n\r\n',
  '\u2028',
  '\n# heading',
  '\n\n## heading\n\n',
  '\n---\n',
  '\n===\n',
  '\n| a | b |\n|---|---|\n| c | d |\n',
  '|',
  '\n- item',
  '\n1. item',
  '\n> quote',
  '\n    code',
  '\t',
  '\\',
  '"',
  "'",
  '" onmouseover="alert(1)',
  '::error::x',
  '\n::set-output name=a::b',
  '##[error]',
  '\u001B[31m',
  '\u001B]8;;https://evil.example\u0007',
  '\u009B31m',
  '\u0000',
  '\u0008',
  '\u200B',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\uD800',
  '***',
  'word',
  ' ',
];

/** Any text, mostly made of the pieces. */
export const hostile = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary', maxLength: 8 })), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** One text for each foreign field of `reportOf`. */
export const texts = fc.array(hostile, { minLength: 40, maxLength: 40 });

/** What `texts` stand for in a well-meant report: other words, equal where they were equal. */
export function benign(foreign: readonly string[]): string[] {
  return foreign.map((text) => `word${foreign.indexOf(text)}`);
}

/** A report with something in every section, whose foreign fields are the given texts. */
export function reportOf(foreign: readonly string[]): Report {
  let next = 0;
  const text = (): string => foreign[next++ % foreign.length] ?? '';
  const call = () => ({ target: text(), action: text(), resource: text(), reason: text(), why: text() });
  return aReport({
    result: 'failed',
    identity: anIdentity({
      accountId: text(),
      arn: text(),
      principalArn: `role/${text()}`,
      source: text(),
      expiresAt: text(),
    }),
    findings: [
      aFinding({
        title: text(),
        detail: text(),
        remedies: [text(), text()],
        location: { file: text(), line: 1, endLine: 2 },
      }),
      aFinding({ severity: 'notice', title: text(), detail: text(), remedies: [text()] }),
    ],
    checks: [
      aDenial({ ...call(), principal: `role/${text()}`, location: { file: text(), line: 1, endLine: 2 } }),
      aDenial({ ...call(), statements: [{ policyId: text(), policyType: `type ${text()}` }] }),
      aCheck({ ...call(), verdict: 'uncertain', missingContext: [text(), text()], guessed: [text()] }),
      aCheck({ ...call(), severity: 'notice', verdict: 'not-checked' }),
      aCheck(call()),
      aDenial({ ...call(), ignored: text() }),
    ],
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: text(),
          Effect: 'Allow',
          Action: [text(), text()],
          Resource: text(),
          Condition: { StringLike: { [text()]: text() } },
        },
      ],
    },
    simulationGrant: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: text(), Resource: [text()] }] },
    notCovered: [text(), text()],
    deployments: [
      {
        target: text(),
        detectedBy: text(),
        location: { file: text(), line: 1, endLine: 1 },
        certain: false,
        parameters: [
          { name: text(), value: text(), from: text(), location: { file: text(), line: 2, endLine: 2 } },
          { name: text(), value: text(), from: text(), location: null },
        ],
      },
      { target: text(), detectedBy: null, location: null, certain: true, parameters: [] },
    ],
    token: {
      claims: [
        { name: text(), value: text() },
        { name: 'sub', value: text() },
      ],
    },
    trustGrant: { roleArn: `arn:aws:iam::123456789012:role/${text()}`, policy: { Sid: text() } },
  });
}
