import type { Diagnosis } from '../diagnosis.ts';

/** What can be wrong with the files that hold credentials or say which are used. */
export const files = {
  'file-value-not-clean': {
    title: 'A line of an AWS file is read differently by different tools',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The two families of AWS tools have parsers of their own for `~/.aws/config` and `~/.aws/credentials`. On this line they disagree, or both take something into the value that does not belong to it.',
    causes: [
      'Quotes around the value: neither family takes them off.',
      'A comment behind the value: JavaScript tools cut it off, the AWS CLI keeps it in the value.',
      'A long token wrapped over two lines: the AWS CLI joins them with a line break, JavaScript tools drop the second.',
      'Names in capitals, such as `AWS_ACCESS_KEY_ID`: the AWS CLI reads them, JavaScript tools do not.',
      '`name: value` instead of `name = value`: JavaScript tools do not see it.',
      'A second line that is indented: the AWS CLI takes it for the continuation of the first.',
    ],
    tell: 'Both grammars are applied to the file line by line, and what they make of each value is compared. The detail names the line, never the value.',
    remedies: {
      'github-secrets':
        'Write the file from the secrets with `printf`, one `name = value` a line, without quotes or comments.',
      academy: 'Paste the block from AWS Details as it is, without indentation and without quotes.',
      any: 'Write `aws_access_key_id = VALUE`: lower case, one line, no quotes, nothing behind the value.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'Variants of both files in AWS SDK for JavaScript 3.1169 and botocore 1.43 and 1.44',
      },
    ],
  },
  'file-section-unread': {
    title: 'A section of an AWS file is read by no tool, or by one family only',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'The header of the section is not written as this file needs it, so that the profile in it does not exist for some or all tools.',
    causes: [
      '`[profile NAME]` in `~/.aws/credentials`, where it has to be `[NAME]`.',
      '`[NAME]` in `~/.aws/config`, where it has to be `[profile NAME]`.',
      'Blanks within the brackets, or two of them after `profile`.',
      'Capitals: `[Default]`, `[DEFAULT]`, `[Profile NAME]`.',
      'A blank, or letters beyond ASCII, in the name: JavaScript tools do not find such a profile.',
    ],
    tell: 'The header is compared with what the parsers of both families take for a profile.',
    remedies: {
      any: 'Write `[default]` in both files; otherwise `[NAME]` in `~/.aws/credentials` and `[profile NAME]` in `~/.aws/config`, in letters, digits and dashes.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'Variants of both files in AWS SDK for JavaScript 3.1169 and botocore 1.43 and 1.44',
      },
      { evidence: 'aws-docs', source: 'AWS SDKs and Tools Reference Guide: shared config and credentials files' },
    ],
  },
  'file-permissions': {
    title: 'A credentials file is open to others, or closed to this user',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'No AWS tool looks at the mode of the file, so that one that every user of the machine can read works as well as any other. One that this user may not read counts as absent, so that the tools go on with other credentials or none.',
    causes: [
      'The file was created by `root` in a container job, and a later step runs as another user.',
      'The default mode on a shared self-hosted runner lets everybody read it.',
    ],
    tell: 'The mode of the file is read; opening it is tried.',
    remedies: {
      'self-hosted': 'Better have no such file on a runner at all: use a role of the instance, or OIDC.',
      any: '`chmod 700 ~/.aws && chmod 600 ~/.aws/credentials ~/.aws/config`.',
    },
    sources: [
      {
        evidence: 'source',
        source: 'aws-actions/configure-aws-credentials writes mode 0600; the EB CLI restricts the file to its user',
      },
      { evidence: 'unconfirmed', source: 'General practice for secrets on shared machines' },
    ],
  },
  'file-unreadable': {
    title: 'A file could not be looked at',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'A file that may hold credentials or settings is there and was not examined, so nothing is said about what is in it.',
    causes: [
      'It is larger than any such file should be, or it is not text.',
      'It is a loop of symbolic links, a directory or a device.',
      'This user may not read it.',
    ],
    tell: 'The detail says what stood in the way. The content is never shown.',
    remedies: {
      any: 'Check that the path or glob names the file you mean, and that the user of the job may read it.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, limits of the files that it reads' }],
  },
  'dotenv-dialect': {
    title: 'A line of a `.env` file is read differently by different tools',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'There is no standard for `.env` files. What one loader takes off a value, another keeps as a part of it, and AWS then refuses the key with a sentence that says nothing of the kind.',
    causes: [
      'Quotes around the value: dotenv and the shell take them off, `docker --env-file` and `$GITHUB_ENV` keep them.',
      'Blanks around the `=`, or behind the value.',
      'A comment behind the value.',
      '`export` in front: `docker --env-file` refuses it, `$GITHUB_ENV` makes it a part of the name.',
      'Line ends of Windows: the shell and `$GITHUB_ENV` keep the carriage return.',
      'A token that is wrapped over two lines: no loader puts it together.',
    ],
    tell: 'Each line is read as the common loaders read it, and the results are compared. The detail names the line, the variable and the loaders, never the value.',
    remedies: {
      dotenv:
        'Write `NAME=value`: no quotes, no blanks, no comment on the line, no `export`, plain line feeds. That form is the same everywhere.',
      any: 'Write `NAME=value`, one a line, with nothing else on the line.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'dotenv 18, Node 20, python-dotenv 1.2.4, bash, docker 28.2 and act 0.2.89: 79 variants of a line',
      },
      { evidence: 'source', source: 'compose-go dotenv, actions/runner file commands, Node 24 node_dotenv.cc' },
    ],
  },
  'file-credentials': {
    title: 'Credentials stand in a file of the project',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'A file that belongs to the repository holds what has the form of AWS credentials. Whoever can read the repository, its history or a fork of it has them too.',
    causes: [
      'The keys were written into a settings file to try something out, and committed.',
      'A tool wrote them there when it was set up.',
    ],
    tell: 'The settings files of deployment tools are searched for access key ids, session tokens, and secrets beside them; the keys of the AWS documentation do not count.',
    remedies: {
      'github-secrets': 'Deactivate the key in IAM first, then move a new one into secrets, or use OIDC.',
      any: 'Deactivate the key in IAM, create a new one if it is still needed, and take the old one out of the file and of the history.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: securing access keys; AWS credentials in public repositories' },
    ],
  },
  'project-profile': {
    title: 'A project file names a profile that beats the environment',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'A file of the project tells its tool which profile to use. That profile wins over the keys in the environment, and it usually exists only on the machine where the file was written.',
    causes: [
      '`eb init` wrote `profile: eb-cli` into `.elasticbeanstalk/config.yml`, and the file was committed.',
      '`sam deploy --guided` saved `profile` into `samconfig.toml`.',
      'Amplify noted the profile of a developer in `amplify/.config/local-aws-info.json`.',
    ],
    tell: 'The file is read, and the name in it is compared with the profiles of this machine and with the keys in the environment.',
    remedies: {
      'eb-cli':
        'Set `profile: null` under `global:` in `.elasticbeanstalk/config.yml`; `eb` then takes the keys from the environment.',
      amplify: 'Keep `amplify/.config/local-*` out of the repository; in CI pass the credentials in the environment.',
      any: 'Remove the profile from the file, or create a profile of that name in the job before the deployment.',
    },
    sources: [
      { evidence: 'measured', source: 'botocore set up as the EB CLI does it' },
      { evidence: 'source', source: 'aws/aws-elastic-beanstalk-cli, ebcli/core/hooks.py and lib/aws.py' },
    ],
  },
} as const satisfies Record<string, Diagnosis>;
