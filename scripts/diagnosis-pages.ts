import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../src/diagnoses/catalogue/index.ts';
import type { Diagnosis, Evidence, RemedyContext, Stage } from '../src/diagnoses/diagnosis.ts';
import type { Severity } from '../src/diagnoses/finding.ts';

/** Where the pages live; the reports link to them. */
export const pagesDirectory = fileURLToPath(new URL('../docs/diagnoses', import.meta.url));

const severityText: Readonly<Record<Severity, string>> = {
  error: 'Error: it fails the run.',
  warning: 'Warning: it never fails a run by itself.',
  notice: 'Notice: it never fails a run by itself.',
};

const stageText: Readonly<Record<Stage, string>> = {
  input: 'The run itself',
  offline: 'Seen without asking AWS',
  provider: 'Sources of credentials',
  network: 'The way to AWS',
  oidc: 'Web identity (OIDC)',
  sts: 'What AWS says to the credentials',
  identity: 'Whose credentials they are',
  authorization: 'What they may do',
  service: 'The service and the account',
  tool: 'What deployment tools make of it',
};

const contextText: Readonly<Record<RemedyContext, string>> = {
  'github-secrets': 'With keys in GitHub secrets',
  oidc: 'With GitHub OIDC',
  academy: 'In an AWS Academy Learner Lab',
  'identity-center': 'With IAM Identity Center (SSO)',
  amplify: 'With AWS Amplify',
  'eb-cli': 'With the Elastic Beanstalk CLI',
  dotenv: 'With a `.env` file',
  'self-hosted': 'On a self-hosted runner',
  any: 'Everywhere',
};

const evidenceText: Readonly<Record<Evidence, string>> = {
  'aws-docs': 'AWS documentation',
  'github-docs': 'GitHub documentation',
  source: 'Public source code',
  measured: 'Measured',
  'field-report': 'Field report',
  unconfirmed: 'Unconfirmed',
};

/** The page of one diagnosis, in Markdown. */
export function renderPage(code: string, diagnosis: Diagnosis): string {
  const remedies = Object.entries(diagnosis.remedies) as [RemedyContext, string][];
  return [
    `# ${diagnosis.title}`,
    `Code: \`${code}\`. ${severityText[diagnosis.severity]} A single finding can weigh less or more, and says so.`,
    diagnosis.meaning,
    '## Likely causes',
    diagnosis.causes.map((cause, index) => `${index + 1}. ${cause}`).join('\n'),
    '## How it is established',
    diagnosis.tell,
    '## What to do',
    remedies.map(([context, text]) => `- **${contextText[context]}:** ${text}`).join('\n'),
    '## Sources',
    diagnosis.sources.map(({ evidence, source }) => `- ${evidenceText[evidence]}: ${source}`).join('\n'),
    '[All diagnoses](README.md)',
  ]
    .join('\n\n')
    .concat('\n');
}

/** The table of contents, in the order in which a run gets to the stages. */
export function renderIndex(entries: Readonly<Record<string, Diagnosis>>): string {
  const stages = Object.keys(stageText) as Stage[];
  const sections = stages.flatMap((stage) => {
    const lines = Object.entries(entries)
      .filter(([, diagnosis]) => diagnosis.stage === stage)
      .map(([code, { title, severity }]) => `- [\`${code}\`](${code}.md): ${title} (${severity})`);
    return lines.length === 0 ? [] : [`## ${stageText[stage]}`, lines.join('\n')];
  });
  const lead =
    'Every finding of aws-cred-preflight has a code, and every code has a page here. The pages are generated from the catalogue in `src/diagnoses/catalogue`; change them there and run `npx tsx scripts/diagnosis-pages.ts`.';
  return ['# Diagnoses', lead, ...sections].join('\n\n').concat('\n');
}

/** File names and contents of all pages and their index. */
export function renderPages(entries: Readonly<Record<string, Diagnosis>>): ReadonlyMap<string, string> {
  const pages = Object.entries(entries).map(([code, diagnosis]): [string, string] => [
    `${code}.md`,
    renderPage(code, diagnosis),
  ]);
  return new Map([['README.md', renderIndex(entries)], ...pages]);
}

/** Names of the files that are missing, different, or there without a code. */
export function differences(pages: ReadonlyMap<string, string>, directory: string): readonly string[] {
  const present = new Set(listPages(directory));
  const changed = [...pages].filter(
    ([name, content]) => !present.has(name) || readFileSync(join(directory, name), 'utf8') !== content,
  );
  return [...changed.map(([name]) => name), ...[...present].filter((name) => !pages.has(name))];
}

function listPages(directory: string): readonly string[] {
  mkdirSync(directory, { recursive: true });
  return readdirSync(directory);
}

function main(argument: string | undefined): void {
  const pages = renderPages(catalogue);
  const stale = differences(pages, pagesDirectory);
  if (argument === '--check') {
    if (stale.length > 0) {
      console.error(`docs/diagnoses is not what the catalogue says: ${stale.join(', ')}`);
      process.exitCode = 1;
    }
    return;
  }
  for (const name of stale) {
    const content = pages.get(name);
    if (content === undefined) {
      rmSync(join(pagesDirectory, name));
    } else {
      writeFileSync(join(pagesDirectory, name), content);
    }
  }
  console.log(`${pages.size} files, ${stale.length} of them changed`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv[2]);
}
