import type { Observation } from '../../diagnoses/finding.ts';
import { fields, variableNames } from '../value.ts';
import { observe, shown } from '../wording.ts';
import type { LintContext } from './context.ts';
import { missingProfile } from './profile.ts';

/**
 * Two sources that do not agree, so that tools which decide differently deploy as different identities. Which family
 * reads what is measured with botocore 1.43 and the default chain of the JavaScript SDK 3.1169; the CDK puts the
 * variables before that chain (`awscli-compatible.ts` of its toolkit).
 */
export function conflicts(context: LintContext): readonly Observation[] {
  return kinds
    .map((conflict) => conflict(context))
    .filter((detail) => detail !== null)
    .map((detail) => observe('env-source-conflict', 'warning', detail));
}

type Conflict = (context: LintContext) => string | null;

const kinds: readonly Conflict[] = [inputsAgainstVariables, profileInput, profileAgainstKeys, twoProfiles];

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

function profileAgainstKeys(context: LintContext): string | null {
  const { facts, winner } = context;
  const name = facts.environment['AWS_PROFILE'] ?? '';
  if (winner?.kind !== 'environment' || name === '' || missingProfile(context).length > 0) {
    return null;
  }
  return `AWS_PROFILE (${shown(name, facts)}) and AWS_ACCESS_KEY_ID are both set. The default chain of the JavaScript SDK (Amplify, scripts) uses the profile; the AWS CLI, SAM, boto3 and the CDK use the keys, and so does this check.`;
}

/** botocore looks at `AWS_DEFAULT_PROFILE` first, the JavaScript SDK at `AWS_PROFILE` only. */
function twoProfiles({ facts, winner }: LintContext): string | null {
  const { AWS_PROFILE: profile, AWS_DEFAULT_PROFILE: older } = facts.environment;
  if (!profile || !older || profile === older || winner?.kind !== 'profile' || facts.inputs.profile.trim() !== '') {
    return null;
  }
  return `AWS_PROFILE (${shown(profile, facts)}) and AWS_DEFAULT_PROFILE (${shown(older, facts)}) differ. The AWS CLI, SAM and boto3 use the second; tools on the JavaScript SDK, and this check, the first.`;
}

function hasKeyVariables({ facts }: LintContext): boolean {
  return Boolean(facts.environment['AWS_ACCESS_KEY_ID'] && facts.environment['AWS_SECRET_ACCESS_KEY']);
}
