import { assumeWithToken } from './assume-with-token.ts';
import type { Aws } from './aws/port.ts';
import { chooseSource, describeSource } from './credentials/choose-source.ts';
import type { Signer } from './credentials/signer.ts';
import type { Observation } from './diagnoses/finding.ts';
import { explainNoToken } from './explain-absence.ts';
import type { Facts } from './facts.ts';
import { observeFailure } from './failures.ts';
import { compareTrustFile } from './compare-trust-file.ts';
import { audienceFor } from './identity/oidc/audience.ts';
import { valueOf } from './inputs.ts';
import { obtainCredentials, type Obtained } from './obtain-credentials.ts';
import type { TrustFile } from './trust-file.ts';
import type { WebToken, WebTokenQuestion } from './web-token.ts';
import type { Workspace } from './workspace.ts';

/** What a role is obtained through. */
export interface RolePorts {
  readonly aws: Aws;
  readonly workspace: Workspace;
  readonly webToken: (question: WebTokenQuestion) => Promise<WebToken>;
  readonly hide: (text: string) => void;
  readonly deadline: AbortSignal;
}

/** What the run signs with in the end, by whatever way leads there. */
export async function obtain(
  signer: Signer,
  region: string,
  facts: Facts,
  trustFile: TrustFile | null,
  ports: RolePorts,
): Promise<Obtained> {
  switch (signer.kind) {
    case 'source':
      return obtainCredentials(ports.aws, signer.source, region);
    case 'keys':
      return assumeWithKeys(ports.aws, signer, region, sessionNameOf(facts));
    case 'token': {
      const audience = audienceFor(valueOf(facts.inputs, 'audience'), region);
      const token = await ports.webToken({ audience, tokenFile: signer.tokenFile, deadline: ports.deadline });
      if (token.ok) {
        ports.hide(token.jwt);
      }
      const role = {
        roleArn: signer.roleArn,
        region,
        sessionName: sessionNameOf(facts),
        policyFile: trustFile?.policy ?? null,
        reader: chooseSource({ ...facts.credentials, selfHosted: false }),
      };
      return assumeWithToken(ports.aws, token, role, ({ code, detail }) => [
        code === 'oidc-no-permission' ? explainNoToken(detail, facts, ports.workspace) : { code, detail },
        ...(trustFile === null ? [] : compareTrustFile(facts, trustFile, region, ports.workspace)),
      ]);
    }
  }
}

/** The default of configure-aws-credentials, because a trust policy may ask for it (`sts:RoleSessionName`). */
function sessionNameOf({ credentials }: Facts): string {
  return credentials.environment['AWS_ROLE_SESSION_NAME'] || 'GitHubActions';
}

async function assumeWithKeys(
  aws: Aws,
  { source, roleArn }: Signer & { readonly kind: 'keys' },
  region: string,
  sessionName: string,
): Promise<Obtained> {
  const first = await obtainCredentials(aws, source, region);
  if (first.credentials === null) {
    return first;
  }
  const words = `${describeSource(source)}, then the role to assume`;
  const outcome = await aws.assumeRole(first.credentials, { roleArn, region, sessionName });
  if (outcome.ok) {
    return { ...first, source: words, webIdentity: false, credentials: outcome.value };
  }
  const asked = { region, service: 'sts', webIdentity: false, accessKeyPrefix: null };
  const observations: readonly Observation[] = observeFailure(outcome.failure, asked);
  return { ...first, source: words, credentials: null, observations };
}
