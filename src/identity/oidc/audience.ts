import { partitionOfRegion } from '../../credentials/regions.ts';

/**
 * The audience that a token is asked for with: the one given, or that of configure-aws-credentials, which in China is
 * another (GitHub docs, "Configuring OpenID Connect in Amazon Web Services").
 */
export function audienceFor(given: string, region: string | null): string {
  const partition = partitionOfRegion(region ?? 'us-east-1');
  return given || (partition === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com');
}
