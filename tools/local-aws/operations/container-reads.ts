import { failure, success } from '../answer.ts';
import { arnIn, parameter, resourceOf, type SignedCall, type SignedOperation } from './operation.ts';

/** Reads of ECS and ECR. A service is named `cluster/service`. */
export const containerReads: readonly SignedOperation[] = [
  {
    service: 'ecs',
    name: 'DescribeClusters',
    action: 'ecs:DescribeClusters',
    resource: (call) => clusterArn(call, namesIn(call, 'clusters')[0] ?? 'default'),
    answer: (call) => {
      const names = namesIn(call, 'clusters').map(lastPart);
      const found = names.flatMap((name) => resourceOf(call, 'clusters', name) ?? []);
      return success({
        clusters: found.map(({ name, status = 'ACTIVE' }) => ({ clusterName: name, status })),
        failures: names
          .filter((name) => !found.some((one) => one.name === name))
          .map((name) => ({ arn: clusterArn(call, name), reason: 'MISSING' })),
      });
    },
  },
  {
    service: 'ecs',
    name: 'DescribeServices',
    action: 'ecs:DescribeServices',
    resource: (call) => serviceArn(call, namesIn(call, 'services')[0] ?? '*'),
    answer: (call) => {
      const cluster = clusterOf(call);
      const names = namesIn(call, 'services').map(lastPart);
      const found = names.flatMap((name) => resourceOf(call, 'services', `${cluster}/${name}`) ?? []);
      return resourceOf(call, 'clusters', cluster) === null
        ? failure(400, 'ClusterNotFoundException', 'Cluster not found.')
        : success({
            services: found.map(({ name, status = 'ACTIVE' }) => ({ serviceName: lastPart(name), status })),
            failures: names
              .filter((name) => !found.some((one) => lastPart(one.name) === name))
              .map((name) => ({ arn: serviceArn(call, name), reason: 'MISSING' })),
          });
    },
  },
  {
    service: 'ecr',
    name: 'DescribeRepositories',
    action: 'ecr:DescribeRepositories',
    resource: (call) => arnIn(call, 'ecr', `repository/${namesIn(call, 'repositoryNames')[0] ?? '*'}`),
    answer: (call) => {
      const names = namesIn(call, 'repositoryNames');
      const missing = names.find((name) => resourceOf(call, 'repositories', name) === null);
      const { account } = call.account.scenario;
      return missing === undefined
        ? success({ repositories: names.map((name) => ({ repositoryName: name, registryId: account })) })
        : failure(
            400,
            'RepositoryNotFoundException',
            `The repository with name '${missing}' does not exist in the registry with id '${account}'`,
          );
    },
  },
];

function clusterOf(call: SignedCall): string {
  return lastPart(call.parameters['cluster'] ?? 'default');
}

function clusterArn(call: SignedCall, name: string): string {
  return arnIn(call, 'ecs', `cluster/${lastPart(name)}`);
}

function serviceArn(call: SignedCall, name: string): string {
  return arnIn(call, 'ecs', `service/${clusterOf(call)}/${lastPart(name)}`);
}

/** A name, or the end of an ARN. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** A list of names in the body, which reaches an operation as JSON. */
function namesIn(call: SignedCall, member: string): readonly string[] {
  const value = JSON.parse(parameter(call, member) || '[]') as unknown;
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}
