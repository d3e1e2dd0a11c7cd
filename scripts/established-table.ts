import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { Evidence, Reproduction } from '../__tests__/reproductions/evidence.ts';
import { parts } from '../__tests__/reproductions/index.ts';
import { catalogue, type DiagnosisCode } from '../src/diagnoses/catalogue/index.ts';
import type { Diagnosis } from '../src/diagnoses/diagnosis.ts';

export const pagePath = fileURLToPath(new URL('../docs/how-codes-are-established.md', import.meta.url));

/** By the name of the part: its codes, and what shows each of them. */
export type EvidenceByPart = Readonly<Record<string, Readonly<Record<string, Evidence>>>>;

/** The page for people, as it is to be in the repository. */
export async function renderPage(
  evidence: EvidenceByPart,
  entries: Readonly<Record<string, Diagnosis>>,
): Promise<string> {
  const sections = Object.entries(evidence).flatMap(([part, codes]) => [
    `## ${titles[part] ?? part}`,
    table(part, codes, entries),
  ]);
  const config = await resolveConfig(pagePath);
  return format([...introduction(evidence), ...sections].join('\n\n'), { ...config, parser: 'markdown' });
}

const titles: Readonly<Record<string, string>> = {
  run: 'The run itself',
  variables: 'Which variables are set',
  values: 'Credential values',
  region: 'Region, partition, endpoint',
  sources: 'Sources of credentials',
  files: 'Files',
  network: 'The way to AWS',
  oidc: 'Web identity (OIDC)',
  roles: 'Roles',
  authentication: 'What AWS says to the credentials',
  identity: 'Whose credentials they are',
  academy: 'AWS Academy',
  authorization: 'What they may do',
  simulation: 'The check of permissions',
  tools: 'Deployment tools',
};

function introduction(evidence: EvidenceByPart): readonly string[] {
  const all = Object.values(evidence).flatMap((codes) => Object.values(codes));
  const count = (by: Evidence['by']) => String(all.filter((one) => one.by === by).length);
  return [
    '# How each code is established',
    `Every code of a finding is brought about against the built files, in a process of its own, on loopback: of ${String(all.length)} codes ${count('run')} by a run that meets the failure, ${count('log')} by the log of the tool that meets it, and ${count('none')} not at all. Beside the code each run checks the severity, the result and the exit status, that the annotation stands at the finding's file and line, that the link leads to a page, and that no channel shows eight characters of a secret.`,
    [
      '- **built action**: `dist/index.js`, started as the runner starts it, against servers of `tools/local-aws`.',
      '- **built command line**: `dist/cli.js`.',
      '- **log**: a text that a tool has written, handed to `explain-log` or to the command `explain`. The reason says why no call of the preflight meets the failure; where AWS could give the same answer to the preflight, that is run as well.',
    ].join('\n'),
    'This page is generated from the catalogue and from `__tests__/reproductions`; change it there and run `npx tsx scripts/established-table.ts`.',
  ];
}

/** Prettier would make every cell as wide as the widest one. */
function table(
  part: string,
  codes: Readonly<Record<string, Evidence>>,
  entries: Readonly<Record<string, Diagnosis>>,
): string {
  const head = ['| code | how it is established | reproduced by | test |', '| --- | --- | --- | --- |'];
  const rows = Object.entries(codes).map(([code, evidence]) => row(part, code, evidence, entries[code]));
  return ['<!-- prettier-ignore-start -->', '', ...head, ...rows, '', '<!-- prettier-ignore-end -->'].join('\n');
}

function row(part: string, code: string, evidence: Evidence, diagnosis: Diagnosis | undefined): string {
  const { title = '', severity = '', tell = '' } = diagnosis ?? {};
  const cells = [
    `[\`${code}\`](diagnoses/${code}.md)<br>${title} (${severity})`,
    tell,
    means(evidence),
    evidence.by === 'none' ? '' : tests(part, evidence.cases),
  ];
  return `| ${cells.map(escaped).join(' | ')} |`;
}

function means(evidence: Evidence): string {
  switch (evidence.by) {
    case 'none':
      return `not: ${evidence.why}`;
    case 'log':
      return `log: ${evidence.why}<br>${throughWhat(evidence.cases)}`;
    case 'run':
      return throughWhat(evidence.cases);
  }
}

function throughWhat(cases: readonly Reproduction[]): string {
  const entries = cases.map(
    ({ through = 'action', log }) => `built ${through}${log === undefined ? '' : ', on a log'}`,
  );
  return [...new Set(entries)].join('<br>');
}

/** Jest calls a test by the code and what is wrong in the run. */
function tests(part: string, cases: readonly Reproduction[]): string {
  const names = cases.map(({ name, log }) => (log === undefined ? name : `${name} ([source](${log.source}))`));
  return [`[${part}.test.ts](../__tests__/reproductions/${part}.test.ts):`, ...names].join('<br>');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}

async function main(argument: string | undefined): Promise<void> {
  const page = await renderPage(parts, catalogue satisfies Readonly<Record<DiagnosisCode, Diagnosis>>);
  if (argument !== '--check') {
    writeFileSync(pagePath, page);
  } else if (readFileSync(pagePath, 'utf8') !== page) {
    console.error('docs/how-codes-are-established.md is not what the catalogue and the reproductions say');
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(process.argv[2]);
}
