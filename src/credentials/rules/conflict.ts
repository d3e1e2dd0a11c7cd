import type { Observation } from '../../diagnoses/finding.ts';
import { fields, variableNames } from '../value.ts';
import { observe, shown } from '../wording.ts';
import type { LintContext } from './context.ts';
import { toolsDisagree } from './tool-conflict.ts';

/**
 * Two sources that do not agree: the inputs of this step and the environment that other steps see, or the tools among
 * each other, so that they deploy as different identities.
 */
export function conflicts(context: LintContext): readonly Observation[] {
  return kinds
    .map((conflict) => conflict(context))
    .filter((detail) => detail !== null)
    .map((detail) => observe('env-source-conflict', 'warning', detail));
}

type Conflict = (context: LintContext) => string | null;

const kinds: readonly Conflict[] = [inputsAgainstVariables, profileInput, toolsDisagree];

function inputsAgainstVariables(context: LintContext): string | null {
  const { facts, winner } = context;
  if (winner?.kind !== 'inputs' || !hasKeyVariables(context)) {
    return null;
  }
  const differing = fields.filter((field) => {
    const input = facts.inputs[field].trim();
    const variable = facts.environment[variableNames[field]] ?? '';
    return variable !== '' && input !== '' && variable.trim() !== input;
  });
  return differing.length === 0
    ? null
    : `The key inputs win here, but AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment hold another key; steps that read the environment use that one.`;
}

/** An input of this step is not seen by the next, which takes the variables. */
function profileInput(context: LintContext): string | null {
  const { facts, winner } = context;
  const input = facts.inputs.profile.trim();
  if (winner?.kind !== 'profile' || input === '') {
    return null;
  }
  const named = facts.environment['AWS_PROFILE'] ?? '';
  const others = [
    hasKeyVariables(context) ? 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are' : '',
    named !== '' && named !== input ? `AWS_PROFILE (${shown(named, facts)}) is` : '',
  ].filter((other) => other !== '');
  return others.length === 0
    ? null
    : `The input aws-profile names ${shown(input, facts)}, and ${others.join(', and ')} set in the environment, which is all that other steps see.`;
}

function hasKeyVariables({ facts }: LintContext): boolean {
  return Boolean(facts.environment['AWS_ACCESS_KEY_ID'] && facts.environment['AWS_SECRET_ACCESS_KEY']);
}
