import { dnsSuffix, partitionOfRegion } from '../credentials/regions.ts';

/** Variables that redirect a service carry its service id, which is not always its host name. */
const serviceIds: Readonly<Record<string, string>> = {
  apigateway: 'API_GATEWAY',
  elasticbeanstalk: 'ELASTIC_BEANSTALK',
  states: 'SFN',
};

/** Hosts that do not begin with the service's name (botocore's endpoint rules). */
const hosts: Readonly<Record<string, string>> = { ecr: 'api.ecr' };

/**
 * Address of a service in a region, following the SDK's own variables (`AWS_ENDPOINT_URL_<SERVICE>`,
 * `AWS_ENDPOINT_URL`, `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`; AWS SDKs and Tools guide, "Service-specific endpoints").
 * Throws a TypeError when a variable holds no address.
 */
export function endpointOf(
  service: string,
  region: string,
  environment: Readonly<Record<string, string | undefined>>,
): URL {
  const ignored = environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']?.toLowerCase() === 'true';
  const serviceId = serviceIds[service] ?? service.toUpperCase();
  const configured = [environment[`AWS_ENDPOINT_URL_${serviceId}`], environment['AWS_ENDPOINT_URL']].find(
    (value) => value !== undefined && value !== '',
  );
  if (!ignored && configured !== undefined) {
    return new URL(configured);
  }
  return new URL(`https://${hosts[service] ?? service}.${region}.${dnsSuffix(partitionOfRegion(region))}`);
}
