import {
  serviceAuthorization,
  type ServiceAuthorization,
  type ServiceAuthorizationData,
} from '../../requirements/service-authorization.ts';

/** What a service has, to compare wildcards and misspellings with. */
export interface ServiceNames {
  /** Names of a service's actions without the service, as the reference spells them; none of an unknown service. */
  actionsOf(service: string): readonly string[];
  /** Condition keys that the reference lists with at least one action of the service. */
  keysOf(service: string): readonly string[];
}

export type ActionCatalogue = ServiceAuthorization & ServiceNames;

/** The service authorization reference with the lists that linting a policy needs. */
export function actionCatalogue(data: ServiceAuthorizationData): ActionCatalogue {
  const names = new Map<string, readonly string[]>();
  const serviceOf = (service: string) => (Object.hasOwn(data.services, service) ? data.services[service] : undefined);
  return {
    ...serviceAuthorization(data),
    actionsOf(service) {
      const found = names.get(service) ?? Object.keys(serviceOf(service)?.actions ?? {});
      names.set(service, found);
      return found;
    },
    keysOf: (service) => serviceOf(service)?.keys ?? [],
  };
}
