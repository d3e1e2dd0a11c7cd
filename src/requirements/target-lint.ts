import { supportsArn } from './arn-type.ts';
import { quote } from './fault.ts';
import { fill } from './fill.ts';
import { offer } from '../similar-names.ts';
import type { KnownAction, ServiceAuthorization } from './service-authorization.ts';
import type { Target, TargetCheck } from './target.ts';

/** A check of a target, or its probe, that AWS's simulator would answer wrongly. */
export interface LintFault {
  /** Id of the check, or `probes`. */
  readonly check: string;
  readonly action: string;
  readonly sentence: string;
}

/**
 * Compares a target with the service authorization reference. The simulator does not refuse what is wrong here: it
 * allows an action that does not exist, and denies an ARN of the wrong type, whoever asks.
 */
export function lintTarget(target: Target, authorization: ServiceAuthorization): readonly LintFault[] {
  const checks = target.checks.flatMap((check) =>
    check.actions.flatMap((action) =>
      sentencesOf(action, check, target, authorization).map((sentence) => ({ check: check.id, action, sentence })),
    ),
  );
  const probes = target.probes.flatMap(({ action }) => {
    const found = known(action, authorization);
    return typeof found === 'string' ? [{ check: 'probes', action, sentence: found }] : [];
  });
  return [...checks, ...probes];
}

function sentencesOf(
  action: string,
  check: TargetCheck,
  target: Target,
  authorization: ServiceAuthorization,
): readonly string[] {
  const found = known(action, authorization);
  return typeof found === 'string'
    ? [found]
    : [...resourceSentences(found, check, target), ...contextSentences(found, check)];
}

function known(action: string, authorization: ServiceAuthorization): KnownAction | string {
  const found = authorization.lookup(action);
  if (found.kind !== 'known') {
    return `${action} is not in the service authorization reference.${offer(found.nearest)}`;
  }
  return found.action === action ? found : `${action} is spelt ${found.action}.`;
}

function resourceSentences(action: KnownAction, check: TargetCheck, target: Target): readonly string[] {
  if (check.resource === '*') {
    const names = action.resourceTypes.map(({ name }) => name).join(', ');
    return action.wildcardOnly
      ? []
      : [`${action.action} has resource-level permissions (${names}); * would be denied falsely.`];
  }
  if (action.wildcardOnly) {
    return [`${action.action} has no resource-level permissions; its resource is *.`];
  }
  const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };
  const arn = fill(check.resource, { declared: target.parameters, values: new Map(), place }).text;
  return supportsArn(action, arn) ? [] : [`${action.action} cannot be granted on ${quote(arn)}.`];
}

function contextSentences(action: KnownAction, check: TargetCheck): readonly string[] {
  const keys = action.conditionKeys.map((key) => key.replace(/(?:\$\{|<).*$/, '').toLowerCase());
  const isKnown = (key: string) =>
    key.startsWith('aws:') || keys.some((one) => (one.endsWith('/') ? key.startsWith(one) : key === one));
  return Object.keys(check.context ?? {})
    .filter((key) => !isKnown(key.toLowerCase()))
    .map((key) => `${action.action} does not know the context key ${key}.`);
}
