import { githubClaims, githubIssuer, type GitHubRun } from '../../tools/local-aws/github-claims.ts';
import { makeId, makeSecret, makeToken } from '../../tools/local-aws/keys.ts';
import { startMetadata, type MetadataOptions } from '../../tools/local-aws/metadata.ts';
import { parseScenario, type AccessKey } from '../../tools/local-aws/scenario.ts';
import { startLocalAws, type LocalAws } from '../../tools/local-aws/server.ts';
import { startSsoPortal, type SsoPortalOptions } from '../../tools/local-aws/sso-portal.ts';
import { startTokenIssuer, type TokenIssuer, type TokenIssuerOptions } from '../../tools/local-aws/token-issuer.ts';
import type { Variables } from './evidence.ts';

/** The account in which everything happens. */
export const account = '111122223333';
export const roleArn = `arn:aws:iam::${account}:role/deployer`;
export const providerArn = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

export const everything = allow('*');

/** A statement that allows. */
export function allow(actions: string | readonly string[], resource = '*', condition?: object): object {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** What listens on 127.0.0.1 in one run. */
export interface Loopback {
  /** The ARN of the caller, as GetCallerIdentity answers it: a session of a role unless told. */
  readonly arn?: string;
  /** The statements of the caller's policy; everything unless told. */
  readonly statements?: readonly object[];
  /** More of the caller, as a scenario writes it: `boundary`, `scps`, `lab`. */
  readonly caller?: object;
  /** More of the caller's key: `state`, `accessKeyId`, `secretAccessKey`, `sessionToken`. */
  readonly key?: object;
  /** More principals, by name. */
  readonly principals?: object;
  /** Any other part of a scenario: `faults`, `regions`, `simulator`, `clockOffsetSeconds`. */
  readonly scenario?: object;
  /** AWS speaks HTTPS, with a certificate that nobody trusts. */
  readonly tls?: boolean;
  /** The job's token endpoint, with its keys in a provider of the account. */
  readonly issuer?: GitHubIssuer;
  readonly metadata?: Omit<MetadataOptions, 'credentials'> & { readonly withoutRole?: boolean };
  readonly portal?: Omit<SsoPortalOptions, 'credentials'> & { readonly withoutRole?: boolean };
}

/** GitHub as the issuer of a job's token. */
export interface GitHubIssuer extends Pick<TokenIssuerOptions, 'lifetimeSeconds' | 'faults'> {
  readonly run?: Partial<GitHubRun>;
  /** What the provider in IAM has otherwise than the issuer: `clientIds`, `url`, `jwks`. */
  readonly provider?: object;
}

/** What a run may be told of the servers. */
export interface Standing {
  readonly url: string;
  /** The variables of the caller's key, and of the region. */
  readonly key: { readonly [Name in KeyVariable]: string };
  /** What makes a process ask the other servers. */
  readonly variables: { readonly issuer: Variables; readonly metadata: Variables; readonly portal: Variables };
  /** A token of the issuer for AWS; empty without an issuer. */
  readonly token: string;
  /** Everything that no channel may show. */
  readonly secrets: readonly string[];
  readonly close: () => Promise<void>;
}

type KeyVariable = 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY' | 'AWS_SESSION_TOKEN' | 'AWS_REGION';

/** What the metadata service and the portal give: the key of a role's session. */
const held = {
  accessKeyId: makeId('ASIA', account, 'HELD'),
  secretAccessKey: makeSecret('HELD'),
  sessionToken: makeToken('HELD'),
};

/** Starts everything that a run is to meet. */
export async function stand(loopback: Loopback): Promise<Standing> {
  const { metadata, portal } = loopback;
  const issuer = loopback.issuer === undefined ? null : await startIssuer(loopback.issuer);
  const services = {
    metadata: metadata === undefined ? null : await startMetadata({ ...metadata, credentials: given(metadata) }),
    portal: portal === undefined ? null : await startSsoPortal({ ...portal, credentials: given(portal) }),
  };
  const { aws, keys } = await startAccount(loopback, issuer);
  const token = issuer === null ? '' : await issuer.sign('sts.amazonaws.com');
  const [own] = keys;
  return {
    url: aws.url,
    key: {
      AWS_ACCESS_KEY_ID: own?.accessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: own?.secretAccessKey ?? '',
      AWS_SESSION_TOKEN: own?.sessionToken ?? '',
      AWS_REGION: 'us-east-1',
    },
    variables: {
      issuer: issuer?.environment ?? {},
      metadata: services.metadata?.environment ?? {},
      portal: services.portal?.environment ?? {},
    },
    token,
    secrets: [
      ...[...keys, held].flatMap(({ accessKeyId, secretAccessKey, sessionToken }) => [
        accessKeyId,
        secretAccessKey,
        sessionToken ?? '',
      ]),
      ...token.split('.'),
      issuer?.environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '',
      'jane@example.com',
    ].filter((secret) => secret !== ''),
    close: async () => {
      await Promise.all([aws.close(), issuer?.close(), services.metadata?.close(), services.portal?.close()]);
    },
  };
}

function given({ withoutRole = false }: { readonly withoutRole?: boolean }) {
  return withoutRole ? null : held;
}

async function startIssuer({ run, lifetimeSeconds, faults }: GitHubIssuer): Promise<TokenIssuer> {
  return startTokenIssuer({
    issuer: githubIssuer,
    claims: githubClaims({ repository: 'org/app', ...run }),
    ...(lifetimeSeconds === undefined ? {} : { lifetimeSeconds }),
    ...(faults === undefined ? {} : { faults }),
  });
}

/** YAML is a superset of JSON, so a scenario can be written as data. */
async function startAccount(
  { arn, statements = [everything], caller, key, principals, scenario, tls = false, issuer: options }: Loopback,
  issuer: TokenIssuer | null,
): Promise<{ readonly aws: LocalAws; readonly keys: readonly AccessKey[] }> {
  const document = { Version: '2012-10-17', Statement: statements };
  const someone = {
    arn: arn ?? `arn:aws:sts::${account}:assumed-role/someone/session`,
    policies: [{ name: 'Deploy', document }],
    ...caller,
  };
  const read = parseScenario(
    JSON.stringify({
      account,
      principals: { someone, ...principals },
      keys: [{ principal: 'someone', ...key }],
      ...(issuer === null ? {} : { oidcProviders: [issuer.provider(options?.provider)] }),
      ...scenario,
    }),
    'reproduction',
  );
  const heldKey: AccessKey | undefined = read.keys[0] && { ...read.keys[0], ...held, state: 'active' };
  const keys = [...read.keys, ...(heldKey === undefined ? [] : [heldKey])];
  return { aws: await startLocalAws({ ...read, keys }, { tls }), keys: read.keys };
}
