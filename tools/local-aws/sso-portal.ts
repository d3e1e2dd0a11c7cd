import { createHash } from 'node:crypto';
import { listen, type Listening } from './listen.ts';
import type { IssuedCredentials } from './metadata.ts';
import { makeTrouble, planTroubles, reply, type PlannedTrouble } from './trouble.ts';

export interface SsoPortalOptions {
  /** `null` for a role that the user is not assigned to. */
  readonly credentials: IssuedCredentials | null;
  /** False for a session that has been ended on AWS's side, whatever the cached file says. */
  readonly sessionKnown?: boolean;
  readonly faults?: readonly PlannedTrouble[];
}

/** IAM Identity Center's access portal. `AWS_ENDPOINT_URL_SSO` makes an SDK ask here. */
export interface SsoPortal extends Listening {
  readonly environment: { readonly AWS_ENDPOINT_URL_SSO: string };
  /** The paths asked, with their queries, in order. */
  readonly requests: readonly string[];
}

const startUrl = 'https://local-stand-in.awsapps.com/start';
const accessToken = 'localStandInOnlyAccessToken';
const accountId = '111122223333';

/** Starts a portal that answers GetRoleCredentials (IAM Identity Center portal API reference; refusals from public logs). */
export async function startSsoPortal(options: SsoPortalOptions): Promise<SsoPortal> {
  const { credentials, sessionKnown = true, faults = [] } = options;
  const requests: string[] = [];
  const troubleOf = planTroubles(faults);
  const listening = await listen((message, response) => {
    const path = message.url ?? '/';
    requests.push(path);
    const trouble = troubleOf(path);
    if (trouble !== null) {
      makeTrouble(trouble, message, response);
      return Promise.resolve();
    }
    response.setHeader('x-amzn-requestid', '00000000-0000-4000-8000-000000000000');
    const refuse = (status: number, code: string, text: string): void => {
      response.setHeader('x-amzn-errortype', code);
      reply(response, status, JSON.stringify({ __type: `com.amazonaws.switchboard.portal#${code}`, message: text }));
    };
    if (!sessionKnown || message.headers['x-amz-sso_bearer_token'] !== accessToken) {
      refuse(401, 'UnauthorizedException', 'Session token not found or invalid');
    } else if (credentials === null || !path.startsWith('/federation/credentials')) {
      refuse(403, 'ForbiddenException', 'No access');
    } else {
      const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credentials;
      const expiration = expiresAt === undefined ? Date.now() + 3_600_000 : Date.parse(expiresAt);
      const roleCredentials = { accessKeyId, secretAccessKey, sessionToken: sessionToken ?? '', expiration };
      reply(response, 200, JSON.stringify({ roleCredentials }));
    }
    return Promise.resolve();
  });
  return { ...listening, environment: { AWS_ENDPOINT_URL_SSO: listening.url }, requests };
}

/**
 * The files of a user who has logged in, by their path below the home directory: a profile with an `sso_session` section
 * of its own, and the cached token, whose name is the hash of the session's (AWS CLI user guide).
 */
export function ssoFiles(
  profile: string,
  expiresAt: string = new Date(Date.now() + 3_600_000).toISOString(),
): Readonly<Record<string, string>> {
  const config = [
    `[profile ${profile}]`,
    'sso_session = local',
    `sso_account_id = ${accountId}`,
    'sso_role_name = Deployer',
    '',
    '[sso-session local]',
    `sso_start_url = ${startUrl}`,
    'sso_region = us-east-1',
    '',
  ].join('\n');
  const cached = { startUrl, region: 'us-east-1', accessToken, expiresAt };
  const name = createHash('sha1').update('local').digest('hex');
  return { '.aws/config': config, [`.aws/sso/cache/${name}.json`]: JSON.stringify(cached) };
}
