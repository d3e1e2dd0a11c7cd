import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rootOf } from '../../src/authorization/policy-files/text/cursor.ts';
import { readDocument } from '../../src/templates/template-document.ts';
import { resourcesOf } from '../../src/templates/template-resources.ts';
import { nothingKnown } from '../../src/templates/template-scope.ts';
import { contextOf, types } from './cloudformation-support.ts';

const own = new URL('./', import.meta.url);
const { resources: expected } = JSON.parse(readFileSync(new URL('sam-resources.json', own), 'utf8')) as {
  readonly resources: Readonly<Record<string, readonly string[]>>;
};

/** What SAM's own translator made of the same templates. */
test.each(Object.entries(expected))('the resources of %s are those that SAM makes', (name, resources) => {
  const { tree } = readDocument(readFileSync(new URL(`sam-templates/${name}.yaml`, own), 'utf8'), name);
  if (tree === null) {
    throw new Error('The template cannot be read.');
  }
  const root = rootOf(tree);
  const found = resourcesOf(root, tree.places, {
    context: contextOf(),
    types,
    parameters: root.get('Parameters'),
    mappings: root.get('Mappings'),
    conditions: root.get('Conditions'),
    resources: new Map(),
    aliases: new Map(),
    defaults: new Set(),
    known: nothingKnown(),
  });
  const lines = [...found.resources.values()].map(({ id, type, isHashed }) => `${id}${isHashed ? '#' : ''} ${type}`);
  expect(lines.sort()).toEqual([...resources].sort());
});
