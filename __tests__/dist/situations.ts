import type { AccessKey, Scenario } from '../../tools/local-aws/scenario.ts';
import { parseScenario } from '../../tools/local-aws/scenario.ts';

/** The stand-in's account with one principal, whose key the step gets. */
export interface World {
  readonly scenario: Scenario;
  readonly key: AccessKey;
}

export interface WorldParts {
  readonly arn?: string;
  /** Statements of the principal's policy, in short: `Action` and `Resource`. */
  readonly statements?: readonly object[];
  readonly extra?: object;
  readonly principal?: object;
  /** Roles beside the principal, by name: `arn`, `policies`, `trustPolicy`. */
  readonly roles?: object;
  readonly key?: object;
  readonly mayNotSimulate?: boolean;
}

const deployer = 'arn:aws:sts::111122223333:assumed-role/deployer/session';

const simulation = { Effect: 'Allow', Action: ['iam:SimulatePrincipalPolicy', 'iam:SimulateCustomPolicy'], Resource: '*' };

/** YAML is a superset of JSON, so a scenario can be written as data. */
export function world(parts: WorldParts = {}): World {
  const statements = [...(parts.statements ?? []), ...(parts.mayNotSimulate === true ? [] : [simulation])];
  const policies = statements.length === 0 ? [] : [{ name: 'Deploy', document: { Version: '2012-10-17', Statement: statements } }];
  const text = JSON.stringify({
    account: '111122223333',
    principals: { someone: { arn: parts.arn ?? deployer, policies, ...parts.principal }, ...parts.roles },
    keys: [{ principal: 'someone', ...parts.key }],
    ...parts.extra,
  });
  const scenario = parseScenario(text, 'situation');
  const [key] = scenario.keys;
  if (key === undefined) {
    throw new Error('The scenario has no key.');
  }
  return { scenario, key };
}

export function allow(actions: string | readonly string[], resource: string | readonly string[] = '*', condition?: object): object {
  return { Effect: 'Allow', Action: actions, Resource: resource, ...(condition === undefined ? {} : { Condition: condition }) };
}

export const everything = allow('*');
