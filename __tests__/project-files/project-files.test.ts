import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { FoundFile } from '../../src/files/found-file.ts';
import { readEbConfig } from '../../src/project-files/eb-config.ts';
import { lintProjectFiles } from '../../src/project-files/lint-project-files.ts';
import { projectFilePaths, projectSettings, readProjectFiles } from '../../src/project-files/project-files.ts';
import { readSamConfig } from '../../src/project-files/sam-config.ts';
import type { FactsOfCase } from '../credentials/facts.ts';
import { expand, factsOf } from '../credentials/facts.ts';

/** `expected` is every observation in order: code, severity, file, line. The n-th `detail` is a pattern for the n-th. */
interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly facts: FactsOfCase;
  readonly expected: readonly (readonly [string, string, string, number])[];
  readonly detail?: readonly string[];
}

const cases = JSON.parse(readFileSync(new URL('./cases.json', import.meta.url), 'utf8')) as readonly Case[];

function textFile(path: string, text: string): Extract<FoundFile, { kind: 'text' }> {
  return { kind: 'text', path, text: expand(text), encoding: 'utf-8', mode: null };
}

describe('lintProjectFiles', () => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { files, facts, expected, detail }) => {
    const found = lintProjectFiles(
      Object.entries(files).map(([path, text]) => textFile(path, text)),
      factsOf(facts),
    );
    const told = found.map(({ code, severity, location }) => [code, severity, location?.file, location?.line]);
    expect(told).toEqual(expected);
    detail?.forEach((pattern, index) => {
      expect(found[index]?.detail).toMatch(new RegExp(pattern));
    });
  });

  test('files that are absent or empty say nothing', () => {
    const absent = projectFilePaths.map((path) => ({ kind: 'absent' as const, path }));
    const empty = projectFilePaths.filter((path) => !path.endsWith('.json')).map((path) => textFile(path, ''));
    const facts = factsOf({ environment: { AWS_REGION: 'us-east-1' } });
    expect(lintProjectFiles(absent, facts)).toEqual([]);
    expect(lintProjectFiles(empty, facts)).toEqual([]);
  });

  test('a file that cannot be looked at is named, with the reason', () => {
    const file = { kind: 'unreadable' as const, path: 'samconfig.toml', why: 'is a directory', denied: false };
    expect(lintProjectFiles([file], factsOf({}))).toEqual([
      { code: 'file-unreadable', severity: 'notice', detail: 'samconfig.toml is a directory.' },
    ]);
  });

  test('UTF-16 is no text to these tools', () => {
    const file = { ...textFile('cdk.json', '{ "profile": "dev" }'), encoding: 'utf-16' as const };
    expect(lintProjectFiles([file], factsOf({})).map(({ code }) => code)).toEqual(['file-parse-error']);
  });
});

test('readEbConfig tells what the EB CLI reads, with the lines', () => {
  const text =
    'branch-defaults:\n  main:\n    environment: shop-prod\n  dev:\n    environment: shop-dev\n    profile: dev\n' +
    'global:\n  application_name: shop\n  default_platform: Node.js 20\n  default_region: us-east-1\n  profile: eb-cli\n  sc: git\n';
  const { facts, observations } = readEbConfig(textFile('.elasticbeanstalk/config.yml', text));
  expect(observations).toEqual([]);
  expect(facts).toEqual({
    applicationName: { value: 'shop', line: 8 },
    profile: { value: 'eb-cli', line: 11 },
    region: { value: 'us-east-1', line: 10 },
    platform: { value: 'Node.js 20', line: 9 },
    sourceControl: { value: 'git', line: 12 },
    branches: new Map([
      ['main', { environment: { value: 'shop-prod', line: 3 }, profile: null, region: null }],
      ['dev', { environment: { value: 'shop-dev', line: 5 }, profile: { value: 'dev', line: 6 }, region: null }],
    ]),
    globalKeys: new Set(['application_name', 'default_platform', 'default_region', 'profile', 'sc']),
  });
});

test('readSamConfig tells every environment and command', () => {
  const text =
    'version = 0.1\n[default.deploy.parameters]\nregion = "us-east-1"\n[prod.sync.parameters]\nprofile = "p"\n';
  expect(readSamConfig(textFile('samconfig.toml', text)).facts).toEqual({
    version: { value: '0.1', line: 1 },
    commands: [
      {
        environment: 'default',
        command: 'deploy',
        profile: null,
        region: { value: 'us-east-1', line: 3 },
        roleArn: null,
      },
      { environment: 'prod', command: 'sync', profile: { value: 'p', line: 5 }, region: null, roleArn: null },
    ],
  });
});

test('the settings of a file are bounded, those that count first', () => {
  const many = Array.from({ length: 300 }, (_, index) => `  b${String(index)}:\n    profile: p${String(index)}\n`).join(
    '',
  );
  const file = textFile('.elasticbeanstalk/config.yml', `branch-defaults:\n${many}global:\n  profile: main\n`);
  const settings = projectSettings([file]);
  expect(settings).toHaveLength(100);
  expect(settings[0]).toMatchObject({ value: 'main', isDefault: true });
  expect(readProjectFiles([file, file]).settings.length).toBeLessThanOrEqual(200);
});
