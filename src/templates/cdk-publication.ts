import type { Requirement } from '../requirements/requirement.ts';
import type { CdkDestination } from './cdk-assets.ts';
import { arnStart, type CdkFacts, rows } from './cdk-rows.ts';

/** An asset that is there already is not published again, so each is a warning (aws-cdk-cli, cdk-assets-lib, handlers). */
export function publication(facts: CdkFacts, destination: CdkDestination, principal: string): readonly Requirement[] {
  const { kind, name, key, region } = destination;
  const place = { ...facts.stack.place, region };
  if (kind === 'files') {
    const bucket = `arn:${place.partition}:s3:::${name}`;
    return [
      ...rows(
        facts,
        ['s3:GetBucketLocation', 's3:ListBucket'],
        bucket,
        principal,
        'warning',
        'Look for the assets in the bucket',
        {},
        region,
      ),
      ...rows(
        facts,
        ['s3:GetEncryptionConfiguration'],
        bucket,
        principal,
        'notice',
        'See how the bucket encrypts',
        {},
        region,
      ),
      ...rows(facts, ['s3:PutObject'], `${bucket}/${key}`, principal, 'warning', 'Upload the assets', {}, region),
    ];
  }
  const push = [
    'ecr:DescribeRepositories',
    'ecr:DescribeImages',
    'ecr:BatchCheckLayerAvailability',
    'ecr:InitiateLayerUpload',
    'ecr:UploadLayerPart',
    'ecr:CompleteLayerUpload',
    'ecr:PutImage',
  ];
  const repository = `${arnStart('ecr', place)}:repository/${name}`;
  return [
    ...rows(facts, ['ecr:GetAuthorizationToken'], '*', principal, 'warning', 'Log in to the registry', {}, region),
    ...rows(facts, push, repository, principal, 'warning', 'Push the images', {}, region),
  ];
}

/** Assets of the old synthesizer go to the bucket of the stack CDKToolkit, whose name AWS has chosen. */
export function legacyAssets(facts: CdkFacts): readonly Requirement[] {
  const { stack, context } = facts;
  if (!stack.hasLegacyAssets || stack.deployRole !== null) {
    return [];
  }
  const toolkit = `${arnStart('cloudformation', stack.place)}:stack/CDKToolkit/*`;
  const bucket = `arn:${stack.place.partition}:s3:::cdktoolkit-stagingbucket-*`;
  const uploads = rows(facts, ['s3:PutObject'], `${bucket}/*`, context.principal, 'warning', 'Upload the assets');
  return [
    ...rows(
      facts,
      ['cloudformation:DescribeStacks'],
      toolkit,
      context.principal,
      'warning',
      'Find the bucket of the bootstrap',
    ),
    ...uploads.map((row) => ({ ...row, guessed: ['bootstrap-bucket'] })),
  ];
}
