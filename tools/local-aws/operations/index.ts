import { amplifyReads } from './amplify-reads.ts';
import { containerReads } from './container-reads.ts';
import { iamAccountOperations } from './iam-reads-account.ts';
import { oidcProviderReads } from './iam-reads-oidc.ts';
import { instanceProfileReads } from './iam-reads-profile.ts';
import { iamReads } from './iam-reads.ts';
import { jsonReads } from './json-reads.ts';
import type { Operation } from './operation.ts';
import { simulatorOperations } from './simulator.ts';
import { stsOperations } from './sts.ts';
import { xmlReads } from './xml-reads.ts';

/** Every operation that the stand-in answers. */
const operations: readonly Operation[] = [
  ...stsOperations,
  ...simulatorOperations,
  ...iamReads,
  ...iamAccountOperations,
  ...oidcProviderReads,
  ...instanceProfileReads,
  ...xmlReads,
  ...jsonReads,
  ...amplifyReads,
  ...containerReads,
];

/** The operation of that name. */
export function findOperation(service: string, name: string): Operation | null {
  return operations.find((operation) => operation.service === service && operation.name === name) ?? null;
}

export interface RoutedOperation {
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The operation behind a method and a path. An unsigned request names no service: S3, which takes any path, is left out. */
export function routeOperation(service: string | null, method: string, path: string): RoutedOperation | null {
  for (const operation of operations) {
    if (
      operation.route !== undefined &&
      (service === null ? operation.service !== 's3' : operation.service === service)
    ) {
      const parameters = matchRoute(operation.route, method, path);
      if (parameters !== null) {
        return { operation, parameters };
      }
    }
  }
  return null;
}

function matchRoute(route: string, method: string, path: string): Readonly<Record<string, string>> | null {
  const [expected = '', template = ''] = route.split(' ');
  const theirs = segments(template);
  const ours = segments(path);
  const same = theirs.every((segment, index) => segment.startsWith('{') || segment === ours[index]);
  if (expected !== method || theirs.length !== ours.length || !same) {
    return null;
  }
  const named = theirs.map((segment, index) => [segment, ours[index] ?? ''] as const);
  return Object.fromEntries(
    named
      .filter(([segment]) => segment.startsWith('{'))
      .map(([segment, value]) => [segment.slice(1, -1), decode(value)]),
  );
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
