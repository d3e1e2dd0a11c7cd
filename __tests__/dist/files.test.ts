import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runAction, type StepRun } from '../../tools/run-step.ts';

const id = `AKIA${'QX7M'.repeat(4)}`;
const secret = 'k7Tq/W+x'.repeat(5);
const quiet = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };

function found({ report }: StepRun): readonly string[] {
  return (report?.findings ?? []).map(({ code, severity, location }) => {
    const place = location as { file: string; line: number } | null;
    return `${severity} ${code}${place === null ? '' : ` ${place.file}:${place.line}`}`;
  });
}

/** What the step shows, without the commands that tell the runner what to mask. */
function shown({ stdout, stderr, summary, report, outputs }: StepRun): string {
  const visible = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...visible, stderr, summary, JSON.stringify(report), JSON.stringify(outputs)].join('\n');
}

describe('the built action on files', () => {
  test('a profile of the AWS files, with the findings at their lines and every value masked', async () => {
    const run = await runAction({
      inputs: { level: 'lint' },
      environment: { AWS_PROFILE: 'deploy' },
      files: {
        '../.aws/credentials': `[deploy]\naws_access_key_id = "${id}"\naws_secret_access_key = ${secret} # prod\n`,
        '../.aws/config': '[deploy]\nregion = eu-west-1\n',
      },
    });
    expect(found(run)).toEqual(
      expect.arrayContaining([
        'error env-quoted-value ~/.aws/credentials:2',
        'warning file-value-not-clean ~/.aws/credentials:3',
        'warning file-section-unread ~/.aws/config:1',
      ]),
    );
    expect(run.report?.result).toBe('failed');
    expect(shown(run)).not.toContain(secret.slice(0, 8));
    expect(shown(run)).not.toContain(id);
    expect(run.commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message)).toContain(secret);
  });

  test('a profile in the files of a project that beats the environment', async () => {
    const run = await runAction({
      inputs: { level: 'lint' },
      environment: quiet,
      files: {
        '.elasticbeanstalk/config.yml': 'branch-defaults: {}\nglobal:\n  profile: eb-cli\n  default_region: eu-west-1\n',
        'samconfig.toml': 'version = 0.1\n[default.deploy.parameters]\nprofile = "dev"\n',
      },
    });
    expect(found(run)).toEqual(
      expect.arrayContaining([
        'warning project-profile .elasticbeanstalk/config.yml:3',
        'warning region-conflict .elasticbeanstalk/config.yml:4',
        'warning project-profile samconfig.toml:3',
      ]),
    );
    expect(run.report?.result).toBe('passed');
  });

  test('the files that env-files names, and nothing of what is in them', async () => {
    const run = await runAction({
      inputs: { level: 'lint', 'env-files': '**/.env*' },
      environment: quiet,
      files: { '.env': `# deploy\nAWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY="${secret}"\n`, 'app/.env.prod': 'export AWS_REGION = us-east-1\n' },
    });
    expect(found(run)).toEqual(
      expect.arrayContaining(['warning dotenv-dialect .env:3', 'warning dotenv-dialect app/.env.prod:1']),
    );
    expect(shown(run)).not.toContain(secret.slice(0, 8));
    expect(run.report?.result).toBe('passed');
  });

  test('env-files that name nothing', async () => {
    const run = await runAction({ inputs: { level: 'lint', 'env-files': '.env' }, environment: quiet });
    expect(found(run)).toEqual(['error input-invalid']);
  });

  describe.each<{ name: string; prepare: (home: string, workspace: string) => void; says: RegExp | null }>([
    {
      name: 'ten megabytes',
      prepare: (home) => {
        writeFileSync(join(home, '.aws/credentials'), `${secret}\n`.repeat(260_000));
      },
      says: /is larger than 1 MiB/,
    },
    {
      name: 'binary',
      prepare: (home) => {
        writeFileSync(join(home, '.aws/credentials'), Buffer.concat([Buffer.from(secret), Buffer.alloc(4096)]));
      },
      says: /is not text/,
    },
    {
      name: 'a loop of symbolic links',
      prepare: (home) => {
        symlinkSync(join(home, '.aws/config'), join(home, '.aws/credentials'));
        symlinkSync(join(home, '.aws/credentials'), join(home, '.aws/config'));
      },
      says: /loop of symbolic links/,
    },
    {
      name: 'a pipe that nobody writes to',
      prepare: (home) => {
        execFileSync('mkfifo', [join(home, '.aws/credentials')]);
      },
      says: /is not a regular file/,
    },
    {
      name: 'a hundred thousand lines of sections',
      prepare: (home) => {
        const lines = Array.from({ length: 100_000 }, (_, index) => (index % 3 === 0 ? `[${index}]` : 'a=b'));
        writeFileSync(join(home, '.aws/credentials'), lines.join('\n'));
      },
      says: null,
    },
    {
      name: 'a hundred thousand lines that break the format, with keys in them',
      prepare: (home) => {
        writeFileSync(join(home, '.aws/config'), `[default]\n${'export X\n'.repeat(99_998)}`);
        writeFileSync(join(home, '.aws/credentials'), `[default]\naws_secret_access_key = ${secret}\n${'=\n'.repeat(99_998)}`);
      },
      says: /line/i,
    },
  ])('$name', ({ prepare, says }) => {
    const hostile = process.platform === 'win32' ? test.skip : test;

    hostile('is answered at once, and its content is never shown', async () => {
      const plain = await runAction({ inputs: { level: 'lint' }, environment: quiet });
      const run = await runAction({
        inputs: { level: 'lint' },
        environment: quiet,
        prepare: (workspace) => {
          mkdirSync(join(workspace, '..', '.aws'));
          prepare(join(workspace, '..'), workspace);
        },
      });
      expect(run.report?.result).toBe('passed');
      expect(run.report?.findings.map(({ detail }) => detail).join('\n')).toMatch(says ?? /^/);
      expect(shown(run)).not.toContain(secret.slice(0, 8));
      // The bound is for machines under load; what it costs is measured in the benchmark.
      expect(run.milliseconds - plain.milliseconds).toBeLessThan(10_000);
      expect(run.report?.durationMs ?? 10_000).toBeLessThan(10_000);
    });
  });

  const asUser = process.getuid?.() === 0 || process.platform === 'win32' ? test.skip : test;

  asUser('a credentials file that this user may not read', async () => {
    const run = await runAction({
      inputs: { level: 'lint' },
      environment: { AWS_PROFILE: 'deploy', AWS_REGION: 'us-east-1' },
      files: { '../.aws/credentials': '[deploy]\n' },
      prepare: (workspace) => {
        chmodSync(join(workspace, '../.aws/credentials'), 0);
      },
    });
    expect(found(run)).toContain('warning file-permissions ~/.aws/credentials:1');
  });
});
