import type { Observation, Severity } from '../../diagnoses/finding.ts';
import { keyIdClass } from '../access-key-id.ts';
import type { ReadVariable } from '../near-names.ts';
import { meantVariable } from '../near-names.ts';
import { observe } from '../wording.ts';
import type { LintContext } from './context.ts';
import { weightOf, weightOfHalf } from './weight.ts';

/**
 * Credentials under names that the tools do not read, or that only some of them read: one observation for each
 * severity. A misspelt region is left to the rule about regions.
 */
export function wrongNames(context: LintContext): readonly Observation[] {
  const { environment } = context.facts;
  const judged = Object.keys(environment)
    .sort()
    .flatMap((name) => {
      const meant = environment[name] === '' ? null : meantVariable(name);
      const severity = meant === null ? null : weigh(name, meant, context);
      return meant === null || severity === null ? [] : [{ severity, sentence: sentence(name, meant) }];
    });
  return (['error', 'warning', 'notice'] as const).flatMap((severity) => {
    const sentences = judged.filter((one) => one.severity === severity).map((one) => one.sentence);
    return sentences.length === 0 ? [] : [observe('env-wrong-names', severity, sentences.join(' '))];
  });
}

/** `null` says nothing: the right name has the same value, or another rule speaks. */
function weigh(name: string, meant: ReadVariable, context: LintContext): Severity | null {
  const { facts, winner } = context;
  const value = facts.environment[name];
  const right = facts.environment[meant] ?? '';
  if (name === 'AWS_SECURITY_TOKEN') {
    return olderToken(context);
  }
  if (name === 'AWS_DEFAULT_PROFILE') {
    return right !== '' ? null : 'notice';
  }
  if (right !== '') {
    return right === value || name.startsWith(meant) ? null : 'notice';
  }
  switch (meant) {
    case 'AWS_REGION':
      return null;
    case 'AWS_SESSION_TOKEN': {
      const keys = winner?.kind === 'environment' ? winner.keys : null;
      return keys !== null && keys.sessionToken === null && keyIdClass(keys.accessKeyId) === 'ASIA'
        ? 'error'
        : 'notice';
    }
    case 'AWS_ACCESS_KEY_ID':
    case 'AWS_SECRET_ACCESS_KEY':
      return weightOfHalf(context);
    case 'AWS_PROFILE':
      return weightOf[context.serves];
  }
}

/**
 * botocore reads `AWS_SECURITY_TOKEN` before `AWS_SESSION_TOKEN`, the JavaScript SDK does not read it. Beside a
 * long-term key it is a token too many, which the rule about tokens says.
 */
function olderToken({ facts, winner }: LintContext): Severity | null {
  const { AWS_SESSION_TOKEN: token, AWS_SECURITY_TOKEN: older } = facts.environment;
  if (winner?.kind !== 'environment') {
    return token === older ? null : 'notice';
  }
  return token === older || keyIdClass(winner.keys.accessKeyId) === 'AKIA' ? null : 'warning';
}

function sentence(name: string, meant: ReadVariable): string {
  switch (name) {
    case 'AWS_SECURITY_TOKEN':
      return 'AWS_SECURITY_TOKEN is read by tools on botocore (AWS CLI, SAM, EB CLI), before AWS_SESSION_TOKEN; tools on the JavaScript SDK (CDK, Amplify) read AWS_SESSION_TOKEN only.';
    case 'AWS_DEFAULT_PROFILE':
      return 'AWS_DEFAULT_PROFILE is read by the AWS CLI, SAM, boto3 and the CDK; the JavaScript SDK itself reads AWS_PROFILE only.';
    default:
      return `${name} is set, but the tools read ${meant}.`;
  }
}
