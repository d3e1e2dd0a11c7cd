import type { ReportedIdentity } from '../report.ts';
import type { Extent } from './limit.ts';
import { clock, kindWords } from '../wording.ts';
import { code, text } from './escape.ts';

/** Who AWS says the caller is, and where its credentials came from. */
export function identity(caller: ReportedIdentity | null, extent: Extent): string {
  if (caller === null)
    return '<h3>Who you are</h3>\n<p>Not known: AWS was not asked, or did not answer with an identity.</p>';
  return [
    '<h3>Who you are</h3>',
    '<table>',
    ...rows(caller, extent).map(([name, value]) => `<tr><th align="left">${name}</th><td>${value}</td></tr>`),
    '</table>',
  ].join('\n');
}

function rows(caller: ReportedIdentity, { chars }: Extent): [string, string][] {
  const { principalArn, expiresAt } = caller;
  return [
    ['Account', code(caller.accountId, chars)],
    ['Principal', code(caller.arn, chars)],
    ...(principalArn === null || principalArn === caller.arn ? [] : [permissionsOf(principalArn, chars)]),
    ['Kind', kindWords[caller.kind]],
    ['Credentials from', text(caller.source, chars)],
    ...(expiresAt === null ? [] : [sessionEnd(expiresAt, chars)]),
  ];
}

function permissionsOf(principalArn: string, chars: number): [string, string] {
  return ['Permissions of', code(principalArn, chars)];
}

function sessionEnd(expiresAt: string, chars: number): [string, string] {
  return ['Session ends', text(clock(expiresAt), chars)];
}
