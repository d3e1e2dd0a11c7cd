import type { Aws, ResolvedCredentials } from './aws/port.ts';
import { describeSource } from './credentials/choose-source.ts';
import type { CredentialSource } from './credentials/source.ts';
import type { Observation } from './diagnoses/finding.ts';
import { observeFailure } from './failures.ts';
import type { ReportedToken, TrustGrant } from './report/report.ts';

/** What the run signs with from here on, or why it has nothing. */
export interface Obtained {
  /** `null` when there are none; the observations then say why. */
  readonly credentials: ResolvedCredentials | null;
  /** Where they come from, in words, as the report shows it. */
  readonly source: string;
  /** True when a refusal may be one of a web identity token. */
  readonly webIdentity: boolean;
  readonly observations: readonly Observation[];
  readonly token: ReportedToken | null;
  readonly trustGrant: TrustGrant | null;
}

/** Resolves one source by itself. */
export async function obtainCredentials(aws: Aws, source: CredentialSource, region: string): Promise<Obtained> {
  const common = {
    source: describeSource(source),
    webIdentity: source.kind === 'web-identity',
    token: null,
    trustGrant: null,
  };
  const resolved = await aws.resolve(source, region);
  if (resolved.ok) {
    return { ...common, credentials: resolved.value, observations: [] };
  }
  const asked = { region, webIdentity: common.webIdentity, service: 'sts', accessKeyPrefix: null };
  const observations = observeFailure(resolved.failure, asked).map((one) => named(source, one));
  return { ...common, credentials: null, observations: withoutSource(source, observations) };
}

/** What no sign recognises is at least a failure of the source that was asked. */
const byKind: Readonly<Partial<Record<CredentialSource['kind'], Observation['code']>>> = {
  container: 'container-credentials',
  instance: 'imds-unavailable',
};

function named(source: CredentialSource, observation: Observation): Observation {
  const code = byKind[source.kind];
  return code !== undefined && observation.code === 'provider-failed' ? { ...observation, code } : observation;
}

/** The instance is only asked when nothing else is set, so its silence means that there are no credentials at all. */
function withoutSource(source: CredentialSource, observations: readonly Observation[]): readonly Observation[] {
  if (source.kind !== 'instance') {
    return observations;
  }
  const silence = observations.map((observation) => observation.detail).join(' ');
  return [{ code: 'env-no-credentials', detail: `No variable, profile or role gives credentials. ${silence}` }];
}
