import { quote } from '../../requirements/fault.ts';
import type { LocatedPolicy, PolicyOrigin, PolicyProblem } from '../evaluation/located-policy.ts';
import { embeddedDocument } from './embedded-document.ts';
import type { FoundPolicy, PolicyFile, PolicyForm, PolicyKind } from './found-policy.ts';
import { Cursor, isRecord, offsetAt, type Tree } from './text/cursor.ts';

/** A policy as a reader of one format sees it. */
export interface Candidate {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly form: PolicyForm;
  /** Everyone it is attached to; empty when the file does not say. */
  readonly attachedTo: readonly string[];
  /** The document: an object, or a text that holds it as JSON, with or without URL encoding. */
  readonly document: Cursor;
}

/** Gathers what the readers of one file find. */
export interface Collector {
  readonly tree: Tree;
  add(candidate: Candidate): void;
  problem(name: string, offset: number, sentence: string): void;
  note(sentence: string): void;
  result(): PolicyFile;
}

export function collector(tree: Tree, file: string): Collector {
  const policies: FoundPolicy[] = [];
  const problems: PolicyProblem[] = [];
  const notes = new Set<string>();
  const report = (origin: PolicyOrigin, offset: number, sentence: string) => {
    problems.push({ origin, position: tree.positionAt(offset), sentence });
  };
  return {
    tree,
    add({ name, kind, form, attachedTo, document }) {
      const origin = { name, file };
      const read = documentOf(document);
      for (const { offset, sentence } of read.faults) {
        report(origin, offset, sentence);
      }
      if (isRecord(read.document.value)) {
        const located = locatedAt(read.document, origin, tree);
        const holders = attachedTo.length === 0 ? [null] : new Set(attachedTo);
        policies.push(...[...holders].map((holder) => ({ located, kind, form, attachedTo: holder })));
      }
    },
    problem: (name, offset, sentence) => {
      report({ name, file }, offset, sentence);
    },
    note: (sentence) => {
      notes.add(sentence);
    },
    result: () => ({ policies, problems, notes: [...notes] }),
  };
}

interface Read {
  readonly document: Cursor;
  readonly faults: readonly { readonly offset: number; readonly sentence: string }[];
}

function documentOf(document: Cursor): Read {
  const { offset } = document;
  const text = document.text();
  if (text !== null) {
    const { value, repeated, fault } = embeddedDocument(text);
    const faults = [...(fault === null ? [] : [fault]), ...repeated.map(twice)].map((sentence) => ({
      offset,
      sentence,
    }));
    // Without places of its own, everything in the document is where the text that holds it begins.
    return { document: new Cursor(value, offset, new Map()), faults };
  }
  return isRecord(document.value)
    ? { document, faults: repetitions(document) }
    : { document, faults: [{ offset, sentence: 'A policy document is expected here: an object with a Statement.' }] };
}

function locatedAt(document: Cursor, origin: PolicyOrigin, tree: Tree): LocatedPolicy {
  return {
    origin,
    value: document.value,
    locate: (path) => {
      const offset = offsetAt(document, path);
      return offset === null ? null : tree.positionAt(offset);
    },
  };
}

/** Keys that are given twice in a document; JSON keeps the last one only, and IAM refuses most of them. */
function repetitions(document: Cursor): Read['faults'] {
  const found: { offset: number; sentence: string }[] = [];
  const open = [document];
  for (let cursor = open.pop(); cursor !== undefined; cursor = open.pop()) {
    found.push(...cursor.repeated().map(({ key, offset }) => ({ offset, sentence: twice(key) })));
    for (const member of [...cursor.items(), ...cursor.entries().map(([, entry]) => entry)]) {
      if (typeof member.value === 'object') {
        open.push(member);
      }
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

function twice(key: string): string {
  return `${quote(key)} is given more than once here, and only the last one counts; put all values into one.`;
}
