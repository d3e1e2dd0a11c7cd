/**
 * Regions by partition (AWS general reference, "AWS service endpoints"). A region that is not here does not exist for
 * the stand-in: a request signed for it is refused as AWS refuses a misspelt one.
 */
const regions: Readonly<Record<string, readonly string[]>> = {
  aws: [
    ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1'],
    ...[
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'eu-central-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
    ],
    ...['ap-south-1', 'ap-south-2', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
    ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-7'],
    ...['me-south-1', 'me-central-1', 'il-central-1', 'af-south-1'],
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
};

/** The regions that an account of the partition has without asking for more, as far as the tests need them. */
export const defaultRegions: Readonly<Record<string, readonly string[]>> = {
  aws: ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
};

/** The partition of a region, or `null` for a region that does not exist. */
export function partitionOf(region: string): string | null {
  return Object.keys(regions).find((partition) => regions[partition]?.includes(region)) ?? null;
}
