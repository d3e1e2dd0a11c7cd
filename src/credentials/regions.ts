/** A region that AWS has announced. `name` is the one that the console shows. */
export interface Region {
  readonly partition: string;
  readonly name: string;
}

/**
 * The partition that a region belongs to: by the table, else by the patterns that the SDKs use for regions newer than
 * themselves, else `aws`, as in the SDKs.
 */
export function partitionOfRegion(region: string): string {
  return knownPartition(region) ?? 'aws';
}

/** As `partitionOfRegion`, but `null` where neither the table nor a pattern speaks. */
export function knownPartition(region: string): string | null {
  return (
    regions.get(region)?.partition ??
    Object.keys(partitions).find((id) => partitions[id]?.pattern.test(region) === true) ??
    null
  );
}

/** The end of the service host names in a partition; that of `aws` for a partition that nobody knows. */
export function dnsSuffix(partition: string): string {
  return Object.hasOwn(partitions, partition)
    ? (partitions[partition]?.dnsSuffix ?? commercialSuffix)
    : commercialSuffix;
}

/**
 * The region of a partition that every account in it has enabled and whose STS knows all of its keys; `null` for a
 * partition that nobody knows.
 */
export function homeRegion(partition: string): string | null {
  return Object.hasOwn(partitions, partition) ? (partitions[partition]?.home ?? null) : null;
}

/**
 * The regions of a partition that every account in it has from the start; empty for a partition that nobody knows.
 * Source: AWS Account Management reference guide, "Enable or disable AWS Regions in your account": in the partition
 * `aws` those from before March 20, 2019. The other partitions have no region that has to be enabled.
 */
export function regionsFromTheStart(partition: string): readonly string[] {
  return partition === 'aws'
    ? enabledByDefault
    : [...regions].filter(([, region]) => region.partition === partition).map(([name]) => name);
}

const enabledByDefault: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
];

const commercialSuffix = 'amazonaws.com';

/** Source: the partitions data (version 1.1) that the AWS SDK for JavaScript v3 and botocore are shipped with. */
const partitions: Readonly<
  Record<string, { readonly pattern: RegExp; readonly dnsSuffix: string; readonly home: string }>
> = {
  aws: { pattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/, dnsSuffix: 'amazonaws.com', home: 'us-east-1' },
  'aws-cn': { pattern: /^cn-\w+-\d+$/, dnsSuffix: 'amazonaws.com.cn', home: 'cn-northwest-1' },
  'aws-eusc': { pattern: /^eusc-de-\w+-\d+$/, dnsSuffix: 'amazonaws.eu', home: 'eusc-de-east-1' },
  'aws-iso': { pattern: /^us-iso-\w+-\d+$/, dnsSuffix: 'c2s.ic.gov', home: 'us-iso-east-1' },
  'aws-iso-b': { pattern: /^us-isob-\w+-\d+$/, dnsSuffix: 'sc2s.sgov.gov', home: 'us-isob-east-1' },
  'aws-iso-e': { pattern: /^eu-isoe-\w+-\d+$/, dnsSuffix: 'cloud.adc-e.uk', home: 'eu-isoe-west-1' },
  'aws-iso-f': { pattern: /^us-isof-\w+-\d+$/, dnsSuffix: 'csp.hci.ic.gov', home: 'us-isof-south-1' },
  'aws-us-gov': { pattern: /^us-gov-\w+-\d+$/, dnsSuffix: 'amazonaws.com', home: 'us-gov-west-1' },
};

