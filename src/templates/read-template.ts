import type { Cursor } from '../authorization/policy-files/text/cursor.ts';
import { rootOf, type Tree } from '../authorization/policy-files/text/cursor.ts';
import type { Location } from '../diagnoses/finding.ts';
import type { Requirement } from '../requirements/requirement.ts';
import { derive } from './derive.ts';
import { mergeRequirements } from './merge-requirements.ts';
import { nameInPhysicalId } from './physical-id.ts';
import type { Holding } from './property-condition.ts';
import type { ResourceInstance } from './resource-instance.ts';
import type { Gate } from './sam/made-resource.ts';
import type { TypeTable } from './resource-types.ts';
import { changesOf, leftResources } from './stack-changes.ts';
import { conditionHolds } from './template-conditions.ts';
import { readDocument } from './template-document.ts';
import { dynamicReads, parameterReads } from './template-inputs.ts';
import { macrosOf, templateNotes } from './template-notes.ts';
import type { TemplateContext, TemplateReading, UncoveredResource } from './template-reading.ts';
import { instanceOf } from './template-references.ts';
import { resourcesOf } from './template-resources.ts';
import { nothingKnown, type TemplateResource, type TemplateScope } from './template-scope.ts';

/** What a template is read with, beside its context. */
export interface TemplateSources {
  readonly types: TypeTable;
  /** Paths of the other templates that are read, relative to the workspace. */
  readonly files: readonly string[];
}

const mostUncovered = 1000;

/**
 * What deploying a CloudFormation or SAM template calls. A text that is no JSON or YAML gives an observation with the
 * line where it breaks off; one that is no template gives a note. Never throws.
 */
export function readTemplate(
  text: string,
  file: string,
  context: TemplateContext,
  sources: TemplateSources,
): TemplateReading {
  const { tree, observations } = readDocument(text, file);
  const empty: TemplateReading = { format: 'cloudformation', requirements: [], uncovered: [], notes: [], observations };
  if (tree === null) {
    return empty;
  }
  const root = rootOf(tree);
  if (root.get('Resources').entries().length === 0) {
    return { ...empty, notes: [`${file} holds no resources, so nothing was asked for it.`] };
  }
  const { scope, notes } = scopeOf(root, tree, context, sources.types);
  const locate = locator(tree, text, file);
  const reader = { root, scope, file, locate, isSettled: macrosOf(root).length === 0 };
  const { requirements, uncovered } = readResources(reader);
  return {
    ...empty,
    requirements,
    uncovered,
    notes: [...notes, ...templateNotes(root, scope, sources.files, requirements.length)].map(
      (note) => `${file}: ${note}`,
    ),
  };
}

function scopeOf(
  root: Cursor,
  tree: Tree,
  context: TemplateContext,
  types: TypeTable,
): { readonly scope: TemplateScope; readonly notes: readonly string[] } {
  const bare: TemplateScope = {
    context,
    types,
    parameters: root.get('Parameters'),
    mappings: root.get('Mappings'),
    conditions: root.get('Conditions'),
    resources: new Map(),
    aliases: new Map(),
    defaults: new Set(),
    known: nothingKnown(),
  };
  const { resources, aliases, notes } = resourcesOf(root, tree.places, bare);
  return { scope: { ...bare, resources, aliases, known: nothingKnown() }, notes };
}

type Locate = (at: Cursor, key: string) => Location;

/** The line of a key: its value begins there in JSON, and in YAML mostly on a line below. */
function locator(tree: Tree, text: string, file: string): Locate {
  return (at, key) => {
    const before = text.slice(Math.max(0, at.offset - 1000), at.offset);
    const found = key === '' ? -1 : before.lastIndexOf(key);
    const between = found < 0 ? null : before.slice(found + key.length);
    const isKey = between !== null && /^['"]?\s*:\s*(?:[&!][^\n]*)?(?:#[^\n]*)?\s*[{]?\s*$/.test(between.slice(0, 300));
    const { line } = tree.positionAt(isKey ? at.offset - before.length + found : at.offset);
    return { file, line, endLine: line };
  };
}

interface Reader {
  readonly root: Cursor;
  readonly scope: TemplateScope;
  readonly file: string;
  readonly locate: Locate;
  /** False when a macro may change everything. */
  readonly isSettled: boolean;
}

function readResources(reader: Reader): {
  readonly requirements: readonly Requirement[];
  readonly uncovered: readonly UncoveredResource[];
} {
  const { scope, locate, isSettled } = reader;
  const context = isSettled ? scope.context : { ...scope.context, certain: false };
  const requirements: Requirement[] = [];
  const uncovered: UncoveredResource[] = [];
  for (const resource of scope.resources.values()) {
    const type = scope.types.typeOf(tableName(resource.type));
    const location = locate(resource.cursor, resource.key);
    if (type === null) {
      if (!isModule(resource.type) && uncovered.length < mostUncovered) {
        uncovered.push({ type: resource.type, id: resource.id, location });
      }
      continue;
    }
    const changes = changesOf(resource, isThere(resource, scope), context);
    if (changes.length > 0) {
      const named = instanceOf(resource, type, scope);
      requirements.push(...derive({ ...named, typeName: resource.type, changes, location }, context));
    }
  }
  const reads = [...parameterReads(scope, locate), ...dynamicReads(scope, locate)];
  requirements.push(...reads.flatMap((read) => derive(read, context)));
  if (isSettled) {
    requirements.push(...removed(reader).flatMap((instance) => derive(instance, context)));
  }
  return { requirements: mergeRequirements(requirements), uncovered };
}

function isThere(resource: TemplateResource, scope: TemplateScope): Holding {
  const condition = resource.cursor.get('Condition').text();
  const own = condition === null ? 'yes' : conditionHolds(condition, scope);
  const gated = resource.gate === null ? 'yes' : gateHolds(resource.gate, scope);
  const holding = own === 'no' || gated === 'no' ? 'no' : own === 'maybe' ? own : gated;
  return resource.isPerhaps && holding === 'yes' ? 'maybe' : holding;
}

function gateHolds({ condition, holds }: Gate, scope: TemplateScope): Holding {
  const holding = conditionHolds(condition, scope);
  return holding === 'maybe' ? holding : (holding === 'yes') === holds ? 'yes' : 'no';
}

/** Resources that the stack holds and the template does not. */
function removed({ root, scope, locate }: Reader): readonly ResourceInstance[] {
  const location = locate(root.get('Resources'), 'Resources');
  return leftResources(scope.resources, (resource) => isThere(resource, scope), scope.context).flatMap(
    ({ id, type: typeName, physicalId }) => {
      const type = scope.types.typeOf(tableName(typeName));
      const changes = [{ change: 'delete', certain: false }] as const;
      const physicalName = type === null ? null : nameInPhysicalId(physicalId, type);
      return type === null ? [] : [{ typeName, type, id, changes, physicalName, location, values: () => [] }];
    },
  );
}

/** `Custom::Name` is another way to write a custom resource's type (template reference, AWS::CloudFormation::CustomResource). */
function tableName(type: string): string {
  return type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type;
}

function isModule(type: string): boolean {
  return type.endsWith('::MODULE');
}
