import type { KnownAction, ServiceAuthorization } from '../../../requirements/service-authorization.ts';
import { matchesWildcard } from '../../wildcard.ts';
import type { ServiceNames } from '../action-catalogue.ts';
import { type FoundPolicy, unresolved } from '../found-policy.ts';
import { isRecord } from '../text/cursor.ts';

type Path = readonly (string | number)[];

/** Something wrong, at a path of the document. */
export interface Flaw {
  readonly path: Path;
  readonly sentence: string;
}

/** A text of an element that takes one or many. */
export interface PlacedText {
  readonly text: string;
  readonly path: Path;
}

/** A statement as far as it can be read; what is malformed beyond that is the evaluator's to report. */
export interface LintStatement {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: Path;
  /** `Action` or `NotAction`, with what each text stands for. */
  readonly actions: readonly StatementAction[];
  readonly resources: readonly PlacedText[];
}

export interface StatementAction extends PlacedText {
  readonly negated: boolean;
  readonly meaning: ActionMeaning;
}

export type ActionMeaning =
  /** `*`, what the file does not tell, or what the tables at hand cannot say. */
  | { readonly kind: 'open' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unknown-service'; readonly service: string; readonly nearest: readonly string[] }
  | { readonly kind: 'unknown-action'; readonly nearest: readonly string[] }
  | { readonly kind: 'known'; readonly actions: readonly KnownAction[] };

export interface Subject {
  readonly found: FoundPolicy;
  readonly document: Readonly<Record<string, unknown>>;
  readonly statements: readonly LintStatement[];
  readonly authorization: ServiceAuthorization & Partial<ServiceNames>;
  /** Takes off what a comparison costs; no when the policy has had more than any real one needs. */
  readonly spend: (cost: number) => boolean;
}

/** IAM takes far fewer; a document with more is too large by any limit, which is what the lint says of it. */
const mostTexts = 3000;
/** Looking for names that are close to an unknown one is the dearest part of the lint. */
const mostUnknown = 40;
const mostSteps = 20_000_000;

export function subjectOf(found: FoundPolicy, authorization: Subject['authorization']): Subject {
  const document = isRecord(found.located.value) ? found.located.value : {};
  const written = document['Statement'];
  const list = Array.isArray(written) ? (written as readonly unknown[]) : [written];
  const known = new Map<string, ActionMeaning>();
  let unknown = 0;
  let left = mostSteps;
  const spend = (cost: number) => {
    left -= cost;
    return left > 0;
  };
  const meaningOf = (text: string) => {
    const isBounded = known.size < mostTexts && unknown < mostUnknown;
    const meaning = known.get(text) ?? (isBounded ? meaningOfAction(text, authorization) : open);
    unknown += known.has(text) || meaning.kind === 'known' || meaning.kind === 'open' ? 0 : 1;
    known.set(text, meaning);
    return meaning;
  };
  const statements = list.flatMap((value, index): LintStatement[] => {
    if (!isRecord(value)) {
      return [];
    }
    const path = Array.isArray(written) ? ['Statement', index] : ['Statement'];
    const actions = ['Action', 'NotAction'].flatMap((element) =>
      textsIn(value[element], [...path, element]).map((text) => ({
        ...text,
        negated: element === 'NotAction',
        meaning: meaningOf(text.text),
      })),
    );
    return [{ value, path, actions, resources: textsIn(value['Resource'], [...path, 'Resource']) }];
  });
  return { found, document, statements, authorization, spend };
}

/** The texts of a value that may be one text or a list of them, with their paths. */
export function textsIn(value: unknown, path: Path): readonly PlacedText[] {
  if (!Array.isArray(value)) {
    return typeof value === 'string' ? [{ text: value, path }] : [];
  }
  return (value as readonly unknown[]).flatMap((text, index) =>
    typeof text === 'string' ? [{ text, path: [...path, index] }] : [],
  );
}

const open: ActionMeaning = { kind: 'open' };

function meaningOfAction(text: string, authorization: Subject['authorization']): ActionMeaning {
  if (text.includes(unresolved) || /^\*+$/.test(text)) {
    return open;
  }
  const colon = text.indexOf(':');
  const service = text.slice(0, colon).toLowerCase();
  if (colon < 1) {
    return { kind: 'malformed' };
  }
  if (/[*?]/.test(service)) {
    return open;
  }
  if (/[*?]/.test(text)) {
    return meaningOfPattern(service, text.slice(colon + 1).toLowerCase(), authorization);
  }
  const lookup = authorization.lookup(text);
  switch (lookup.kind) {
    case 'known':
      return { kind: 'known', actions: [lookup] };
    case 'unknown-action':
      return lookup;
    case 'unknown-service':
      return { kind: 'unknown-service', service: text.slice(0, colon), nearest: lookup.nearest };
  }
}

function meaningOfPattern(service: string, pattern: string, authorization: Subject['authorization']): ActionMeaning {
  const lookup = authorization.lookup(`${service}:*`);
  if (lookup.kind === 'unknown-service') {
    return { kind: 'unknown-service', service, nearest: lookup.nearest };
  }
  if (authorization.actionsOf === undefined || pattern.length > 200) {
    return open;
  }
  const names = authorization.actionsOf(service).filter((name) => matchesWildcard(pattern, name.toLowerCase()));
  if (names.length === 0) {
    return { kind: 'unknown-action', nearest: [] };
  }
  const actions = names.flatMap((name) => {
    const found = authorization.lookup(`${service}:${name}`);
    return found.kind === 'known' ? [found] : [];
  });
  return { kind: 'known', actions };
}
