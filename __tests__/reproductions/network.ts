import type { network as entries } from '../../src/diagnoses/catalogue/network.ts';
import type { Evidence } from './evidence.ts';
import { allow } from './loopback.ts';

/** Why no answer of AWS came back. */
export const network: Readonly<Record<keyof typeof entries, Evidence>> = {
  'net-dns': {
    by: 'run',
    cases: [
      {
        name: 'a host name that does not resolve',
        environment: ({ key }) => ({ ...key, AWS_ENDPOINT_URL_STS: 'https://sts.does-not-exist.invalid' }),
        finds: { severity: 'warning', says: /sts\.does-not-exist\.invalid did not answer \((ENOTFOUND|EAI_AGAIN)\)/ },
        result: 'unverified',
      },
      {
        name: 'a service whose host name does not resolve, after AWS has said who it is',
        environment: ({ key }) => ({ ...key, AWS_ENDPOINT_URL_EC2: 'https://ec2.does-not-exist.invalid' }),
        finds: { severity: 'warning', says: /ec2\.does-not-exist\.invalid/ },
        result: 'unverified',
      },
    ],
  },
  'net-refused-timeout': {
    by: 'run',
    cases: [
      {
        name: 'an address at which nothing listens',
        environment: ({ key }) => ({ ...key, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' }),
        finds: { severity: 'warning', says: /ECONNREFUSED/ },
        result: 'unverified',
      },
      {
        name: 'a connection that is cut',
        loopback: { scenario: { faults: [{ service: 'sts', reset: true }] } },
        finds: { severity: 'warning', says: /ECONNRESET/ },
        result: 'unverified',
      },
    ],
  },
  'net-proxy': {
    by: 'run',
    cases: [
      {
        name: 'a page in the place of an answer',
        loopback: { scenario: { faults: [{ service: 'sts', status: 403, html: '<html>Blocked</html>' }] } },
        finds: { severity: 'warning', says: /is not from AWS/ },
        result: 'unverified',
      },
      {
        name: 'a proxy that wants a password, before one service only',
        loopback: { scenario: { faults: [{ service: 'ec2', status: 407, html: '<html>Sign in</html>' }] } },
        finds: { severity: 'warning', says: /is not from AWS/ },
        result: 'unverified',
      },
    ],
  },
  'net-tls': {
    by: 'run',
    cases: [
      {
        name: 'a certificate that nobody trusts',
        loopback: { tls: true },
        finds: { severity: 'warning', says: /self-signed certificate/ },
        result: 'unverified',
      },
    ],
  },
  'net-empty-identity': {
    by: 'run',
    cases: [
      {
        name: 'a page for signing in that says 200',
        loopback: { scenario: { faults: [{ service: 'sts', status: 200, html: '<html>Sign in</html>' }] } },
        finds: { severity: 'warning', says: /holds no account, ARN or request id of AWS's/ },
        result: 'unverified',
      },
    ],
  },
  throttled: {
    by: 'run',
    cases: [
      {
        name: 'an STS that asks to slow down, again and again',
        loopback: {
          scenario: { faults: [{ service: 'sts', status: 400, code: 'Throttling', message: 'Rate exceeded' }] },
        },
        finds: { severity: 'warning', says: /Rate exceeded/ },
        result: 'unverified',
      },
      {
        name: 'a simulator that asks to slow down, again and again',
        loopback: { statements: [allow('*')], scenario: { simulator: { answer: 'throttle' } } },
        inputs: {
          targets: 'lambda',
          parameters: 'function-name: orders',
          level: 'permissions',
          'timeout-seconds': '20',
        },
        finds: { severity: 'warning', says: /Throttling, HTTP 400: Rate exceeded/ },
        result: 'unverified',
      },
    ],
  },
};
