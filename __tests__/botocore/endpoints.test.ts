import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { endpointOf } from '../../src/aws/endpoint.ts';
import { peerTool } from '../../tools/peer-tools.ts';
import { builtIn } from '../requirements/built-in.ts';

interface Endpoint {
  readonly prefix: string;
  readonly variable: string;
  readonly signing: string;
  readonly region: string;
  readonly url: string;
}

const probes = [...builtIn.values()].flatMap((target) => [...target.probes, ...target.reads]);
const services = [...new Set(probes.map(({ service }) => service))].sort();

/** By botocore's name of the service. */
const known = JSON.parse(
  execFileSync(peerTool('python'), [join(import.meta.dirname, 'endpoints.py'), ...services], {
    encoding: 'utf8',
    env: { AWS_EC2_METADATA_DISABLED: 'true' },
  }),
) as Readonly<Record<string, readonly Endpoint[]>>;

test('the probes of all targets ask a dozen services and more', () => {
  expect(services.length).toBeGreaterThan(12);
});

test.each(services)('%s is asked where botocore asks it, and redirected by the same variable', (service) => {
  const hosts = (region: string) => endpointOf(service, region, {}).origin;
  const same = Object.values(known)
    .flat()
    .filter(({ signing, region, url }) => signing === service && url === hosts(region));
  expect(new Set(same.map(({ region }) => region))).toEqual(new Set(['eu-west-1', 'cn-north-1']));
  const redirected = same.filter(
    ({ variable, region }) => endpointOf(service, region, { [variable]: 'http://127.0.0.1:1' }).port === '1',
  );
  expect(redirected).not.toEqual([]);
});
