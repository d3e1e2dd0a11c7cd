import type { tools as entries } from '../../src/diagnoses/catalogue/tools.ts';
import type { Evidence } from './evidence.ts';

/** Names that deployment tools give to failures of AWS's. */
export const tools: Readonly<Record<keyof typeof entries, Evidence>> = {
  'tool-eb-notauthorized': {
    by: 'log',
    why: 'It is the name that the EB CLI gives to refusals; nothing else says it.',
    cases: [
      {
        name: 'the EB CLI without a permission, which has a finding of its own',
        log: {
          text: 'Creating application version archive "app-1".\nERROR: NotAuthorizedError - Operation Denied. User: arn:aws:iam::111122223333:user/locust is not authorized to perform: elasticbeanstalk:CreateApplication on resource: arn:aws:elasticbeanstalk:us-west-2:111122223333:application/eb-locustio-sample\n',
          source: 'https://github.com/aws-samples/eb-locustio-sample/issues/9',
        },
        finds: {
          severity: 'notice',
          says: /EB CLI calls this NotAuthorizedError; the cause is a finding of its own/,
          at: { file: 'logs/deploy.log', line: 2 },
        },
        result: 'failed',
      },
      {
        name: 'the EB CLI without a reason, on a terminal',
        through: 'command line',
        log: {
          text: 'ERROR: NotAuthorizedError - Operation Denied. Access Denied.\n',
          source: 'https://github.com/aws/aws-elastic-beanstalk-cli-setup/issues/74',
        },
        finds: {
          severity: 'error',
          says: /NotAuthorizedError - Operation Denied\. Access Denied\./,
          at: { file: 'logs/deploy.log', line: 1 },
        },
        result: 'failed',
      },
    ],
  },
  'tool-amplify-credentials': {
    by: 'log',
    why: 'It is the name that Amplify gives to credentials which it cannot use; nothing else says it.',
    cases: [
      {
        name: 'ampx in a pipeline without credentials',
        log: {
          text: '[InvalidCredentialError] Failed to load default AWS credentials\n  ∙ To configure a new Amplify profile, use npx ampx configure profile.\nCaused by: [CredentialsProviderError] Could not load credentials from any providers\n',
          source: 'https://github.com/aws-amplify/amplify-backend/blob/main/packages/cli/src/command_middleware.ts',
        },
        finds: { severity: 'error', says: /InvalidCredentialError/, at: { file: 'logs/deploy.log', line: 1 } },
        result: 'failed',
      },
    ],
  },
  'tool-ecr-login': {
    by: 'log',
    why: 'Docker signs in to a registry with a token of its own, which the preflight does not have and does not ask for.',
    cases: [
      {
        name: 'docker push without a login',
        log: {
          text: 'The push refers to repository [111122223333.dkr.ecr.eu-central-1.amazonaws.com/registry]\n374b29f6eb29: Preparing\n02541b6f86e9: Preparing\nno basic auth credentials\n',
          source: 'https://github.com/aws-actions/amazon-ecr-login/issues/431',
        },
        finds: { severity: 'error', says: /no basic auth credentials/, at: { file: 'logs/deploy.log', line: 4 } },
        result: 'failed',
      },
      {
        name: 'a login that is over, on a terminal',
        through: 'command line',
        log: {
          text: 'denied: Your authorization token has expired. Reauthenticate and try again.\n',
          source: 'https://github.com/aws/aws-cli/issues/6580',
        },
        finds: {
          severity: 'error',
          says: /Your authorization token has expired/,
          at: { file: 'logs/deploy.log', line: 1 },
        },
        result: 'failed',
      },
    ],
  },
  'log-nothing-found': {
    by: 'run',
    cases: [
      {
        name: 'a log of a failure that is not about AWS',
        log: {
          text: 'npm ERR! code E403\nnpm ERR! 403 403 Forbidden - PUT https://registry.npmjs.org/app\n',
          source: 'https://docs.npmjs.com/common-errors',
        },
        finds: {
          severity: 'notice',
          says: /has 2 lines, and none of them is known/,
          at: { file: 'logs/deploy.log', line: 2 },
        },
        result: 'passed',
      },
      {
        name: 'the same on a terminal',
        through: 'command line',
        log: {
          text: 'npm ERR! code E403\nnpm ERR! 403 403 Forbidden - PUT https://registry.npmjs.org/app\n',
          source: 'https://docs.npmjs.com/common-errors',
        },
        finds: { severity: 'notice', says: /has 2 lines/, at: { file: 'logs/deploy.log', line: 2 } },
        result: 'unverified',
      },
    ],
  },
};
