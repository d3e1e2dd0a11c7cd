import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { ReportFile } from '../../tools/run-step.ts';
import type { Evidence, Reproduction } from './evidence.ts';
import { reproduce, type Reproduced } from './reproduce.ts';

type Finding = ReportFile['findings'][number];

/** Runs every case of a part of the catalogue; the name of a test is the code and what is wrong in the run. */
export function describeReproductions(part: Readonly<Record<string, Evidence>>): void {
  const cases = Object.entries(part).flatMap(([code, evidence]) =>
    evidence.by === 'none'
      ? []
      : evidence.cases.map((reproduction) => ({ code, name: reproduction.name, reproduction })),
  );
  test.each(cases)('$code: $name', async ({ code, reproduction }) => {
    const run = await reproduce(reproduction);
    expect(run.stderr).toBe('');
    expect(run.report?.findings).toContainEqual(expected(code, reproduction));
    expect(run.report?.result).toBe(reproduction.result);
    expect(run.status).toBe(statusOf(run, reproduction));
    expectPages(run);
    expectToldInEveryChannel(run, reproduction);
    expectNoSecret(run);
  });
}

function expected(code: string, { finds: { severity, says, at } }: Reproduction): object {
  return expect.objectContaining({
    code,
    severity,
    detail: expect.stringMatching(says),
    ...(at === undefined ? {} : { location: expect.objectContaining(at) }),
  });
}

/** As README.md has it: the action fails a failed run; the command line tells one that could not run from it. */
function statusOf({ report }: Reproduced, { through, log }: Reproduction): number {
  const failed = report?.result === 'failed';
  if (through !== 'command line' || log !== undefined) {
    return failed ? 1 : 0;
  }
  const unusable = report?.findings.some(({ code }) => code === 'input-invalid' || code === 'internal-fault') === true;
  const nothing = report?.result === 'unverified' && report.checks.every(({ verdict }) => verdict === 'not-checked');
  return unusable || nothing ? 2 : failed ? 1 : 0;
}

/** Every finding links to the page of its code, which is in the repository. */
function expectPages({ report }: Reproduced): void {
  for (const { code, docs } of report?.findings ?? []) {
    expect(docs).toBe(`https://github.com/org/aws-cred-preflight/blob/main/docs/diagnoses/${code}.md`);
    expect(existsSync(new URL(`../../docs/diagnoses/${code}.md`, import.meta.url))).toBe(true);
  }
}

function expectToldInEveryChannel(run: Reproduced, { through }: Reproduction): void {
  const findings = run.report?.findings ?? [];
  if (through === 'command line') {
    for (const { title } of findings) {
      expect(run.stdout).toContain(title);
    }
    expect(run.stdout).not.toMatch(/^::/m);
    return;
  }
  expect(findings.filter((finding) => !isAnnotated(finding, run))).toEqual([]);
  expect(JSON.parse(run.outputs['codes'] ?? '[]')).toEqual(expect.arrayContaining(findings.map(({ code }) => code)));
  expect(run.outputs['result']).toBe(run.report?.result);
  expect(run.summary).toContain(findings[0]?.title ?? '');
}

/** Under its title, at its own file and line. */
function isAnnotated({ severity, title, location }: Finding, { commands }: Reproduced): boolean {
  const place = location as { readonly file: string; readonly line: number } | null;
  return commands.some(
    ({ name, properties }) =>
      name === severity &&
      properties['title'] === title &&
      properties['file'] === place?.file &&
      properties['line'] === place?.line.toString(),
  );
}

const longestPiece = 7;

/** Of no secret are more than seven characters in a row in any channel, but in the commands that hide it. */
function expectNoSecret(run: Reproduced): void {
  const log = run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const told = [...log, run.stderr, run.summary, JSON.stringify(run.outputs), JSON.stringify(run.report)].join('\n');
  const shown = run.secrets.flatMap((secret) => {
    const pieces = Array.from({ length: Math.max(0, secret.length - longestPiece) }, (_, start) =>
      secret.slice(start, start + longestPiece + 1),
    );
    return pieces.filter((piece) => told.includes(piece));
  });
  expect(shown).toEqual([]);
}
