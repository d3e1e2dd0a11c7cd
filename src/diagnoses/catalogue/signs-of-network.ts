import type { Sign } from './sign.ts';

/** Codes of Node and OpenSSL, and the sentences that remain of them when another error is wrapped around. */
export const signsOfNetwork: readonly Sign[] = [
  { diagnosis: 'net-dns', codes: ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'] },
  { diagnosis: 'net-dns', text: ['getaddrinfo '] },
  {
    diagnosis: 'net-tls',
    when: ({ code }) =>
      ['CERT_', 'ERR_TLS_', 'ERR_SSL_', 'UNABLE_TO_', 'SELF_SIGNED_', 'DEPTH_'].some((start) => code.startsWith(start)),
  },
  {
    diagnosis: 'net-tls',
    codes: ['EPROTO', 'HOSTNAME_MISMATCH', 'INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED'],
  },
  {
    diagnosis: 'net-tls',
    text: [
      'self-signed certificate',
      'self signed certificate',
      'unable to verify the first certificate',
      'unable to get local issuer certificate',
      'unable to get issuer certificate',
      'certificate has expired',
      'certificate is not yet valid',
      "does not match certificate's altnames",
    ],
  },
  {
    diagnosis: 'net-proxy',
    text: ['proxy authentication required', 'tunneling socket could not be established', 'tunnel connection failed'],
  },
  { diagnosis: 'net-proxy', when: ({ code }) => code.startsWith('HPE_') },
  {
    diagnosis: 'net-refused-timeout',
    codes: [
      'ECONNREFUSED',
      'ECONNRESET',
      'ECONNABORTED',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'EPIPE',
      'TimeoutError',
    ],
  },
  {
    diagnosis: 'net-refused-timeout',
    text: [
      'connect econnrefused',
      'connect etimedout',
      'connect ehostunreach',
      'connect enetunreach',
      'connect eacces',
      'econnreset',
      'socket hang up',
      'timeouterror',
      'timed out',
      'within the configured timeout',
    ],
  },
];

/** Answers that are not from AWS: a page, status 407, or a refusal without a code and a request id. */
export const signsOfProxies: readonly Sign[] = [
  { diagnosis: 'net-proxy', when: ({ failure }) => failure.kind === 'network' || failure.status === 407 },
  {
    diagnosis: 'net-proxy',
    codes: ['Unknown', 'UnknownError'],
    when: ({ failure, text }) =>
      failure.requestId === null && (failure.status === 403 || text.trimStart().startsWith('<')),
  },
  {
    diagnosis: 'net-proxy',
    text: ['deserialization error: to see the raw response'],
    when: ({ failure }) => failure.requestId === null,
  },
];
