import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { serviceAuthorization, type ServiceAuthorizationData } from '../src/requirements/service-authorization.ts';
import { checkTargetSchema } from '../src/requirements/target-schema.ts';
import { parseTarget } from '../src/requirements/target.ts';

/**
 * Writes data/targets.json, which a run reads in place of targets/*.yml. Refuses, with file and line, a target that is
 * not as its schema says, or that names an action, an ARN or a context key which the service authorization reference
 * does not have.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const authorization = serviceAuthorization(
  JSON.parse(readFileSync(join(root, 'data', 'service-authorization.json'), 'utf8')) as ServiceAuthorizationData,
);

const targets = readdirSync(join(root, 'targets'))
  .sort()
  .map((file) => {
    const text = readFileSync(join(root, 'targets', file), 'utf8');
    parseTarget(text, `targets/${file}`, checkTargetSchema, authorization);
    return parse(text) as unknown;
  });
writeFileSync(join(root, 'data', 'targets.json'), `${JSON.stringify(targets)}\n`);
console.log(`data/targets.json: ${targets.length} targets`);
