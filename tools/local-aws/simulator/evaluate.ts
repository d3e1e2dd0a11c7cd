import { authorize, type Authorization, type Layers, type Question } from '../authorize.ts';
import type { SimulationInput } from './input.ts';
import type { SimulatedPolicy } from './layers.ts';
import { readAction, takesResource } from './resource-type.ts';

/** The answer for one action on one resource. */
export interface ResourceResult {
  readonly resource: string;
  readonly authorization: Authorization<SimulatedPolicy>;
}

export interface ActionResult {
  readonly action: string;
  /** What the new shape calls the resource when there are several: a template of the action's resource type. */
  readonly template: string;
  readonly results: readonly ResourceResult[];
}

/** Asks every action for every resource, or for the literal resource `*` when none was named. */
export async function evaluateSimulation(
  input: SimulationInput,
  layers: Layers<SimulatedPolicy>,
  defaults: Readonly<Record<string, string>>,
  unknownActions: readonly string[],
): Promise<readonly ActionResult[]> {
  const context = overlay(defaults, input.context);
  return Promise.all(
    input.actions.map(async (action) => {
      const facts = await readAction(action, unknownActions);
      const resources = input.resources.length === 0 ? ['*'] : input.resources;
      const results = resources.map(async (resource) => {
        const taken = resource === '*' || (await takesResource(facts, resource));
        return { resource, authorization: taken ? ask(action, resource, layers, context) : notTaken };
      });
      const template = facts.service === 's3' ? s3Template : (facts.templates[0] ?? '*');
      const partition = input.resources[0]?.split(':')[1] ?? '';
      return { action, template: template.replace('${Partition}', partition), results: await Promise.all(results) };
    }),
  );
}

const s3Template = 'arn:${Partition}:s3:::${BucketName}/${KeyName}';

/** An ARN of a type that the action does not take: no policy is looked at. */
const notTaken: Authorization<SimulatedPolicy> = {
  decision: 'implicitDeny',
  layer: 'identity',
  statements: [],
  missingContext: [],
  allowedByOrganizations: null,
  allowedByBoundary: null,
};

/** What the organization denies is told without statements and without context keys (IAM API reference, aws-cli#10525). */
function ask(
  action: string,
  resource: string,
  layers: Layers<SimulatedPolicy>,
  context: Question['context'],
): Authorization<SimulatedPolicy> {
  const authorization = authorize(layers, { action, resource, context });
  return authorization.layer === 'organization'
    ? { ...authorization, statements: [], missingContext: [] }
    : authorization;
}

/** The call's entries override what the simulator fills in, whatever the case of the keys. */
function overlay(defaults: Readonly<Record<string, string>>, entries: Question['context']): Question['context'] {
  const given = new Set(Object.keys(entries).map((key) => key.toLowerCase()));
  const kept = Object.entries(defaults).filter(([key]) => !given.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...entries };
}
