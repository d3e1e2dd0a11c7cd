import type { Location, Severity } from '../diagnoses/finding.ts';
import type { Place } from '../requirements/placeholder.ts';
import type { Requirement } from '../requirements/requirement.ts';
import type { CdkDestination } from './cdk-assets.ts';
import type { CdkStackArtifact } from './cdk-stack.ts';
import type { TemplateContext } from './template-reading.ts';

/** What the requirements of a stack are put together from. */
export interface CdkFacts {
  readonly stack: CdkStackArtifact;
  readonly destinations: readonly CdkDestination[];
  readonly context: Pick<TemplateContext, 'place' | 'principal' | 'target' | 'certain'>;
  readonly location: Location;
}

/** One requirement for each action, at the stack's line; without certainty none is an error. */
export function rows(
  facts: CdkFacts,
  actions: readonly string[],
  resource: string,
  principal: string,
  severity: Severity,
  why: string,
  context: Readonly<Record<string, string>> = {},
  region = facts.stack.place.region,
): readonly Requirement[] {
  const { target, certain, place } = facts.context;
  return actions.map((action) => ({
    target,
    action,
    resource,
    principal,
    severity: severity === 'error' && !certain ? 'warning' : severity,
    context:
      region === place.region || action.startsWith('sts:') ? context : { 'aws:RequestedRegion': region, ...context },
    guessed: [],
    why: `${why} ${facts.stack.name}`,
    ignored: null,
    location: facts.location,
  }));
}

/** An ARN up to its resource. */
export function arnStart(service: string, { partition, region, accountId }: Place): string {
  return `arn:${partition}:${service}:${region}:${accountId}`;
}
