import type { Cursor } from '../authorization/policy-files/text/cursor.ts';
import type { Holding } from './property-condition.ts';
import type { PropertyValue } from './resource-instance.ts';
import type { Gate } from './sam/made-resource.ts';
import type { TypeTable } from './resource-types.ts';
import type { TemplateContext } from './template-reading.ts';

/** A resource of a template, whether it is written there or made by SAM or by a loop. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  /** The key that it stands under, or that of the resource that it is made for. */
  readonly key: string;
  /** The whole resource, with `Properties` and the rest. */
  readonly cursor: Cursor;
  /** What the loop variables around it stand for. */
  readonly bindings: Bindings;
  /** SAM ends the id with a hash that is not known here. */
  readonly isHashed: boolean;
  /** Whether it hangs on something other than a condition of its own that it is there at all. */
  readonly isPerhaps: boolean;
  /** A condition beside its own, and whether it has to hold. */
  readonly gate: Gate | null;
}

export type Bindings = ReadonlyMap<string, string>;

/** What the names in a template stand for, and what turned out while they were looked up. */
export interface TemplateScope {
  readonly context: TemplateContext;
  readonly types: TypeTable;
  readonly parameters: Cursor;
  readonly mappings: Cursor;
  readonly conditions: Cursor;
  readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Ids of resources that SAM makes, by what a template calls them, such as `Api.Stage` or `Function.Alias`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Parameters that were taken at their defaults. */
  readonly defaults: Set<string>;
  readonly known: {
    /** `maybe` while a condition is looked up, so that a circle ends. */
    readonly conditions: Map<string, Holding>;
    /** What `Ref` or an attribute gives, `null` while it is looked up. */
    readonly references: Map<string, readonly PropertyValue[] | null>;
    /** Functions carried out so far. */
    work: number;
    /** How many references and conditions are being looked up within each other. */
    depth: number;
  };
}

/** Where a value is looked up. */
export interface Frame {
  readonly scope: TemplateScope;
  readonly bindings: Bindings;
}

/** Far more than any template needs, and far less than the call stack holds. */
const deepest = 60;

/** Looks something up that may lead to the next reference; what lies too deep is not known. */
export function within<T>({ known }: TemplateScope, find: () => T, tooDeep: T): T {
  if (known.depth >= deepest) {
    return tooDeep;
  }
  known.depth += 1;
  const found = find();
  known.depth -= 1;
  return found;
}

export const noBindings: Bindings = new Map();

/** The beginning of a look at a template. */
export function nothingKnown(): TemplateScope['known'] {
  return { conditions: new Map(), references: new Map(), work: 0, depth: 0 };
}
