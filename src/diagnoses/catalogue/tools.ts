import type { Diagnosis } from '../diagnosis.ts';

/** Names that deployment tools give to failures of AWS's, under which the cause has to be looked for. */
export const tools = {
  'tool-eb-notauthorized': {
    title: 'The EB CLI says `NotAuthorizedError`',
    stage: 'tool',
    severity: 'error',
    meaning:
      'The EB CLI gives this one name to every refusal: an invalid key, an expired session, a wrong secret and a missing permission all look like it. The text behind "Operation Denied" tells which.',
    causes: [
      'The credentials are invalid or have expired, as the rest of the text says.',
      'A permission is missing, as the rest of the text says.',
      '`profile:` in `.elasticbeanstalk/config.yml` makes `eb` use other credentials than the environment holds.',
    ],
    tell: 'The name is taken off and the rest of the text is classified by itself; it has a finding of its own.',
    remedies: {
      'eb-cli':
        'Follow the other finding. In CI set `profile: null` in `.elasticbeanstalk/config.yml`, and pass the three variables; `eb` reads `AWS_EB_PROFILE`, not `AWS_PROFILE`.',
      any: 'Follow the finding for the text behind the name.',
    },
    sources: [{ evidence: 'source', source: 'aws/aws-elastic-beanstalk-cli, ebcli/lib/aws.py' }],
  },
  'tool-amplify-credentials': {
    title: 'Amplify could not use its credentials',
    stage: 'tool',
    severity: 'error',
    meaning:
      '`ampx` reports its own name for what AWS or the AWS SDK said, and one name can stand for several causes: `ExpiredTokenError` is an expired token or an invalid one.',
    causes: [
      'The job has no credentials in the environment, and the profile of a developer does not exist there.',
      '`ampx configure profile` was run for a profile that exists: it changes nothing then, and it cannot store a session token at all.',
      'The session is over, or the key is invalid; `ampx` says the same for both.',
    ],
    tell: 'The name is recognised, and the text that it wraps, where there is one, is classified by itself.',
    remedies: {
      amplify:
        'In CI take a role with OIDC and run `npx ampx pipeline-deploy --branch BRANCH --app-id APP_ID`. To change a profile that exists, use `aws configure --profile NAME` or edit `~/.aws/credentials`.',
      any: 'Check with `aws sts get-caller-identity` whether the credentials work outside of Amplify.',
    },
    sources: [
      {
        evidence: 'source',
        source: 'aws-amplify/amplify-backend: command_middleware.ts, profile_controller.ts, cdk_error_mapper.ts',
      },
    ],
  },
  'tool-ecr-login': {
    title: 'The login to the container registry is missing or over',
    stage: 'tool',
    severity: 'error',
    meaning: 'Docker has no valid token for the registry. It is not the AWS key that is refused.',
    causes: [
      'No login in this job, or one for the registry of another account or region.',
      'The token of an earlier login is older than twelve hours.',
    ],
    tell: 'The message is one of those with which Docker and ECR refuse a push or pull.',
    remedies: {
      'github-secrets':
        'Run aws-actions/amazon-ecr-login right before the push, with the region and account of the registry.',
      any: '`aws ecr get-login-password --region REGION | docker login --username AWS --password-stdin ACCOUNT.dkr.ecr.REGION.amazonaws.com`.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'Amazon ECR User Guide: private registry authentication, twelve hours' },
      { evidence: 'field-report', source: 'Texts of docker push and docker pull in public logs' },
    ],
  },
  'log-nothing-found': {
    title: 'No credential or permission failure in the log',
    stage: 'tool',
    severity: 'notice',
    meaning:
      'The log was read to its end, and nothing in it is known to be a failure of AWS credentials or permissions. The deployment may have failed for another reason, or with a text that is not known here.',
    causes: [
      'The failure is of another kind: a build, a template, a resource, a limit.',
      'The log does not hold the output of the step that failed.',
      'The tool words its refusal in a way that is not known yet.',
    ],
    tell: 'Every line was compared with the known shapes and sentences. The detail says how many lines, and how many AWS errors of other kinds.',
    remedies: {
      any: 'Look at the last lines of the log. If they do speak of credentials, please open an issue with the text, without its secrets.',
    },
    sources: [{ evidence: 'source', source: 'aws-cred-preflight, src/explain' }],
  },
} as const satisfies Record<string, Diagnosis>;
