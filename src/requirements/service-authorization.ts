import { nearest } from '../similar-names.ts';

/** The form of data/service-authorization.json, which scripts/service-authorization.ts writes. */
export interface ServiceAuthorizationData {
  readonly source: { readonly package: string; readonly version: string; readonly licence: string };
  readonly services: Readonly<Record<string, ServiceData>>;
}

export interface ServiceData {
  /** Resource type with its ARN formats, in which `${Name}` stands for a part. */
  readonly types: readonly (readonly [name: string, ...formats: readonly string[]])[];
  readonly keys: readonly string[];
  /** Positions in `types` and in `keys`; empty lists at the end are left out. */
  readonly actions: Readonly<Record<string, readonly [types?: readonly number[], keys?: readonly number[]]>>;
}

export interface ResourceType {
  readonly name: string;
  readonly arns: readonly string[];
}

export interface KnownAction {
  readonly kind: 'known';
  /** `service:Action` as the service authorization reference spells it. */
  readonly action: string;
  /** The types that this action can be granted on; none for an action that takes only `*`. */
  readonly resourceTypes: readonly ResourceType[];
  readonly wildcardOnly: boolean;
  /** Condition keys of the action on any of its resources, global ones only where the reference lists them. */
  readonly conditionKeys: readonly string[];
  /** Every type of the action's service, to tell which one an ARN is of. */
  readonly serviceTypes: readonly ResourceType[];
}

export type ActionLookup =
  | KnownAction
  | { readonly kind: 'unknown-action'; readonly nearest: readonly string[] }
  | { readonly kind: 'unknown-service'; readonly nearest: readonly string[] };

/**
 * What AWS documents of its actions. Names are looked up without case, as IAM compares them.
 *
 * Source: AWS service authorization reference, https://docs.aws.amazon.com/service-authorization/latest/reference/.
 */
export interface ServiceAuthorization {
  /** Takes `service:Action`; an unknown name comes back with the spellings that are close to it. */
  lookup(action: string): ActionLookup;
}

export function serviceAuthorization(data: ServiceAuthorizationData): ServiceAuthorization {
  const spellings = new Map<string, ReadonlyMap<string, string>>();
  const spellingsOf = (name: string, service: ServiceData): ReadonlyMap<string, string> => {
    const known =
      spellings.get(name) ?? new Map(Object.keys(service.actions).map((action) => [action.toLowerCase(), action]));
    spellings.set(name, known);
    return known;
  };
  return {
    lookup(action) {
      const [prefix = '', ...rest] = action.split(':');
      const serviceName = prefix.toLowerCase();
      const service = Object.hasOwn(data.services, serviceName) ? data.services[serviceName] : undefined;
      if (service === undefined) {
        return { kind: 'unknown-service', nearest: nearest(prefix, Object.keys(data.services)) };
      }
      const written = rest.join(':');
      const known = spellingsOf(serviceName, service);
      const name = known.get(written.toLowerCase());
      if (name === undefined) {
        const close = nearest(written, known.values()).map((spelling) => `${serviceName}:${spelling}`);
        return { kind: 'unknown-action', nearest: close };
      }
      return knownAction(serviceName, name, service);
    },
  };
}

function knownAction(serviceName: string, name: string, service: ServiceData): KnownAction {
  const [types = [], keys = []] = service.actions[name] ?? [];
  const serviceTypes = service.types.map(([type, ...arns]) => ({ name: type, arns }));
  const resourceTypes = types.flatMap((index) => serviceTypes[index] ?? []);
  return {
    kind: 'known',
    action: `${serviceName}:${name}`,
    resourceTypes,
    wildcardOnly: resourceTypes.length === 0,
    conditionKeys: keys.flatMap((index) => service.keys[index] ?? []),
    serviceTypes,
  };
}
