import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import { hostsIn, isAwsHost, isContainerHost, isInstanceHost, isLoopback } from './hosts.ts';
import type { LogEvidence } from './evidence.ts';

/** What the programs of a deployment say when a connection does not come about, in lower case; specific ones first. */
const signs: readonly { readonly diagnosis: DiagnosisCode; readonly words: readonly string[] }[] = [
  {
    diagnosis: 'net-proxy',
    words: [
      'failed to connect to proxy url',
      'tunnel connection failed',
      'proxy authentication required',
      'tunneling socket could not be established',
      'proxyconnect tcp:',
      'cannot connect to proxy',
    ],
  },
  {
    diagnosis: 'net-tls',
    words: [
      'self-signed certificate',
      'self signed certificate',
      'unable to get local issuer certificate',
      'unable to verify the first certificate',
      'ssl validation failed for',
      'certificate_verify_failed',
      'certificate verify failed',
      'certificate has expired',
      'x509: certificate',
      'pkix path building failed',
    ],
  },
  {
    diagnosis: 'net-dns',
    words: [
      'getaddrinfo enotfound',
      'getaddrinfo eai_again',
      'no such host',
      'could not connect to the endpoint url',
      'name or service not known',
      'temporary failure in name resolution',
      'could not resolve host',
      'unknownhostexception',
      'nodename nor servname provided',
    ],
  },
  {
    diagnosis: 'net-refused-timeout',
    words: [
      'connect econnrefused',
      'connect etimedout',
      'connect ehostunreach',
      'connect enetunreach',
      'read econnreset',
      'socket hang up',
      'connect timeout on endpoint url',
      'read timeout on endpoint url',
      'connection was closed before we received a valid response from endpoint url',
      'connection refused',
      'connection reset by peer',
      'i/o timeout',
      'tls handshake timeout',
      'context deadline exceeded',
      'connect timed out',
      'connection timed out',
      'read timed out',
      'requesttimeout',
      'attempted to an unreachable network',
    ],
  },
];

/** Every word that a failed connection is recognised by. */
export const connectionWords: readonly string[] = signs.flatMap(({ words }) => words);

/** Said by SDKs of AWS only, so that the host does not matter: it may be an endpoint of the user's own. */
const sdkWords =
  /endpoint url: "|operation error [\w -]{1,60}: \w|ssl validation failed for |failed to connect to proxy url|error executing "|unable to execute http request|dispatchfailure/i;

/** Errors that stand alone, without a host: what the SDKs for JavaScript and Go leave when nothing is around them. */
const alone =
  /^(?:error: )?(?:timeouterror: socket hang up|self[- ]signed certificate in certificate chain|x509: certificate signed by unknown authority)\.?$/i;

/** The port at which LocalStack and moto answer by default. */
const standInPorts: readonly string[] = ['4566', '4567', '5000'];

/**
 * The diagnosis of a connection that failed on the way to AWS; `null` when none did, or when it was one to somewhere
 * else, as that of a package manager.
 */
export function classifyConnection(text: string, packageManager: boolean, evidence: LogEvidence): DiagnosisCode | null {
  const lower = text.toLowerCase();
  const sign = signs.find(({ words }) => words.some((part) => lower.includes(part)));
  if (sign === undefined) {
    return null;
  }
  const hosts = hostsIn(text);
  if (hosts.some(({ host }) => isContainerHost(host))) {
    return 'container-credentials';
  }
  if (hosts.some(({ host }) => isInstanceHost(host)) && /ec2|imds|aws|meta-?data\/iam|latest\/api\/token/i.test(text)) {
    return 'imds-unavailable';
  }
  const standIn = hosts.some(({ host, port }) => isLoopback(host) && (port === null || standInPorts.includes(port)));
  const isSdk = sdkWords.test(text);
  const isOurs =
    alone.test(text.trim()) ||
    isSdk ||
    hosts.some(({ host }) => isAwsHost(host)) ||
    (standIn && (evidence.endpointOverride || hosts.some(({ port }) => port === '4566')));
  if (!isOurs || (packageManager && !isSdk)) {
    return null;
  }
  const loops = hosts.length > 0 && hosts.every(({ host }) => isLoopback(host));
  if (loops && evidence.endpointOverride) {
    return 'endpoint-override';
  }
  return loops && sign.diagnosis === 'net-dns' ? 'net-refused-timeout' : sign.diagnosis;
}
