import { profileVariable } from './choose-source.ts';
import type { CredentialFacts } from './facts.ts';

/** Where the region was read; `null` when nobody names one. */
export type RegionSource = 'input' | 'AWS_REGION' | 'AWS_DEFAULT_REGION' | 'profile' | null;

export interface RegionChoice {
  /** The input trimmed, as configure-aws-credentials reads it; anything else as it is. `null` when nobody names one. */
  readonly region: string | null;
  readonly source: RegionSource;
}

/**
 * The region that this run asks in. `chosenProfile` is the profile that brings the credentials, or `null` when
 * something else does: then the profile that the environment names is asked, and `default` after it, since the SDKs
 * read the region of that profile whichever credentials win.
 */
export function resolveRegion(facts: CredentialFacts, chosenProfile: string | null): RegionChoice {
  const { inputs, environment, profiles } = facts;
  const name = chosenProfile ?? profileVariable(facts) ?? 'default';
  const section = profiles !== null && Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  const choices: readonly (readonly [RegionSource, string])[] = [
    ['input', inputs.region.trim()],
    ['AWS_REGION', environment['AWS_REGION'] ?? ''],
    ['AWS_DEFAULT_REGION', environment['AWS_DEFAULT_REGION'] ?? ''],
    ['profile', section?.region ?? ''],
  ];
  const [source, region] = choices.find(([, value]) => value !== '') ?? [null, null];
  return { region, source };
}
