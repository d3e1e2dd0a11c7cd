import { Cursor, isRecord, type Places } from '../authorization/policy-files/text/cursor.ts';
import { textsOf } from './intrinsic.ts';
import { expandSam, type WrittenResource } from './sam/expand.ts';
import type { Expansion, MadeResource, Properties } from './sam/made-resource.ts';
import { type LoopedMember, membersOf } from './template-loops.ts';
import { noBindings, type TemplateResource, type TemplateScope } from './template-scope.ts';

export interface FoundResources {
  readonly resources: ReadonlyMap<string, TemplateResource>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

const mostNotes = 10;

/** Every resource of a template, with loops and the resources of SAM's written out. */
export function resourcesOf(root: Cursor, places: Places, scope: TemplateScope): FoundResources {
  const { members, open, isCut } = membersOf(root.get('Resources'), scope);
  const own = members.filter(({ key, cursor }) => !key.startsWith('Fn::') && isRecord(cursor.value));
  const notes = [
    ...(isCut ? [`Only the first ${members.length} resources were looked at.`] : []),
    ...(open.length === 0
      ? []
      : [`${shown(open)}: the template does not tell what is looped over, so the resources in it were not looked at.`]),
    ...(members.some(({ key }) => key === 'Fn::Transform')
      ? ['Fn::Transform adds resources to the template that are not in it; they were not looked at.']
      : []),
  ];
  const resources = new Map<string, TemplateResource>();
  for (const member of own) {
    resources.set(member.key, writtenResource(member));
  }
  if (!own.some(({ cursor }) => isOfSam(cursor))) {
    return { resources, aliases: new Map(), notes };
  }
  return withSam(own, resources, notes, { root, places, scope });
}

function isOfSam(resource: Cursor): boolean {
  return (
    resource.get('Type').text()?.startsWith('AWS::Serverless::') === true ||
    resource.get('Connectors').value !== undefined
  );
}

function writtenResource({ key, written, cursor, bindings }: LoopedMember): TemplateResource {
  const type = cursor.get('Type').text() ?? '';
  return { id: key, type, key: written, cursor, bindings, isHashed: false, isPerhaps: false, gate: null };
}

/** Replaces the resources of SAM's by what it makes of them, at the lines of the ones that they are made for. */
function withSam(
  members: readonly LoopedMember[],
  resources: Map<string, TemplateResource>,
  notes: readonly string[],
  { root, places, scope }: { readonly root: Cursor; readonly places: Places; readonly scope: TemplateScope },
): FoundResources {
  const written = members.map(({ key, cursor }): WrittenResource => ({
    id: key,
    type: cursor.get('Type').text() ?? '',
    value: cursor.value as Properties,
  }));
  const globals = root.get('Globals').value;
  const { byResource, implicit } = expandSam(written, isRecord(globals) ? globals : {}, (value) =>
    knownText(value, root, places, scope),
  );
  const aliases = new Map<string, string>();
  const samNotes: string[] = [];
  const add = (expansion: Expansion, source: TemplateResource | undefined) => {
    expansion.aliases.forEach(([name, id]) => aliases.set(name, id));
    samNotes.push(...expansion.notes);
    if (source === undefined) {
      return;
    }
    for (const made of expansion.made) {
      // Two that end with different hashes are two.
      const key = made.isHashed === true && resources.has(made.id) ? `${made.id} ${source.id}` : made.id;
      if (!resources.has(key)) {
        resources.set(key, madeResource(made, source, places));
      }
    }
  };
  const sources = new Map(resources);
  for (const [id, expansion] of byResource) {
    if (sources.get(id)?.type.startsWith('AWS::Serverless::') === true) {
      resources.delete(id);
    }
    add(expansion, sources.get(id));
  }
  implicit.forEach(({ expansion, of }) => {
    add(expansion, sources.get(of));
  });
  for (const { id, properties } of [...byResource.values()].flatMap(({ additions }) => additions)) {
    const target = resources.get(id);
    if (target !== undefined) {
      resources.set(id, withProperties(target, properties, places));
    }
  }
  return { resources, aliases, notes: [...notes, ...new Set(samNotes)].slice(0, mostNotes) };
}

/** A resource that SAM makes: what it does not make conditional by itself hangs on the condition of its source. */
function madeResource(made: MadeResource, source: TemplateResource, places: Places): TemplateResource {
  const condition = source.cursor.get('Condition').value;
  const properties = Object.fromEntries(Object.entries(made.properties).filter(([, value]) => value !== undefined));
  const keep = source.id === made.id ? attributesOf(source.cursor) : {};
  const value = {
    Type: made.type,
    ...(condition === undefined ? {} : { Condition: condition }),
    ...keep,
    Properties: properties,
  };
  return {
    id: made.id,
    type: made.type,
    key: source.key,
    cursor: new Cursor(value, source.cursor.offset, places),
    bindings: source.bindings,
    isHashed: made.isHashed === true,
    isPerhaps: made.isPerhaps === true,
    gate: made.gate ?? null,
  };
}

function attributesOf(resource: Cursor): Properties {
  const policy = resource.get('DeletionPolicy').value;
  return policy === undefined ? {} : { DeletionPolicy: policy };
}

function withProperties(resource: TemplateResource, added: Properties, places: Places): TemplateResource {
  const value = isRecord(resource.cursor.value) ? resource.cursor.value : {};
  const own = isRecord(value['Properties']) ? value['Properties'] : {};
  const changed = { ...value, Properties: { ...added, ...own } };
  return { ...resource, cursor: new Cursor(changed, resource.cursor.offset, places) };
}

/** What a value is when the template tells it for certain; a parameter's default counts, as it does to SAM. */
function knownText(value: unknown, root: Cursor, places: Places, scope: TemplateScope): string | null {
  const [text, ...more] = textsOf(new Cursor(value, root.offset, places), { scope, bindings: noBindings });
  return text === undefined || more.length > 0 || text.text.includes('*') ? null : text.text;
}

function shown(names: readonly string[]): string {
  const first = names.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 80)));
  return `${first.join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}
