import type { Sample, Sign } from './sign.ts';

/**
 * Sentences of deployment tools and actions about AWS credentials, read in their public sources: the actions
 * configure-aws-credentials and amazon-ecr-login, the GitHub runner and toolkit, CDK, Serverless, Amplify, the EB CLI,
 * Terraform and Docker. What a tool merely passes on from AWS or an SDK has its signs elsewhere.
 */
export const signsOfTools: readonly Sign[] = [
  {
    diagnosis: 'oidc-no-permission',
    text: [
      'unable to get actions_id_token_request_url env variable',
      'unable to get actions_id_token_request_token env variable',
      'did you mean to set the `id-token` permission',
      'ensure github_token has permission "id-token: write"',
    ],
    when: isForAws,
  },
  {
    diagnosis: 'oidc-token-endpoint',
    text: ['failed to get id token', 'response json body do not have id token field'],
    when: (sample) => isForAws(sample) && /error code ?:|getidtoken call failed|id token field/.test(sample.text),
  },
  {
    diagnosis: 'env-secret-empty',
    text: ["'aws-secret-access-key' must be provided if 'aws-access-key-id' is provided"],
  },
  {
    diagnosis: 'env-source-conflict',
    text: ['multiple credential sources detected', 'do not match the expected access key id configured by the action'],
  },
  {
    diagnosis: 'identity-unexpected',
    text: ['does not match any of the expected account ids', 'aws account id not allowed: '],
  },
  {
    diagnosis: 'identity-unexpected',
    text: ['need to perform aws calls for account '],
    when: ({ text }) => text.includes('but the current credentials are for '),
  },
  { diagnosis: 'net-empty-identity', text: ['could not get account id or arn from sts'] },
  { diagnosis: 'assume-role-denied', text: ['current credentials could not be used to assume '] },
  {
    diagnosis: 'region-missing',
    text: [
      'failed to load default aws region',
      'the aws region is blank',
      'input required and not supplied: aws-region',
      'missing region in config',
    ],
  },
  { diagnosis: 'region-missing', when: ({ text }) => /^(?:error: |configerror: )*region is missing\.?$/.test(text) },
  {
    diagnosis: 'region-missing',
    text: [
      'the argument "region" is required, but no definition was found',
      'the argument "region" is required, but was not set',
    ],
    when: ({ text }) => text.includes('provider "aws"'),
  },
  { diagnosis: 'region-malformed', text: ['region is not valid: ', 'region not accepted: region='] },
  {
    diagnosis: 'region-malformed',
    text: ['invalid endpoint: https://'],
    when: ({ text }) => text.includes('amazonaws.com'),
  },
  { diagnosis: 'region-unknown', text: ['invalid aws region: '] },
  {
    diagnosis: 'file-profile-not-found',
    text: ["failed to load aws credentials for profile '"],
  },
  {
    diagnosis: 'file-profile-not-found',
    text: ['aws profile "'],
    when: ({ text }) => text.includes("doesn't seem to be configured"),
  },
  {
    diagnosis: 'dotenv-dialect',
    text: ["invalid format '"],
    when: ({ text }) => /invalid format '[^']{0,40}aws_/.test(text),
  },
  {
    diagnosis: 'dotenv-dialect',
    text: ['contains whitespaces', 'in variable name'],
    when: ({ text }) => /variable (?:name )?['"][^'"]{0,40}aws[_-]/.test(text),
  },
  {
    diagnosis: 'env-no-credentials',
    text: [
      'could not load credentials from any providers',
      'but no credentials have been configured',
      'aws provider credentials not found',
      'operation denied. you appear to have no credentials',
      'unable to resolve aws account to use',
      'missing credentials in config',
    ],
  },
  {
    diagnosis: 'tool-ecr-login',
    text: ['your authorization token has expired. reauthenticate'],
  },
  {
    diagnosis: 'tool-ecr-login',
    text: ['no basic auth credentials'],
    when: ({ text }) => text.includes('.dkr.ecr') || !text.includes('://'),
  },
  {
    diagnosis: 'tool-ecr-login',
    text: ['pull access denied', 'login attempt to ', 'authentication required', '401 unauthorized'],
    when: ({ text }) => /\.dkr\.ecr[.-]/.test(text),
  },
  {
    diagnosis: 'tool-amplify-credentials',
    text: ['failed to load default aws credentials', '[ssmcredentialserror]', '[invalidcredentialerror]'],
  },
  { diagnosis: 'tool-amplify-credentials', when: ({ text }) => /\bprofile '[^']{1,128}' already exists!/.test(text) },
];

/** The toolkit speaks in the same words for every action that asks GitHub for a token. */
function isForAws({ text }: Sample): boolean {
  return !/google-github-actions|azure|sigstore|cosign|pypi|trusted publish|vault|npm provenance/.test(text);
}
