import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { serviceAuthorization, type ServiceAuthorizationData } from '../src/requirements/service-authorization.ts';
import { lintResourceTypes } from '../src/templates/resource-type-lint.ts';
import type { DescribedType, ResourceType } from '../src/templates/resource-type.ts';

/**
 * Writes data/cloudformation-types.json and data/terraform-types.json, which a run reads in place of resource-types/.
 * Refuses, with file and line, what is not as the schema says, and every action, ARN and context key that the service
 * authorization reference does not have.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const authorization = serviceAuthorization(
  JSON.parse(readFileSync(join(root, 'data', 'service-authorization.json'), 'utf8')) as ServiceAuthorizationData,
);

for (const language of ['cloudformation', 'terraform']) {
  const types: Record<string, ResourceType> = {};
  for (const entry of readdirSync(join(root, 'resource-types', language)).sort()) {
    const file = `resource-types/${language}/${entry}`;
    const text = readFileSync(join(root, file), 'utf8');
    const faults = lintResourceTypes(text, file, authorization);
    if (faults.length > 0) {
      throw new Error(faults.map(({ line, sentence }) => `${file}:${line}: ${sentence}`).join('\n'));
    }
    for (const [name, type] of Object.entries(parse(text) as Record<string, DescribedType>)) {
      if (Object.hasOwn(types, name)) {
        throw new Error(`${file}: ${name} is in another file, too.`);
      }
      types[name] = withoutSources(type);
    }
  }
  writeFileSync(join(root, 'data', `${language}-types.json`), `${JSON.stringify(types)}\n`);
  console.log(`data/${language}-types.json: ${Object.keys(types).length} types`);
}

function withoutSources(type: DescribedType): ResourceType {
  return Object.fromEntries(Object.entries(type).filter(([key]) => key !== 'sources')) as unknown as ResourceType;
}
