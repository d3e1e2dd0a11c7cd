import type { Diagnosis } from '../diagnosis.ts';

/**
 * Why no answer of AWS came back. These are warnings: the preflight could not ask, which does not show that the
 * deployment cannot, since it may use another proxy or another host.
 */
export const network = {
  'net-dns': {
    title: 'The AWS host name does not resolve',
    stage: 'network',
    severity: 'warning',
    meaning: 'The name of the AWS endpoint could not be turned into an address, so that nothing could be asked.',
    causes: [
      'The region is misspelt.',
      'The service does not exist in this region.',
      'The runner has no public DNS, or a private zone hides the name.',
      'The resolver is out of order for the moment.',
    ],
    tell: 'The lookup fails with `ENOTFOUND` or `EAI_AGAIN`. The detail names the host; a region in it that does not exist gives a typing error away.',
    remedies: {
      'self-hosted':
        'Check the resolver of the runner and the private DNS setting of VPC endpoints: `nslookup sts.REGION.amazonaws.com`.',
      any: 'Check `AWS_REGION`, and whether the service is offered there; then run the job again.',
    },
    sources: [{ evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 on Node 20; botocore 1.43.11' }],
  },
  'net-refused-timeout': {
    title: 'The connection was refused, cut or timed out',
    stage: 'network',
    severity: 'warning',
    meaning: 'The host was found, but no connection came about, or it broke off. AWS was not heard.',
    causes: [
      'An endpoint variable still points to a local stand-in that is not running, such as `127.0.0.1:4566`.',
      'A firewall lets the runner out to other hosts only.',
      'The security group of a VPC endpoint does not admit the runner.',
      'The network had a bad moment.',
    ],
    tell: 'Node reports a refused, reset or timed-out connection. A loopback or private address points to an endpoint variable, a public one to a firewall.',
    remedies: {
      'self-hosted':
        'Allow port 443 to `*.amazonaws.com`, or add interface endpoints for STS, IAM and the services that you deploy to.',
      any: 'Remove `AWS_ENDPOINT_URL` if it is set, and run the job again.',
    },
    sources: [{ evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 on Node 20; botocore 1.43.11' }],
  },
  'net-proxy': {
    title: 'A proxy answered instead of AWS',
    stage: 'network',
    severity: 'warning',
    meaning: 'An answer came back that is not one of AWS: something in between refused or changed the request.',
    causes: [
      'The proxy wants a user name and password, or does not allow the host.',
      'The JavaScript tools do not use the proxy by themselves, while the AWS CLI does: one works, the other does not.',
      'A login page of the network answers every request.',
    ],
    tell: 'The answer carries no AWS request ID, is a web page, or has status 407.',
    remedies: {
      'github-secrets': 'For aws-actions/configure-aws-credentials there is the input `http-proxy`.',
      'self-hosted':
        'Give Node the proxy: `HTTPS_PROXY` together with `NODE_USE_ENV_PROXY: 1` on Node 24; add `169.254.169.254` and your VPC endpoints to `NO_PROXY`.',
      any: 'Ask whoever runs the proxy to let `*.amazonaws.com` through unchanged.',
    },
    sources: [
      { evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 turns a web page into an error named Unknown' },
      { evidence: 'source', source: 'aws-actions/configure-aws-credentials, ProxyResolver' },
    ],
  },
  'net-tls': {
    title: 'The TLS certificate is not trusted',
    stage: 'network',
    severity: 'warning',
    meaning: 'The host showed a certificate that this machine does not trust, so that the request was not sent.',
    causes: [
      'A company proxy opens TLS connections and shows a certificate of its own.',
      'The list of trusted authorities on the machine is old.',
      'The clock is so far off that good certificates look expired.',
    ],
    tell: 'Node or OpenSSL refuses the certificate; the code of the refusal is in the detail.',
    remedies: {
      'self-hosted':
        'Make the authority known: `NODE_EXTRA_CA_CERTS: /path/ca.pem` for Node and `AWS_CA_BUNDLE: /path/ca.pem` for the AWS CLI. Never switch the verification off.',
      any: 'Trust the authority of your proxy through `NODE_EXTRA_CA_CERTS` and `AWS_CA_BUNDLE`, and check the clock.',
    },
    sources: [{ evidence: 'measured', source: 'AWS SDK for JavaScript 3.1169 on Node 20; botocore 1.43.11' }],
  },
  'net-empty-identity': {
    title: 'STS seemed to answer, but named nobody',
    stage: 'network',
    severity: 'warning',
    meaning:
      'The call counted as a success, and the answer holds no account and no ARN. Something other than AWS has answered.',
    causes: [
      'A login page or a proxy answered with status 200.',
      'An endpoint variable points to something that is not STS.',
    ],
    tell: 'The account is not twelve digits, the ARN is empty, or the answer has no request ID.',
    remedies: {
      any: 'Find out what stands between the runner and AWS: a proxy, a login page, or `AWS_ENDPOINT_URL_STS`.',
    },
    sources: [
      {
        evidence: 'measured',
        source: 'AWS SDK for JavaScript 3.1169 parses a web page with status 200 into an empty identity',
      },
      { evidence: 'source', source: 'aws-actions/configure-aws-credentials, getCallerIdentity' },
    ],
  },
  throttled: {
    title: 'AWS asks to slow down',
    stage: 'network',
    severity: 'warning',
    meaning: 'AWS turned the call away because of too many at once. It says nothing about the credentials.',
    causes: ['Many jobs of a matrix ask at the same moment.', 'Another tool in the account keeps IAM busy.'],
    tell: 'AWS answers with one of its throttling codes, and keeps doing so after retries.',
    remedies: {
      any: 'Run the job again; in a matrix, check once in a job that the others need, or set `max-parallel`.',
    },
    sources: [
      {
        evidence: 'aws-docs',
        source: 'Common error types of the AWS APIs: Throttling, RequestLimitExceeded, SlowDown',
      },
    ],
  },
} as const satisfies Record<string, Diagnosis>;
