import { failure, type Answer, type ErrorAnswer } from '../answer.ts';
import { denyUnlessAllowed, implicitDenial } from '../authorization.ts';
import { readPrincipalArn, type Principal } from '../principal.ts';
import { evaluateSimulation } from '../simulator/evaluate.ts';
import { readSimulationInput } from '../simulator/input.ts';
import { layersOfCall, layersOfPrincipal, type SimulatedLayers } from '../simulator/layers.ts';
import { pageOf } from '../simulator/pages.ts';
import { newShape, oldShape } from '../simulator/shapes.ts';
import { parameter, type SignedCall, type SignedOperation } from './operation.ts';

const principalAction = 'iam:SimulatePrincipalPolicy';
const customAction = 'iam:SimulateCustomPolicy';

/** IAM's policy simulator (IAM API reference; public recordings of its answers for what the reference leaves open). */
export const simulatorOperations: readonly SignedOperation[] = [
  { service: 'iam', name: 'SimulatePrincipalPolicy', action: null, answer: simulatePrincipal },
  { service: 'iam', name: 'SimulateCustomPolicy', action: null, answer: simulateCustom },
];

async function simulatePrincipal(call: SignedCall): Promise<Answer> {
  const source = parameter(call, 'PolicySourceArn');
  const refused =
    scripted(call, source) ??
    problemOfSource(source, call) ??
    denyUnlessAllowed(call, 'iam', principalAction, source, {});
  if (refused !== null) {
    return refused;
  }
  const principal = call.account.findEntity(source);
  if (principal === null) {
    return notFound();
  }
  const layers = layersOfPrincipal(principal, call.parameters, call.account.scenario.simulator);
  return layers.kind === 'error' ? layers : simulate(call, layers, source, principal);
}

async function simulateCustom(call: SignedCall): Promise<Answer> {
  const { answer, controlAllowed } = call.account.scenario.simulator;
  if (controlAllowed === false) {
    return implicitDenial(call, 'iam', customAction, '*');
  }
  const common = answer === 'throttle' || answer === 'error-500' ? scripted(call, '*') : null;
  const refused = common ?? (controlAllowed === true ? null : denyUnlessAllowed(call, 'iam', customAction, '*', {}));
  if (refused !== null) {
    return refused;
  }
  const layers = layersOfCall(call.parameters);
  return layers.kind === 'error' ? layers : simulate(call, layers, '', null);
}

/** Asks, shapes the answer and cuts the page. */
async function simulate(
  call: SignedCall,
  layers: SimulatedLayers,
  source: string,
  principal: Principal | null,
): Promise<Answer> {
  const input = await readSimulationInput(call);
  if (input.kind === 'error') {
    return input;
  }
  const { shape, maxActionsPerPage, unknownActions } = call.account.scenario.simulator;
  const defaults = defaultContext(input.callerArn === '' ? source : input.callerArn, call, principal);
  const results = await evaluateSimulation(input, layers, defaults, unknownActions);
  return pageOf(shape === 'new' ? newShape(results) : oldShape(results), call.parameters, maxActionsPerPage);
}

/** What the simulator fills in by itself: no region, no tags, and the ARN in place of the user id (public recordings). */
function defaultContext(arn: string, call: SignedCall, principal: Principal | null): Readonly<Record<string, string>> {
  if (arn === '') {
    return { 'aws:userid': 'STUB_PRINCIPAL_FOR_POLICY_SIMULATOR' };
  }
  const user = principal?.kind === 'user' ? { 'aws:username': readPrincipalArn(principal.arn)?.entity ?? '' } : {};
  const account = arn.split(':')[4] ?? call.account.scenario.account;
  return { 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': account, 'aws:userid': arn, ...user };
}

/** The simulator's answers that a scenario asks for. */
function scripted(call: SignedCall, resource: string): ErrorAnswer | null {
  switch (call.account.scenario.simulator.answer) {
    case 'evaluate':
      return null;
    case 'refuse':
      return implicitDenial(call, 'iam', principalAction, resource);
    case 'throttle':
      return failure(400, 'Throttling', 'Rate exceeded');
    case 'error-500':
      return failure(500, 'PolicyEvaluation', 'The policy could not be evaluated.');
    case 'not-found':
      return notFound();
  }
}

/** Only users, groups and roles can be simulated, and only those of one's own account. */
function problemOfSource(source: string, call: SignedCall): ErrorAnswer | null {
  const [, , service, , account = '', resource = ''] = source.split(':');
  if (service !== 'iam' || !/^(user|group|role)\/./.test(resource)) {
    return failure(400, 'InvalidInput', `Invalid ARN provided in the request: ${source}`);
  }
  const own = call.account.scenario.account;
  const message = `caller's account ${own} does not have access to policies in account ${account}`;
  return account === own ? null : failure(400, 'InvalidInput', message);
}

function notFound(): ErrorAnswer {
  return failure(404, 'NoSuchEntity', 'Unable to retrieve specified IAM entity.');
}
