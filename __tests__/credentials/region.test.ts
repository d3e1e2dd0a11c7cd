import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { resolveRegion } from '../../src/credentials/region.ts';
import { judgeRegion } from '../../src/credentials/region-name.ts';
import { awsHostSuffixes, dnsSuffix, partitionOfRegion, regions } from '../../src/credentials/regions.ts';
import type { FactsOfCase } from './facts.ts';
import { factsOf } from './facts.ts';

describe('resolveRegion', () => {
  const both = { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-west-2' };
  const profiles = { default: 'eu-west-1', dev: 'eu-west-2', bare: null };
  test.each<[string, FactsOfCase, string | null, string | null, string | null]>([
    [
      'the input, trimmed',
      { inputs: { region: ' sa-east-1 ' }, environment: both, profiles },
      null,
      'sa-east-1',
      'input',
    ],
    ['AWS_REGION', { environment: both, profiles }, null, 'us-east-1', 'AWS_REGION'],
    [
      'AWS_DEFAULT_REGION',
      { environment: { ...both, AWS_REGION: '' }, profiles },
      null,
      'us-west-2',
      'AWS_DEFAULT_REGION',
    ],
    ['a variable as it is', { environment: { AWS_REGION: 'us-east-1 ' } }, null, 'us-east-1 ', 'AWS_REGION'],
    ['the chosen profile', { profiles }, 'dev', 'eu-west-2', 'profile'],
    ['the profile of the environment', { environment: { AWS_PROFILE: 'dev' }, profiles }, null, 'eu-west-2', 'profile'],
    ['the default profile', { profiles }, null, 'eu-west-1', 'profile'],
    ['a profile without one', { profiles }, 'bare', null, null],
    ['a profile that is not there', { profiles }, 'gone', null, null],
    ['nobody', { profiles: null }, null, null, null],
  ])('%s', (_, facts, profile, region, source) => {
    expect(resolveRegion(factsOf(facts), profile)).toEqual({ region, source });
  });
});

interface PartitionsInfo {
  readonly partitions: readonly {
    readonly id: string;
    readonly regionRegex: string;
    readonly outputs: { readonly dnsSuffix: string; readonly dualStackDnsSuffix: string };
    readonly regions: Readonly<Record<string, { readonly description?: string }>>;
  }[];
}

/** The file lies inside the package without being one of its entries. */
async function partitionsOfSdk(): Promise<PartitionsInfo> {
  const entry = createRequire(import.meta.url).resolve('@aws-sdk/core/client');
  const file = 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
  const found: unknown = await import(pathToFileURL(join(dirname(entry), '../../..', file)).href);
  return (found as { partitionsInfo: PartitionsInfo }).partitionsInfo;
}

describe('regions', () => {
  test('are those of the installed SDK', async () => {
    const { partitions } = await partitionsOfSdk();
    const theirs = partitions.flatMap((partition) =>
      Object.entries(partition.regions)
        .filter(([id]) => !id.endsWith('-global'))
        .map(([id, { description }]) => [id, partition.id, description?.toLowerCase()]),
    );
    const ours = [...regions].map(([id, region]) => [id, region.partition, region.name.toLowerCase()]);
    expect(ours.sort()).toEqual(theirs.sort());
    for (const { id, outputs } of partitions) {
      expect(dnsSuffix(id)).toBe(outputs.dnsSuffix);
      expect(awsHostSuffixes).toContain(outputs.dnsSuffix);
      expect(awsHostSuffixes).toContain(outputs.dualStackDnsSuffix);
    }
  });

  test('newer ones fall into the partition whose pattern the SDK has', async () => {
    const { partitions } = await partitionsOfSdk();
    const invented = partitions.flatMap(({ regions: known }) =>
      Object.keys(known)
        .filter((id) => !id.endsWith('-global'))
        .map((id) => id.replace(/\d+$/, '77')),
    );
    expect(invented.length).toBeGreaterThan(40);
    for (const name of invented) {
      const theirs = partitions.find(({ regionRegex }) => new RegExp(regionRegex).test(name))?.id;
      expect([name, partitionOfRegion(name)]).toEqual([name, theirs]);
    }
  });

  test('anything else counts as aws, as in the SDKs', () => {
    expect(partitionOfRegion('nowhere')).toBe('aws');
    expect(partitionOfRegion('constructor')).toBe('aws');
    expect(dnsSuffix('constructor')).toBe('amazonaws.com');
  });

  test('each is a good name', () => {
    expect([...regions.keys()].filter((name) => judgeRegion(name) !== null)).toEqual([]);
  });

  test('each is recognised when written otherwise', () => {
    for (const name of regions.keys()) {
      const spellings = [
        name.toUpperCase(),
        ` ${name}`,
        `"${name}"`,
        name.replaceAll('-', '_'),
        `${name}b`,
        `${name}, xx`,
      ];
      expect(spellings.map((spelling) => judgeRegion(spelling)?.suggestion)).toEqual(spellings.map(() => name));
    }
  });
});
