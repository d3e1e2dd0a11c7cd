import type { Diagnosis } from '../diagnosis.ts';

/** Why AWS does not accept the credentials themselves, or the account behind them. */
export const authentication = {
  'auth-token-expired': {
    title: 'The temporary credentials have expired',
    stage: 'sts',
    severity: 'error',
    meaning: 'The session that these credentials belong to is over. They will not work again; new ones are needed.',
    causes: [
      'Temporary keys were stored as secrets and outlived their session.',
      'The job runs longer than the session of its role, which lasts an hour unless more was asked for.',
      'A self-hosted runner keeps credentials of an earlier session.',
    ],
    tell: 'AWS answers ExpiredToken to a key that begins with `ASIA`, or the end of the session that was told lies in the past.',
    remedies: {
      'github-secrets':
        'Replace all three secrets by those of a new session, with `gh secret set` for each. Better: use OIDC, which issues a fresh session to every job.',
      oidc: 'Run aws-actions/configure-aws-credentials again right before the deployment, or raise `role-duration-seconds` up to the maximum of the role.',
      academy:
        'Press Start Lab, wait for the green light, and store the three new values from AWS Details; a session lasts four hours at most.',
      'identity-center':
        'Run `aws sso login --profile NAME` and export again; such credentials are not made to be stored as secrets.',
      amplify:
        '`ampx` prints ExpiredTokenError for invalid credentials too; here they have really expired. Get new ones as for the other tools.',
      'eb-cli':
        '`eb` prints this as "NotAuthorizedError - Operation Denied". Export the three variables of a new session.',
      'self-hosted': 'Use the role of the instance, which renews its credentials by itself.',
      any: 'Get a new session where this one came from, and replace key, secret and token together.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Common error types of the AWS APIs: ExpiredToken, ExpiredTokenException' },
      { evidence: 'source', source: 'aws-amplify/amplify-backend, cdk_error_mapper.ts' },
      { evidence: 'field-report', source: 'STS 403, KMS 400, S3 400' },
    ],
  },
  'auth-request-expired': {
    title: 'AWS calls the request expired',
    stage: 'sts',
    severity: 'error',
    meaning:
      'EC2 and its relatives use this answer for two things: a session that has ended, and a clock that is far off.',
    causes: [
      'The temporary credentials have expired.',
      'The clock of the runner is more than a quarter of an hour off.',
    ],
    tell: 'AWS answers RequestExpired. The time in the answer is compared with the clock of the runner: when they agree, it is the session.',
    remedies: {
      academy: 'Press Start Lab and store the three new values from AWS Details.',
      'self-hosted': 'Look at the clock first: `timedatectl`, then `timedatectl set-ntp true`.',
      any: 'Get new temporary credentials; on a machine of your own, check its clock as well.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Amazon EC2 API error codes: RequestExpired' },
      { evidence: 'field-report', source: 'EC2 answers RequestExpired to expired sessions' },
    ],
  },
  'auth-clock-skew': {
    title: 'The clock of this machine is wrong',
    stage: 'sts',
    severity: 'error',
    meaning:
      'AWS refuses requests whose time is too far from its own, by more than five minutes for most services. The JavaScript SDK corrects that quietly, other tools do not.',
    causes: [
      'A virtual machine woke up from sleep and does not synchronise its clock.',
      'A container or test sets a time of its own.',
    ],
    tell: 'AWS says that the signature has expired or is not yet current, or the `Date` of its answer differs from the clock by four minutes or more.',
    remedies: {
      'self-hosted': 'Switch time synchronisation on: `timedatectl set-ntp true`, or run chrony.',
      any: 'Set the clock of the machine right, and keep it synchronised.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: troubleshoot Signature Version 4 requests' },
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 corrects the time from 240 seconds on' },
      { evidence: 'source', source: 'Smithy list of clock skew error codes' },
    ],
  },
  'auth-signature-mismatch': {
    title: 'The secret access key does not belong to the key ID',
    stage: 'sts',
    severity: 'error',
    meaning:
      'AWS knows the key ID, and the signature made with the secret is wrong. So the secret is not the one of this key.',
    causes: [
      'The secret was cut, or has a quote, a blank or a line break in it.',
      'The key was rotated, and only one of the two values was replaced.',
      'The two values come from different key pairs.',
      'The same key ID was used with another secret a few seconds ago; AWS can then refuse the right one once.',
      'A proxy changed the request on its way.',
    ],
    tell: 'AWS answers SignatureDoesNotMatch. An unknown key ID would give another answer, and so would a wrong clock. It is asked once more after six seconds, because AWS refuses a right secret for some seconds after a wrong one.',
    remedies: {
      'github-secrets':
        'Store `AWS_SECRET_ACCESS_KEY` again. If the value is lost, create a new access key and replace both secrets: `aws iam create-access-key --user-name NAME`.',
      academy: 'Copy all three values from the same AWS Details page.',
      amplify: '`ampx` prints this as RequestSignatureError. Correct the secret access key.',
      'eb-cli': '`eb` prints this as "NotAuthorizedError - Operation Denied". Correct the secret access key.',
      dotenv: 'Look for quotes, a comment or blanks at the end of the line.',
      any: 'Enter the secret access key again, as one line without quotes, together with its key ID.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: troubleshoot Signature Version 4 requests' },
      { evidence: 'source', source: 'trufflehog AWS detector, on false mismatches within five seconds' },
      { evidence: 'measured', source: 'A line break in the secret is sent without complaint' },
    ],
  },
  'auth-token-invalid': {
    title: 'AWS does not know this access key',
    stage: 'sts',
    severity: 'error',
    meaning:
      'AWS answered that the security token or the access key is invalid. It says the same for a key that is gone, one that lacks its session token, and one that is misspelt.',
    causes: [
      'The key begins with `ASIA`, and the session token is missing or belongs to another session.',
      'The key was deleted or deactivated, or its user is gone.',
      'The key begins with `AKIA`, and an old session token is sent along.',
      'There is a quote, a blank or a typing error in the key ID.',
      'A Learner Lab or sandbox session was replaced by a new one.',
      'The region is not enabled in the account, or the key is from another partition.',
      'The key was created a few seconds ago.',
      'The endpoint is a local stand-in and not AWS.',
    ],
    tell: 'AWS answers InvalidClientTokenId, UnrecognizedClientException, InvalidAccessKeyId or AuthFailure, depending on the service. Key prefix and token tell the first causes apart without a call; then STS is asked at most three more times: without a stray token, in the home region, after a pause for a long-term key, and in other partitions.',
    remedies: {
      'github-secrets':
        'See whether the key is listed as active: `aws iam list-access-keys --user-name NAME`. If not, create a new one and replace both secrets. A key with `ASIA` needs `AWS_SESSION_TOKEN`, a key with `AKIA` must not have it.',
      oidc: 'If aws-actions/configure-aws-credentials ran before this, a later step overrides one of its three variables: look for `AWS_` under `env:`.',
      academy: 'Press Start Lab and store all three new values from AWS Details.',
      'identity-center': 'Export all three again: `aws configure export-credentials --profile NAME --format env`.',
      amplify:
        '`npx ampx configure profile` does not change a profile that exists: edit `~/.aws/credentials`, or run `aws configure --profile NAME`.',
      'eb-cli':
        '`eb` prints this as "NotAuthorizedError - Operation Denied". Check `[profile eb-cli]` in `~/.aws/config`, which wins over `[default]`.',
      dotenv: 'Remove quotes and blanks, and start the process again so that it reads the file anew.',
      'self-hosted': 'Remove the old `~/.aws/credentials` of the runner user.',
      any: 'Enter key ID, secret and, for a key that begins with `ASIA`, the session token again, all from the same source.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Common error types of the AWS APIs' },
      { evidence: 'measured', source: 'Error shapes of the AWS SDK for JavaScript 3.1169' },
      { evidence: 'field-report', source: 'Codes of the single services for the same cause' },
    ],
  },
  'auth-scope-region': {
    title: 'The request was signed for another region or service',
    stage: 'sts',
    severity: 'error',
    meaning: 'The signature names a region or service that is not the one that received the request.',
    causes: [
      'The bucket or application lives in another region.',
      'An endpoint setting belongs to another region.',
      'An old tool signs a global service with the wrong region.',
    ],
    tell: 'AWS says which region or service it expected.',
    remedies: { any: 'Set `AWS_REGION` to the region that AWS names in the detail.' },
    sources: [
      { evidence: 'aws-docs', source: 'IAM User Guide: troubleshoot Signature Version 4 requests' },
      { evidence: 'field-report', source: 'STS and S3 answers that name the expected region' },
    ],
  },
  'auth-incomplete-signature': {
    title: 'The Authorization header is malformed',
    stage: 'sts',
    severity: 'error',
    meaning:
      'AWS could not take the signature apart, because what stands in the place of the key ID, date or region is not that.',
    causes: [
      'The key ID has a `/` in it: key ID and secret are swapped, or the secret is in the wrong field.',
      'The region is empty.',
      'A proxy dropped or changed headers.',
    ],
    tell: 'AWS answers IncompleteSignature.',
    remedies: {
      'github-secrets': 'Store `AWS_ACCESS_KEY_ID` again: 20 characters that begin with `AKIA` or `ASIA`.',
      any: 'Correct `AWS_ACCESS_KEY_ID`, and make sure that a region is set.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Common error types of the AWS APIs: IncompleteSignature' },
      { evidence: 'field-report', source: 'Open-source S3 servers and plug-in documentation with the same texts' },
    ],
  },
  'auth-missing-token': {
    title: 'The request reached AWS without a signature',
    stage: 'sts',
    severity: 'error',
    meaning: 'AWS saw no credentials on the request at all.',
    causes: [
      'A proxy removed the Authorization header.',
      'Requests are made without signing, as with `--no-sign-request`.',
      'The address is an API Gateway path that does not exist, which answers the same.',
    ],
    tell: 'AWS answers MissingAuthenticationToken, although the request was signed here.',
    remedies: {
      'self-hosted': 'Make the proxy pass the Authorization header on, or go around it with `NO_PROXY`.',
      any: 'Check the proxy and the endpoint variables.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Common error types of the AWS APIs: MissingAuthenticationToken' },
      { evidence: 'field-report', source: 'API Gateway answers "Missing Authentication Token" to unknown paths' },
    ],
  },
  'sts-region-disabled': {
    title: 'STS is switched off in this region',
    stage: 'sts',
    severity: 'error',
    meaning: 'The account does not hand out sessions in this region.',
    causes: [
      'An administrator deactivated the STS endpoint of the region.',
      'The region has to be enabled first in the account that owns the role.',
    ],
    tell: 'STS answers RegionDisabledException.',
    remedies: {
      any: 'In IAM, Account settings, Security Token Service, activate the endpoint of the region; or enable the region; or use another one.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'STS API model: RegionDisabledException' },
      { evidence: 'field-report', source: 'STS answers "STS is not activated in this region"' },
    ],
  },
  'auth-subscription': {
    title: 'The account is not signed up for the service',
    stage: 'service',
    severity: 'error',
    meaning: 'The credentials are fine; the account may not use this service, or not in this region.',
    causes: [
      'The account is new, and its sign-up, payment or phone check is not finished; that takes up to 24 hours.',
      'The plan of the account does not include the service.',
      'The region is not enabled.',
    ],
    tell: 'The service answers OptInRequired or SubscriptionRequiredException, while STS accepts the key.',
    remedies: { any: 'Finish the activation of the account in the AWS console, or choose a region that is enabled.' },
    sources: [
      { evidence: 'aws-docs', source: 'Common error types of the AWS APIs: OptInRequired' },
      { evidence: 'field-report', source: 'SubscriptionRequiredException of new accounts' },
    ],
  },
  'auth-account-blocked': {
    title: 'The account is blocked or waits for verification',
    stage: 'service',
    severity: 'error',
    meaning: 'AWS does not serve this account at the moment, whoever asks.',
    causes: [
      'There is an open bill, or AWS suspects misuse.',
      'The account is new and still being verified.',
      'The budget of a Learner Lab is used up.',
    ],
    tell: 'The service answers Blocked, PendingVerification or AccountProblem, while STS accepts the key.',
    remedies: {
      academy: 'Ask your educator: a lab account is disabled when its budget is used up.',
      any: 'Open a case with AWS Support under account and billing, which every account may do.',
    },
    sources: [
      { evidence: 'field-report', source: 'EC2 answers Blocked and PendingVerification' },
      { evidence: 'field-report', source: 'Public copies of the Learner Lab readme' },
    ],
  },
  'aws-error-unknown': {
    title: 'AWS answered with an error that has no name here',
    stage: 'service',
    severity: 'warning',
    meaning:
      'The answer fits none of the errors that this version knows. Its code and text are in the detail, as AWS sent them.',
    causes: [
      'A passing fault of the service.',
      'The named resource does not exist, or the request was not what the service expects.',
      'AWS uses a code or wording that is new.',
    ],
    tell: 'None of the rules fits the code and the text of the answer. Nothing is concluded from it, and it never fails a run.',
    remedies: {
      any: 'Read the text in the detail; run the job again if it speaks of a fault of the service. If the error deserves a name of its own, please open an issue with its code and text.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, classification of failures' }],
  },
} as const satisfies Record<string, Diagnosis>;
