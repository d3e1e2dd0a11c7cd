import { setTimeout as wait } from 'node:timers/promises';
import { createSdkAws } from './aws/sdk.ts';
import type { Ports } from './preflight.ts';
import { getWebToken } from './web-token.ts';
import type { Workspace } from './workspace.ts';

/** The ports of a real run. */
export function livePorts(environment: NodeJS.ProcessEnv, workspace: Workspace, hide: (text: string) => void): Ports {
  return {
    connect: (deadline) => createSdkAws(deadline, environment),
    webToken: (question) => getWebToken(environment, question),
    workspace,
    now: Date.now,
    pause: async (milliseconds) => {
      await wait(milliseconds);
    },
    hide,
  };
}
