import type { Diagnosis } from '../diagnosis.ts';

/** What is wrong with one credential value, seen without asking AWS. */
export const values = {
  'env-swapped': {
    title: 'Access key ID and secret access key are swapped',
    stage: 'offline',
    severity: 'error',
    meaning: 'Each of the two variables holds what belongs into the other one.',
    causes: ["The two values were pasted into each other's field."],
    tell: 'The secret has the form of a key ID, and the key ID has the form of a secret.',
    remedies: {
      'github-secrets':
        'Store both again, the other way round: `gh secret set AWS_ACCESS_KEY_ID` takes the short value that begins with `AKIA` or `ASIA`, `gh secret set AWS_SECRET_ACCESS_KEY` the one of 40 characters.',
      dotenv: 'Swap the two values in the file.',
      any: 'Swap the two values.',
    },
    sources: [
      { evidence: 'source', source: 'Key formats of the secret scanners gitleaks and trufflehog' },
      {
        evidence: 'field-report',
        source: 'AWS answers such keys with "Credential must have exactly 5 slash-delimited elements"',
      },
    ],
  },
  'env-value-includes-name': {
    title: 'The value holds a whole assignment or credentials block',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The variable should hold the bare value, but it contains a name as well, such as `aws_access_key_id =`, or several lines that were copied together.',
    causes: [
      'A line such as `AWS_ACCESS_KEY_ID=...` or `export ...` was pasted as it stood.',
      'The whole block that begins with `[default]` went into one secret.',
      'The JSON that `aws sts assume-role` prints was stored as one value.',
    ],
    tell: 'The value contains the name of a credential setting followed by `=` or `:`, a `[default]` line, or begins with a brace. None of these can be part of a key.',
    remedies: {
      'github-secrets': 'Store only what comes after the `=`, one secret for each value.',
      academy:
        'From AWS Details, AWS CLI, copy each value after its `=` into a secret of its own: three lines, three secrets.',
      any: 'Keep only the value itself, without name, `export` or brackets.',
    },
    sources: [
      {
        evidence: 'source',
        source: 'Key formats of the secret scanners gitleaks and trufflehog: no blanks, no equals sign inside',
      },
      { evidence: 'unconfirmed', source: 'How often this happens: derived from the formats, no public report found' },
    ],
  },
  'env-unexpanded': {
    title: 'The value is an expression that nobody filled in',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The variable holds the text of a placeholder, such as `$AWS_ACCESS_KEY_ID`, instead of what it stands for.',
    causes: [
      '`env:` in a workflow does not expand shell variables, only `${{ }}` expressions.',
      'An expression such as `${{ secrets.NAME }}` was written into a file or a script, where GitHub does not fill it in.',
      'The dollar sign is missing: `{{ secrets.NAME }}`.',
    ],
    tell: 'The whole value is one expression in the syntax of GitHub, a shell, Windows or a template.',
    remedies: {
      'github-secrets': 'Under `env:` and `with:` write `${{ secrets.NAME }}`; use `$NAME` only inside `run:`.',
      dotenv: 'Put the value itself into the file; most readers of `.env` files expand nothing.',
      any: 'Replace the expression by its value, or expand it before it reaches the variable.',
    },
    sources: [{ evidence: 'field-report', source: 'import-io/s3-deploy issue 51' }],
  },
  'env-placeholder': {
    title: 'The value is an example from a document',
    stage: 'offline',
    severity: 'error',
    meaning: 'The value is one that documents and templates use as a stand-in. AWS knows no such key.',
    causes: [
      'It was copied from the AWS documentation or from an example file.',
      'The `***` that GitHub prints instead of a secret was copied from a log.',
      'It is a dummy for a local stand-in of AWS, such as LocalStack or moto.',
      'The EB CLI wrote its own prompt text into the config file when it ran without a terminal.',
    ],
    tell: 'The value ends in `EXAMPLE`, is one of the published examples, or begins like a request to fill it in.',
    remedies: {
      academy: 'Copy the real values from AWS Details after the lab has started.',
      'eb-cli':
        'Delete the `[profile eb-cli]` section from `~/.aws/config`: `eb init` filled it with its prompt texts. Then set the key variables.',
      dotenv: 'Copy `.env.example` to a file that is not committed, and fill in real values there.',
      any: 'Put in a real key: for an IAM user from IAM, Users, Security credentials; for a temporary session from wherever it was issued.',
    },
    sources: [
      { evidence: 'source', source: 'gitleaks and git-secrets allow the published example keys' },
      { evidence: 'source', source: 'awsebcli default prompts' },
    ],
  },
  'env-quoted-value': {
    title: 'Quotes are part of the value',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The value begins and ends with a quote character that AWS takes for a part of the key. Some readers of `.env` files strip quotes and others do not, so the same file works in one place and fails in another.',
    causes: [
      'The value was pasted into GitHub with its quotes.',
      '`docker --env-file`, `$GITHUB_ENV`, `export $(cat .env)` and the AWS credentials file keep quotes; dotenv, python-dotenv and Compose strip them.',
      'A document or chat turned plain quotes into typographic ones.',
    ],
    tell: 'The first and the last character of the raw value are quotes, plain or typographic.',
    remedies: {
      'github-secrets': 'Store the secret again without quotes: `gh secret set NAME`, then paste the bare value.',
      academy: 'Paste the bare value, without quotes.',
      dotenv: 'Remove the quotes: a bare value works in every reader, a quoted one only in some.',
      any: 'Remove the quotes around the value.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'Readers of .env and credentials files compared on the same lines; request header on the wire',
      },
    ],
  },
  'env-surrounding-whitespace': {
    title: 'A space or tab around the value',
    stage: 'offline',
    severity: 'error',
    meaning:
      'There is a blank before or after the value. It becomes part of the key, and AWS answers with an error about the Authorization header or the signature that does not mention it.',
    causes: [
      'A blank was copied along with the value.',
      'A line of a `.env` file ends in blanks: `docker --env-file` and `$GITHUB_ENV` keep them.',
      'A proxy in between rewrote the Authorization header (rare).',
    ],
    tell: 'The raw value differs from itself with its blanks removed; or AWS complains about a missing equal-sign in the Authorization header.',
    remedies: {
      'github-secrets':
        'Store the secret again without the blank; or hand it to aws-actions/configure-aws-credentials under `with:`, which trims, unlike `env:`.',
      dotenv: 'Remove blanks at the end of the line and around the `=`.',
      any: 'Store the value again, without blanks before and after it.',
    },
    sources: [
      { evidence: 'field-report', source: 'boto/boto3 issue 2280; aws/aws-sdk-go issue 289' },
      { evidence: 'measured', source: 'Request header on the wire' },
      { evidence: 'source', source: '@actions/core getInput trims' },
    ],
  },
  'env-newline': {
    title: 'A line break inside or after the value',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The value contains a line break. In the key ID or the token it stops the request before it is sent; in the secret it goes unnoticed and comes back as a wrong signature.',
    causes: [
      'The secret was pasted into the web page, or set through the API, with a line break at the end.',
      'The session token was copied from a terminal that wrapped it over two lines.',
      'A `.env` file with Windows line ends was read by a shell.',
    ],
    tell: 'The raw value contains a carriage return or a line feed; or the HTTP library refuses a header because of one.',
    remedies: {
      'github-secrets': 'Store the secret again without the line break: `printf %s "$VALUE" | gh secret set NAME`.',
      academy: 'The session token is one long line: copy it again without wrapping.',
      dotenv: 'Convert the file to plain line feeds: `sed -i "s/\\r$//" .env`.',
      any: 'Store the value again as a single line without a line break at its end.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11' },
      { evidence: 'source', source: 'cli/cli: gh secret set trims line breaks of piped input only' },
    ],
  },
  'env-invisible-chars': {
    title: 'An invisible or non-ASCII character in the value',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The value contains a character that no AWS key has, often one that cannot be seen: a zero-width space, a byte order mark, a non-breaking space.',
    causes: [
      'The value was copied from a web page, a PDF or a chat.',
      'The file was written as UTF-16 or with a byte order mark, as `>` does in Windows PowerShell 5.1.',
    ],
    tell: 'A character outside visible ASCII is in the raw value. The detail names its code point and position, never the value.',
    remedies: {
      'github-secrets':
        'Copy the value through a plain text editor, or type the bad spot again, and store the secret anew.',
      dotenv: 'Save the file as UTF-8 without a byte order mark.',
      any: 'Copy the value again from its source, through a plain text editor.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'AWS SDK for JavaScript 3.1169 refuses the header; botocore 1.43.11 refuses the file',
      },
    ],
  },
  'env-key-id-malformed': {
    title: 'The access key ID does not look like one',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'An access key ID is 20 characters: `AKIA` or `ASIA` and 16 capital letters and digits. This value is something else, or has lost a part.',
    causes: [
      'A character was lost or added while copying.',
      'It is the unique ID of a user or role, which begins with `AIDA` or `AROA`, and not a key.',
      'It is an account ID, a user name, an ARN or a password.',
      'It is a credential for one service only, such as one for CodeCommit, SES or Bedrock.',
    ],
    tell: 'Prefix, length and characters are compared with the published form. The digits 0, 1, 8 and 9 in an otherwise good value are only worth a warning.',
    remedies: {
      academy: 'Copy `aws_access_key_id` again from AWS Details; in a Learner Lab it begins with `ASIA`.',
      any: 'Copy the access key ID again: for an IAM user it is listed under IAM, Users, Security credentials.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: IAM identifiers, unique ID prefixes' },
      { evidence: 'aws-docs', source: 'STS API model: AccessKeyId may have 16 to 128 characters' },
      { evidence: 'source', source: 'gitleaks and trufflehog: prefix and 16 base32 characters' },
    ],
  },
  'env-secret-malformed': {
    title: 'The secret access key does not look like one',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'A secret access key is 40 characters: letters, digits, `/` and `+`. This value differs, so that AWS will most likely call the signature wrong.',
    causes: [
      'A character was lost or added while copying.',
      'The value was copied in URL-encoded form, with `%2F` or `%2B` in it.',
      'A shell replaced characters inside double quotes.',
      'It is another kind of secret, such as an SMTP password.',
    ],
    tell: 'Length and characters are compared with the form that secret scanners use. Only the length and the kind of character are reported.',
    remedies: {
      academy: 'Copy `aws_secret_access_key` again from AWS Details.',
      any: 'Copy the secret again. AWS shows it only once, so if it is lost, create a new access key and replace both values.',
    },
    sources: [
      { evidence: 'source', source: 'trufflehog and awslabs/git-secrets: 40 characters of the base64 alphabet' },
    ],
  },
  'env-token-malformed': {
    title: 'The session token is cut off or damaged',
    stage: 'offline',
    severity: 'warning',
    meaning: 'A session token is one long line of base64 characters. This one is too short, or holds something else.',
    causes: [
      'Only the first line of it was copied.',
      'A terminal wrapped it, and the break was copied along.',
      'It is an example with dots at the end.',
      'A tool in between cut it.',
    ],
    tell: 'The value has fewer than 100 characters, holds characters outside base64, or contains three dots. An unusual beginning alone is not held against it.',
    remedies: {
      academy: 'Copy `aws_session_token` again from AWS Details, when the light next to the lab is green.',
      'identity-center': 'Run `aws configure export-credentials --profile NAME --format env` and copy the whole line.',
      any: 'Copy the complete token again, as a single line.',
    },
    sources: [
      { evidence: 'source', source: 'trufflehog: at least 100 base64 characters' },
      { evidence: 'measured', source: 'Decoded beginnings of known tokens' },
      { evidence: 'unconfirmed', source: 'Usual length of 300 to 1100 characters; AWS names no maximum' },
    ],
  },
} as const satisfies Record<string, Diagnosis>;
