import type { Diagnosis } from '../diagnosis.ts';

/** Where the calls go: region, partition, endpoint. */
export const region = {
  'region-missing': {
    title: 'No region is set',
    stage: 'offline',
    severity: 'error',
    meaning: 'AWS tools need to know which region to talk to, and nothing says so.',
    causes: [
      '`AWS_REGION` is not set. The AWS SDK for JavaScript does not read `AWS_DEFAULT_REGION`.',
      'The profile has no `region` line.',
      'The repository variable that should hold it is empty.',
    ],
    tell: 'Neither the input, nor the environment, nor the profile names a region. When only `AWS_DEFAULT_REGION` is set, the detail says which tools will still work.',
    remedies: {
      amplify: 'Set `AWS_REGION`: `ampx` also takes `AWS_DEFAULT_REGION`, the CDK beneath it does not.',
      'eb-cli': 'Give `eb` a `--region`, or `default_region:` in `.elasticbeanstalk/config.yml`.',
      any: 'Set both to the same value for the job: `env: { AWS_REGION: us-east-1, AWS_DEFAULT_REGION: us-east-1 }`.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11' },
      { evidence: 'source', source: 'aws-amplify/amplify-backend command_middleware.ts' },
    ],
  },
  'region-conflict': {
    title: 'Two variables name different regions',
    stage: 'offline',
    severity: 'warning',
    meaning:
      '`AWS_REGION` and `AWS_DEFAULT_REGION` differ, and not every tool looks at the same one, so that two steps of one job can work in two regions.',
    causes: [
      'One was set for this job, and the other comes from an earlier step or from the runner.',
      'Only one of the two was changed when the deployment moved.',
    ],
    tell: 'Both variables are read and compared.',
    remedies: {
      any: 'Set both to the same region for the whole job, or unset `AWS_DEFAULT_REGION`.',
    },
    sources: [
      { evidence: 'source', source: 'Region chains of the AWS CLI, the AWS SDK for JavaScript and the AWS CDK' },
    ],
  },
  'region-malformed': {
    title: 'The region is not written as a region name',
    stage: 'offline',
    severity: 'error',
    meaning: 'The region becomes a part of host names, and this value cannot be one.',
    causes: [
      'There is a blank, a line break or a quote in the value.',
      'It is the display name, such as "N. Virginia".',
      'It has underscores, or names several regions.',
      'An unset variable left nothing between two dots of a host name.',
    ],
    tell: 'The raw value is compared with the form of region names; where trimming or lower case repairs it, the detail says so.',
    remedies: {
      any: 'Write it like `us-east-1`, and keep it in a repository variable: as a secret it would be masked to `***` all over the log.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 and botocore 1.43.11 refuse such values' },
    ],
  },
  'region-unknown': {
    title: 'The region does not exist',
    stage: 'offline',
    severity: 'error',
    meaning:
      'The value has the form of a region, but AWS has none of that name. The tools do not notice; they only fail to find the host.',
    causes: [
      'A letter is missing or wrong, as in `us-est-1` or `eu-central`.',
      'It is an availability zone, as in `us-east-1a`.',
      'It is written in capital letters.',
    ],
    tell: 'The name is not among the regions that the AWS SDKs list. The detail suggests the nearest one.',
    remedies: { any: 'Correct the name of the region.' },
    sources: [
      { evidence: 'measured', source: 'Both SDKs build a host name from any well-formed value without complaint' },
    ],
  },
  'region-partition-mismatch': {
    title: 'The key belongs to another partition of AWS',
    stage: 'sts',
    severity: 'error',
    meaning:
      'AWS in China, AWS GovCloud and the European Sovereign Cloud have accounts and keys of their own, which work only in their own regions. Key and region are from different ones.',
    causes: [
      'A key for China, GovCloud or the European Sovereign Cloud is used in an ordinary region, or the reverse.',
      'The role ARN names another partition than the region belongs to.',
    ],
    tell: 'The partition in the ARN (`aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`) is compared with that of the region; or AWS says that credentials unique to China are needed; or STS of this partition does not know the key and that of another one does.',
    remedies: {
      oidc: 'For China use a role ARN that begins with `arn:aws-cn:` and `audience: sts.amazonaws.com.cn`.',
      any: 'Use a region of the partition that issued the key, or a key of the partition that you deploy to.',
    },
    sources: [
      { evidence: 'measured', source: 'Partition table of botocore 1.43.11' },
      { evidence: 'source', source: 'awsebcli, messages for the China regions' },
      { evidence: 'field-report', source: 'EC2 AuthFailure across partitions' },
    ],
  },
  'region-not-enabled': {
    title: 'The key is good, but this region does not know it',
    stage: 'service',
    severity: 'error',
    meaning:
      'The credentials are alive: STS has said whose they are. The region of the deployment refuses them as unknown all the same, as it does when the account has not enabled that region.',
    causes: [
      'The region is one that an account has to enable first, and this account has not.',
      'The session token comes from the global STS endpoint, which issues tokens that newer regions do not accept.',
      'The key was made a moment ago, and the region has not heard of it yet.',
      'An endpoint variable sends the call somewhere that is not AWS.',
    ],
    tell: 'GetCallerIdentity succeeded, and a harmless call to the service then answered that the security token is invalid; or STS refused the key in this region and accepted it in the home region of the partition.',
    remedies: {
      oidc: 'Enable the region in the account of the role, and set `AWS_STS_REGIONAL_ENDPOINTS: regional` for older tools so that tokens are valid everywhere.',
      any: 'Enable the region: `aws account enable-region --region-name REGION`, or in the console under Account, AWS Regions; it takes a while. Or deploy to a region that is enabled.',
    },
    sources: [
      {
        evidence: 'field-report',
        source:
          'UnrecognizedClientException for regions without access; aws-sdk-java issue 2313, pulumi-aws issue 2406',
      },
      {
        evidence: 'aws-docs',
        source: 'IAM User Guide: managing AWS STS in an AWS Region; regions that are enabled by default',
      },
    ],
  },
  'endpoint-override': {
    title: 'An endpoint variable sends AWS calls elsewhere',
    stage: 'offline',
    severity: 'warning',
    meaning:
      'A setting replaces the address of AWS by another one. That is right for a test against a local stand-in and wrong for a deployment: calls, and signatures, go to that host.',
    causes: [
      '`AWS_ENDPOINT_URL` or one of its relatives for a single service was left over from tests with LocalStack or moto.',
      'The profile has an `endpoint_url` line.',
      'The value is not a complete address with `https://` in front.',
    ],
    tell: 'One of the endpoint variables is set, or the profile has an `endpoint_url`, and the host is not one of AWS; or the value is no address at all.',
    remedies: {
      any: 'Remove the variable for the deploy job, or set `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: true` there.',
    },
    sources: [
      { evidence: 'aws-docs', source: 'AWS SDKs and Tools Reference Guide: service-specific endpoints' },
      {
        evidence: 'measured',
        source: 'The endpoint variables redirect STS and IAM clients of the AWS SDK for JavaScript 3.1169',
      },
      { evidence: 'unconfirmed', source: 'Effect of AWS_IGNORE_CONFIGURED_ENDPOINT_URLS in every tool' },
    ],
  },
} as const satisfies Record<string, Diagnosis>;
