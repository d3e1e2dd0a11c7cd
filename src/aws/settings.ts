import { setMaxListeners } from 'node:events';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ResolvedCredentials } from './port.ts';

/** What every client of this process shares: connections, patience, and the run's time. */
export interface ClientSettings {
  readonly requestHandler: NodeHttpHandler;
  readonly maxAttempts: number;
  /** Aborted when the run's time is used up. */
  readonly deadline: AbortSignal;
}

const connectionTimeoutMs = 3000;
const requestTimeoutMs = 10_000;

/**
 * The SDK's standard retry mode sends again only on throttling, 5xx, and network faults: a key that AWS does not know
 * is reported after the first answer.
 */
export function clientSettings(deadline: AbortSignal): ClientSettings {
  // Every call listens to it, and a run has dozens under way at once, of which Node warns as of a leak.
  setMaxListeners(0, deadline);
  return {
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    }),
    maxAttempts: 4,
    deadline,
  };
}

/** A client's configuration. The endpoint is left to the SDK, which follows its own variables. */
export function clientConfig(credentials: ResolvedCredentials, region: string, settings: ClientSettings) {
  return {
    region,
    requestHandler: settings.requestHandler,
    maxAttempts: settings.maxAttempts,
    retryMode: 'standard',
    credentials: {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken === null ? {} : { sessionToken: credentials.sessionToken }),
    },
  };
}
