import { supportsArn } from './arn-type.ts';
import { quote } from './fault.ts';
import { fill } from './fill.ts';
import type { Place } from './placeholder.ts';
import { offer } from '../similar-names.ts';
import type { KnownAction, ServiceAuthorization } from './service-authorization.ts';
import type { Target, TargetCheck, Violation } from './target.ts';

/** What is called, and on what: a check, or what it has instead. */
type Called = Pick<TargetCheck, 'id' | 'actions' | 'resource' | 'context'>;

/** A check of a target, or its probe, that AWS's simulator would answer wrongly; or a role that is none. */
export interface LintFault extends Violation {
  /** Id of the check or the role, or `probes` or `reads`. */
  readonly check: string;
  readonly action: string;
}

/**
 * Compares a target with the service authorization reference. The simulator does not refuse what is wrong here: it
 * allows an action that does not exist, and denies an ARN of the wrong type, whoever asks.
 */
export function lintTarget(target: Target, authorization: ServiceAuthorization): readonly LintFault[] {
  const calls = target.checks.flatMap((check, index) => [
    { check, path: ['checks', index, 'actions'] as const },
    ...(check.instead === undefined
      ? []
      : [{ check: { id: check.id, ...check.instead }, path: ['checks', index, 'instead', 'actions'] as const }]),
  ]);
  const checks = calls.flatMap(({ check, path }) =>
    check.actions.flatMap((action, at) =>
      sentencesOf(action, check, target, authorization).map((sentence) => ({
        path: [...path, at],
        check: check.id,
        action,
        sentence,
      })),
    ),
  );
  const probes = (['probes', 'reads'] as const).flatMap((list) =>
    target[list].flatMap(({ action }, index) => {
      const found = known(action, authorization);
      return typeof found === 'string' ? [{ path: [list, index, 'action'], check: list, action, sentence: found }] : [];
    }),
  );
  const roles = target.roles.flatMap(({ id, role }, index) =>
    role === undefined || isRoleArn(role, target)
      ? []
      : [
          {
            path: ['roles', index, 'role'],
            check: id,
            action: 'iam:GetRole',
            sentence: `${quote(role)} is not the ARN of a role; write arn:\${Partition}:iam::\${Account}:role/NAME, or \${parameter:role-arn}.`,
          },
        ],
  );
  return [...checks, ...probes, ...roles];
}

/** With a value that is a name: a parameter needs the filter that makes an ARN of it. */
function isRoleArn(pattern: string, { parameters }: Target): boolean {
  const values = new Map([...parameters.keys()].map((name) => [name, 'value']));
  const { text } = fill(pattern, { declared: parameters, values, place });
  return /^arn:[^:]+:iam::[^:]*:role\/./.test(text);
}

const place: Place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

function sentencesOf(
  action: string,
  check: Called,
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

function resourceSentences(action: KnownAction, check: Called, target: Target): readonly string[] {
  if (check.resource === '*') {
    const names = action.resourceTypes.map(({ name }) => name).join(', ');
    return action.wildcardOnly
      ? []
      : [`${action.action} has resource-level permissions (${names}); * would be denied falsely.`];
  }
  if (action.wildcardOnly) {
    return [`${action.action} has no resource-level permissions; its resource is *.`];
  }
  const arn = fill(check.resource, { declared: target.parameters, values: new Map(), place }).text;
  return supportsArn(action, arn) ? [] : [`${action.action} cannot be granted on ${quote(arn)}.`];
}

function contextSentences(action: KnownAction, check: Called): readonly string[] {
  const keys = action.conditionKeys.map((key) => key.replace(/(?:\$\{|<).*$/, '').toLowerCase());
  const isKnown = (key: string) =>
    key.startsWith('aws:') || keys.some((one) => (one.endsWith('/') ? key.startsWith(one) : key === one));
  return Object.keys(check.context ?? {})
    .filter((key) => !isKnown(key.toLowerCase()))
    .map((key) => `${action.action} does not know the context key ${key}.`);
}