/** Same source as the partitions. A test compares both with the data of the SDK that is installed. */
export const regions: ReadonlyMap<string, Region> = new Map(
  Object.entries({
    'af-south-1': { partition: 'aws', name: 'Africa (Cape Town)' },
    'ap-east-1': { partition: 'aws', name: 'Asia Pacific (Hong Kong)' },
    'ap-east-2': { partition: 'aws', name: 'Asia Pacific (Taipei)' },
    'ap-northeast-1': { partition: 'aws', name: 'Asia Pacific (Tokyo)' },
    'ap-northeast-2': { partition: 'aws', name: 'Asia Pacific (Seoul)' },
    'ap-northeast-3': { partition: 'aws', name: 'Asia Pacific (Osaka)' },
    'ap-south-1': { partition: 'aws', name: 'Asia Pacific (Mumbai)' },
    'ap-south-2': { partition: 'aws', name: 'Asia Pacific (Hyderabad)' },
    'ap-southeast-1': { partition: 'aws', name: 'Asia Pacific (Singapore)' },
    'ap-southeast-2': { partition: 'aws', name: 'Asia Pacific (Sydney)' },
    'ap-southeast-3': { partition: 'aws', name: 'Asia Pacific (Jakarta)' },
    'ap-southeast-4': { partition: 'aws', name: 'Asia Pacific (Melbourne)' },
    'ap-southeast-5': { partition: 'aws', name: 'Asia Pacific (Malaysia)' },
    'ap-southeast-6': { partition: 'aws', name: 'Asia Pacific (New Zealand)' },
    'ap-southeast-7': { partition: 'aws', name: 'Asia Pacific (Thailand)' },
    'ca-central-1': { partition: 'aws', name: 'Canada (Central)' },
    'ca-west-1': { partition: 'aws', name: 'Canada West (Calgary)' },
    'eu-central-1': { partition: 'aws', name: 'Europe (Frankfurt)' },
    'eu-central-2': { partition: 'aws', name: 'Europe (Zurich)' },
    'eu-north-1': { partition: 'aws', name: 'Europe (Stockholm)' },
    'eu-south-1': { partition: 'aws', name: 'Europe (Milan)' },
    'eu-south-2': { partition: 'aws', name: 'Europe (Spain)' },
    'eu-west-1': { partition: 'aws', name: 'Europe (Ireland)' },
    'eu-west-2': { partition: 'aws', name: 'Europe (London)' },
    'eu-west-3': { partition: 'aws', name: 'Europe (Paris)' },
    'il-central-1': { partition: 'aws', name: 'Israel (Tel Aviv)' },
    'me-central-1': { partition: 'aws', name: 'Middle East (UAE)' },
    'me-south-1': { partition: 'aws', name: 'Middle East (Bahrain)' },
    'me-west-1': { partition: 'aws', name: 'Middle East (Saudi Arabia)' },
    'mx-central-1': { partition: 'aws', name: 'Mexico (Central)' },
    'sa-east-1': { partition: 'aws', name: 'South America (Sao Paulo)' },
    'sa-west-1': { partition: 'aws', name: 'South America (Chile)' },
    'us-east-1': { partition: 'aws', name: 'US East (N. Virginia)' },
    'us-east-2': { partition: 'aws', name: 'US East (Ohio)' },
    'us-west-1': { partition: 'aws', name: 'US West (N. California)' },
    'us-west-2': { partition: 'aws', name: 'US West (Oregon)' },
    'cn-north-1': { partition: 'aws-cn', name: 'China (Beijing)' },
    'cn-northwest-1': { partition: 'aws-cn', name: 'China (Ningxia)' },
    'eusc-de-east-1': { partition: 'aws-eusc', name: 'AWS European Sovereign Cloud (Germany)' },
    'us-iso-east-1': { partition: 'aws-iso', name: 'US ISO East' },
    'us-iso-west-1': { partition: 'aws-iso', name: 'US ISO West' },
    'us-isob-east-1': { partition: 'aws-iso-b', name: 'US ISOB East (Ohio)' },
    'us-isob-west-1': { partition: 'aws-iso-b', name: 'US ISOB West' },
    'eu-isoe-west-1': { partition: 'aws-iso-e', name: 'EU ISOE West' },
    'us-isof-east-1': { partition: 'aws-iso-f', name: 'US ISOF East' },
    'us-isof-south-1': { partition: 'aws-iso-f', name: 'US ISOF South' },
    'us-gov-east-1': { partition: 'aws-us-gov', name: 'AWS GovCloud (US-East)' },
    'us-gov-west-1': { partition: 'aws-us-gov', name: 'AWS GovCloud (US-West)' },
  }),
);

/** Every suffix that a service host of AWS can end in, the dual-stack ones included. */
export const awsHostSuffixes: readonly string[] = [
  ...new Set(Object.values(partitions).map((partition) => partition.dnsSuffix)),
  'api.aws',
  'api.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
  'api.aws.ic.gov',
  'api.aws.scloud',
  'api.cloud-aws.adc-e.uk',
  'api.aws.hci.ic.gov',
];
