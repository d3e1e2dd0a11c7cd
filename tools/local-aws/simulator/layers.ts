import type { PolicyDocument } from '../../../src/authorization/evaluation/policy-document.ts';
import { failure, type ErrorAnswer } from '../answer.ts';
import type { Layers } from '../authorize.ts';
import { readPolicy } from '../policy.ts';
import { sourcePolicyId, type AttachedPolicy, type Principal } from '../principal.ts';
import type { SimulatorSettings } from '../scenario.ts';
import { excludes, readExclusions } from './exclusions.ts';
import { readList, readStructures } from './form.ts';

type Parameters = Readonly<Record<string, string>>;

/** A policy as the simulator names it among the matched statements. */
export interface SimulatedPolicy {
  readonly id: string;
  readonly type: 'IAM Policy' | 'Permissions Boundary Policy' | 'Service Control Policy';
  readonly policy: PolicyDocument;
}

export interface SimulatedLayers extends Layers<SimulatedPolicy> {
  readonly kind: 'layers';
}

/** The policies of a principal, without the excluded ones, and with those that the call brings along. */
export function layersOfPrincipal(
  principal: Principal,
  parameters: Parameters,
  settings: SimulatorSettings,
): SimulatedLayers | ErrorAnswer {
  const exclusions = settings.exclusionSupported ? readExclusions(parameters) : [];
  if (!isList(exclusions)) {
    return exclusions;
  }
  const given = readGiven(parameters);
  if (given.kind === 'error') {
    return given;
  }
  const keep = (policy: AttachedPolicy): boolean =>
    !exclusions.some((exclusion) => excludes(exclusion, policy, principal));
  const attached = principal.identity.filter(keep).map((policy) => name(policy, principal, 'IAM Policy'));
  const boundary = principal.boundary?.filter(keep) ?? [];
  const named = boundary.map((policy) => name(policy, principal, 'Permissions Boundary Policy'));
  const organization = principal.organization
    ?.map((level) => level.filter(keep).map((policy) => name(policy, principal, 'Service Control Policy')))
    .filter((level) => level.length > 0);
  return {
    kind: 'layers',
    identity: [...attached, ...given.identity],
    boundary: given.boundary ?? (named.length > 0 ? named : null),
    organization: organization === undefined || organization.length === 0 ? null : adapt(organization, settings),
  };
}

/** The policies that a call of SimulateCustomPolicy brings along: all there is. */
export function layersOfCall(parameters: Parameters): SimulatedLayers | ErrorAnswer {
  return readGiven(parameters);
}

/** Before 2026-07-30 the simulator paid no attention to the conditions of service control policies. */
function adapt(
  levels: readonly (readonly SimulatedPolicy[])[],
  { shape }: SimulatorSettings,
): readonly (readonly SimulatedPolicy[])[] {
  if (shape === 'new') {
    return levels;
  }
  const bare = (policy: PolicyDocument): PolicyDocument => ({
    ...policy,
    statements: policy.statements.map((statement) => ({ ...statement, conditions: [] })),
  });
  return levels.map((level) => level.map((scp) => ({ ...scp, policy: bare(scp.policy) })));
}

function name(policy: AttachedPolicy, principal: Principal, type: SimulatedPolicy['type']): SimulatedPolicy {
  return { id: sourcePolicyId(principal, policy), type, policy: policy.policy };
}

function readGiven(parameters: Parameters): SimulatedLayers | ErrorAnswer {
  const identity = readDocuments(readList(parameters, 'PolicyInputList'), 'PolicyInputList', 'IAM Policy');
  const boundaryName = 'PermissionsBoundaryPolicyInputList';
  const boundary = readDocuments(readList(parameters, boundaryName), boundaryName, 'Permissions Boundary Policy');
  const levels = readStructures(parameters, 'OrderedOrganizationPolicyInputList').map((level) =>
    readDocuments(
      readList(level, 'ServiceControlPolicyInputList'),
      'ServiceControlPolicyInputList',
      'Service Control Policy',
    ),
  );
  const organization = levels.filter(isList);
  const wrong = [identity, boundary, ...levels].find((read) => !isList(read));
  if (wrong !== undefined && !isList(wrong)) {
    return wrong;
  }
  if (!isList(identity) || !isList(boundary) || boundary.length > 1) {
    return failure(400, 'InvalidInput', 'Only one permissions boundary policy can be simulated.');
  }
  return {
    kind: 'layers',
    identity,
    boundary: boundary.length === 0 ? null : boundary,
    organization: organization.length === 0 ? null : organization,
  };
}

function readDocuments(
  texts: readonly string[],
  list: string,
  type: SimulatedPolicy['type'],
): readonly SimulatedPolicy[] | ErrorAnswer {
  const read: SimulatedPolicy[] = [];
  for (const [index, text] of texts.entries()) {
    const reading = readPolicy(parseJson(text), `${list}.${index + 1}`);
    if (!reading.ok) {
      return failure(400, 'InvalidInput', `Invalid policy in ${list}.${index + 1}: ${reading.problems.join(' ')}`);
    }
    read.push({ id: `${list}.${index + 1}`, type, policy: reading.policy });
  }
  return read;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function isList<T>(value: readonly T[] | ErrorAnswer): value is readonly T[] {
  return Array.isArray(value);
}
