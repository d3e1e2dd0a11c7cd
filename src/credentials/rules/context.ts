import type { Observation } from '../../diagnoses/finding.ts';
import { chooseSource, profileVariable } from '../choose-source.ts';
import type { CredentialFacts } from '../facts.ts';
import type { RegionChoice } from '../region.ts';
import { resolveRegion } from '../region.ts';
import type { CredentialSource } from '../source.ts';
import type { CredentialValue } from '../value.ts';
import { credentialValues } from '../value.ts';
import { toolChoices } from '../tools/choose-tools.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolChoice } from '../tools/tool-choice.ts';
import { redirectsSts } from './endpoint.ts';

/** What every rule looks at; worked out once. */
export interface LintContext {
  readonly facts: CredentialFacts;
  /** What the run signs with; `null` when nothing is there, and when it assumes a role with an OIDC token instead. */
  readonly winner: CredentialSource | null;
  /** What the deployment falls back on where a value is missing. */
  readonly serves: Serves;
  readonly values: readonly CredentialValue[];
  readonly region: RegionChoice;
  /** True when STS is asked at another host than AWS's, where ids and secrets of any shape may be right. */
  readonly standIn: boolean;
  /** The tools that this deployment uses, its own first; `null` when nobody knows, so that all of them count. */
  readonly tools: readonly Tool[] | null;
  /** What each of those tools signs with. They see the environment and the files, and not the inputs of this step. */
  readonly choices: readonly ToolChoice[];
}

/**
 * `explicit`: credentials that somebody configured. `ambient`: those of a default profile, container or instance, which
 * are there whether or not anybody wants them, so a deployment runs as somebody else without a word. `nothing`: none.
 */
export type Serves = 'explicit' | 'ambient' | 'nothing';

/** Pure: from the context to what is wrong, in the order in which it is said. */
export type Rule = (context: LintContext) => readonly Observation[];

export function lintContext(facts: CredentialFacts, tools: readonly Tool[] | null = null): LintContext {
  const chosen = chooseSource(facts);
  const assumesRole = (facts.roleToAssume ?? '').trim() !== '';
  const winner = assumesRole && chosen?.kind !== 'inputs' ? null : chosen;
  return {
    facts,
    winner,
    serves: assumesRole ? 'explicit' : servesOf(chosen, facts),
    values: credentialValues(facts, winner),
    region: resolveRegion(facts, winner?.kind === 'profile' ? winner.name : null),
    standIn: redirectsSts(facts),
    tools,
    choices: tools === null ? toolChoices(facts) : toolChoices(facts, tools),
  };
}

function servesOf(source: CredentialSource | null, facts: CredentialFacts): Serves {
  switch (source?.kind) {
    case undefined:
      return 'nothing';
    case 'container':
    case 'instance':
      return 'ambient';
    case 'profile':
      return facts.inputs.profile.trim() === '' && profileVariable(facts) === null ? 'ambient' : 'explicit';
    case 'inputs':
    case 'environment':
    case 'web-identity':
      return 'explicit';
  }
}
