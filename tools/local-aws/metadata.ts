import type { IncomingMessage } from 'node:http';
import { listen, type Listening } from './listen.ts';
import { makeTrouble, planTroubles, reply, type PlannedTrouble } from './trouble.ts';

/** Temporary credentials as the metadata services answer them. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
  /** An hour from now when left out. */
  readonly expiresAt?: string;
}

export interface MetadataOptions {
  /** `imds`: an EC2 instance, version 2. `container`: ECS, EKS Pod Identity and CodeBuild. */
  readonly kind: 'imds' | 'container';
  /** `null` on an instance without a role, and in a task without one. */
  readonly credentials: IssuedCredentials | null;
  readonly faults?: readonly PlannedTrouble[];
}

export interface Metadata extends Listening {
  /** What makes an SDK ask here. */
  readonly environment: Readonly<Record<string, string>>;
  /** Method and path, in order. */
  readonly requests: readonly string[];
}

const role = 'local-stand-in';
const sessionPath = '/latest/api/token';
const rolePath = '/latest/meta-data/iam/security-credentials/';
const containerPath = '/v2/credentials/local-stand-in';
const imdsToken = 'localStandInOnlyMetadataToken';
const containerToken = 'localStandInOnlyContainerToken';

/**
 * Starts a metadata service on 127.0.0.1. An instance gives its role's credentials only to who has fetched a token by PUT
 * (EC2 user guide, "Use the Instance Metadata Service to access instance metadata"); a container to who sends the
 * authorization token of its environment (SDKs and tools reference guide, "Container credential provider").
 */
export async function startMetadata({ kind, credentials, faults = [] }: MetadataOptions): Promise<Metadata> {
  const requests: string[] = [];
  const troubleOf = planTroubles(faults);
  const listening = await listen((message, response) => {
    const path = message.url ?? '/';
    requests.push(`${message.method ?? ''} ${path}`);
    const trouble = troubleOf(path);
    if (trouble !== null) {
      makeTrouble(trouble, message, response);
      return Promise.resolve();
    }
    const { status, body } =
      kind === 'imds' ? instance(message, path, credentials) : container(message, path, credentials);
    reply(response, status, body, kind === 'imds' ? 'text/plain' : 'application/json');
    return Promise.resolve();
  });
  const environment =
    kind === 'imds'
      ? { AWS_EC2_METADATA_SERVICE_ENDPOINT: listening.url, AWS_EC2_METADATA_DISABLED: 'false' }
      : {
          AWS_CONTAINER_CREDENTIALS_FULL_URI: `${listening.url}${containerPath}`,
          AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
        };
  return { ...listening, environment, requests };
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

function instance({ method, headers }: IncomingMessage, path: string, credentials: IssuedCredentials | null): Reply {
  if (path === sessionPath) {
    const asked = method === 'PUT' && headers['x-aws-ec2-metadata-token-ttl-seconds'] !== undefined;
    return asked ? { status: 200, body: imdsToken } : { status: 400, body: 'Bad Request' };
  }
  if (headers['x-aws-ec2-metadata-token'] !== imdsToken) {
    return { status: 401, body: 'Unauthorized' };
  }
  if (credentials === null || !path.startsWith(rolePath)) {
    return { status: 404, body: 'Not Found' };
  }
  if (path === rolePath) {
    return { status: 200, body: role };
  }
  return path === `${rolePath}${role}`
    ? { status: 200, body: JSON.stringify({ Code: 'Success', Type: 'AWS-HMAC', ...documentOf(credentials) }) }
    : { status: 404, body: 'Not Found' };
}

function container({ headers }: IncomingMessage, path: string, credentials: IssuedCredentials | null): Reply {
  if (path !== containerPath || credentials === null) {
    return { status: 404, body: JSON.stringify({ code: 'InvalidIdInRequest', message: 'CredentialsID not found' }) };
  }
  return headers.authorization === containerToken
    ? { status: 200, body: JSON.stringify(documentOf(credentials)) }
    : { status: 401, body: JSON.stringify({ code: 'Unauthorized', message: 'The authorization token is not known' }) };
}

function documentOf({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: IssuedCredentials) {
  const expiration = expiresAt ?? new Date(Date.now() + 3_600_000).toISOString();
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken ?? '',
    Expiration: expiration.replace(/\.\d{3}/, ''),
    LastUpdated: new Date().toISOString().replace(/\.\d{3}/, ''),
  };
}
