import { catalogue } from '../diagnoses/catalogue/index.ts';
import type { Observation } from '../diagnoses/finding.ts';
import type { CredentialFacts } from './facts.ts';
import { absence } from './rules/absence.ts';
import { conflicts } from './rules/conflict.ts';
import type { Rule } from './rules/context.ts';
import { lintContext } from './rules/context.ts';
import { endpointOverride } from './rules/endpoint.ts';
import { rolePartition } from './rules/partition.ts';
import { emptyProfile, missingProfile } from './rules/profile.ts';
import { regionConflict, regionFlaws } from './rules/region.ts';
import { tokenFit } from './rules/token-fit.ts';
import { valueFlaws } from './rules/values.ts';
import type { Tool } from './tools/tool.ts';

/**
 * Everything that can be said of the credentials without asking anybody. An `error` is certain and is about what the
 * run signs with, so the first call need not be made; doubt, and flaws of values that another source overrules, are
 * warnings and notices. No detail holds a value or a piece of one, only names, lengths, positions and kinds.
 *
 * `relevantTools` are those that the deployment uses (`toolsOfTargets`); without them, every tool counts.
 */
export function lintCredentials(
  facts: CredentialFacts,
  relevantTools: readonly Tool[] | null = null,
): readonly Observation[] {
  const context = lintContext(facts, relevantTools);
  return rules.flatMap((rule) => rule(context));
}

/** True when something is established that will stop the deployment, so that going on would only repeat it. */
export function isFatal(observations: readonly Observation[]): boolean {
  return observations.some((observation) => (observation.severity ?? catalogue[observation.code].severity) === 'error');
}

/** In the order in which a person fixes them: the values, what is missing, who wins, where to. */
const rules: readonly Rule[] = [
  valueFlaws,
  tokenFit,
  absence,
  conflicts,
  emptyProfile,
  missingProfile,
  regionFlaws,
  regionConflict,
  rolePartition,
  endpointOverride,
];
