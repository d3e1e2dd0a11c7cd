import type { Cursor } from '../authorization/policy-files/text/cursor.ts';
import { evaluate } from './intrinsic.ts';
import type { Bindings, TemplateScope } from './template-scope.ts';

/** A member of a map in a template, with what the loops around it stand for. */
export interface LoopedMember {
  readonly key: string;
  /** The key as it stands there, with the variables of loops in it. */
  readonly written: string;
  readonly cursor: Cursor;
  readonly bindings: Bindings;
}

const mostMembers = 5000;
const mostPasses = 5000;
const deepest = 5;

/**
 * The members of a map with every `Fn::ForEach` written out (CloudFormation template reference, "Fn::ForEach"). Loops
 * over a collection that the template does not tell are named in `open`; of far too many members only the first are there.
 */
export function membersOf(
  map: Cursor,
  scope: TemplateScope,
): { readonly members: readonly LoopedMember[]; readonly open: readonly string[]; readonly isCut: boolean } {
  const members: LoopedMember[] = [];
  const open: string[] = [];
  let passes = 0;
  const visit = (entries: Cursor, bindings: Bindings, depth: number) => {
    passes += 1;
    for (const [written, cursor] of passes > mostPasses ? [] : entries.entries()) {
      if (members.length >= mostMembers) {
        return;
      }
      if (!written.startsWith('Fn::ForEach::')) {
        members.push({ key: replaceIn(written, bindings), written, cursor, bindings });
        continue;
      }
      const [identifier, collection, body] = cursor.items();
      const items = collection === undefined ? null : textsIn(collection, { scope, bindings });
      const name = identifier?.text() ?? null;
      if (items === null || name === null || body === undefined || depth >= deepest) {
        open.push(written);
        continue;
      }
      for (const item of items) {
        visit(body, new Map([...bindings, [name, item]]), depth + 1);
      }
    }
  };
  visit(map, new Map(), 0);
  return { members, open, isCut: members.length >= mostMembers || passes > mostPasses };
}

/** The elements of a collection when all of them are known. */
function textsIn(collection: Cursor, frame: Parameters<typeof evaluate>[1]): readonly string[] | null {
  const [list, ...more] = evaluate(collection, frame);
  const items =
    list?.kind === 'list'
      ? list.items
      : list?.kind === 'written'
        ? list.cursor.items().flatMap((item) => evaluate(item, frame))
        : null;
  if (items === null || items.length === 0 || more.length > 0) {
    return null;
  }
  const texts = items.flatMap((item) =>
    item.kind === 'text' && item.text !== null && !item.guessed ? [item.text] : [],
  );
  return texts.length === items.length ? texts.slice(0, mostMembers) : null;
}

/** `${Name}` in a key, or `&{Name}`, which leaves out what may not stand in a logical id. */
function replaceIn(key: string, bindings: Bindings): string {
  return key
    .replace(/\$\{([A-Za-z0-9]+)\}/g, (whole, name: string) => bindings.get(name) ?? whole)
    .replace(
      /&\{([A-Za-z0-9]+)\}/g,
      (whole, name: string) => bindings.get(name)?.replace(/[^A-Za-z0-9]/g, '') ?? whole,
    );
}
