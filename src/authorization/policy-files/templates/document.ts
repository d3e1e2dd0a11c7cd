import { anyStatements, openStatements } from '../open-statement.ts';
import { Cursor, isRecord, type Places } from '../text/cursor.ts';
import { isFunction, noValue, resolve } from './resolve.ts';
import type { Scope } from './scope.ts';

/** A value that may be in force: one branch of an `Fn::If`, or simply the value. */
export interface Branch {
  readonly cursor: Cursor;
  readonly conditional: boolean;
}

/** What a document is read with. */
export interface Reading {
  readonly scope: Scope;
  readonly places: Places;
  /** Whether its statements name principals rather than belong to one: a resource's policy or a trust policy. */
  readonly ofResource: boolean;
}

/** Both branches of every `Fn::If` that the value is, in the order of the template. */
export function branchesOf(cursor: Cursor, conditional = false): readonly Branch[] {
  const call = cursor.single();
  if (call?.[0] === 'Fn::If') {
    return call[1]
      .items()
      .slice(1)
      .flatMap((branch) => branchesOf(branch, true));
  }
  const isNothing = call?.[0] === 'Ref' && call[1].text() === 'AWS::NoValue';
  return isNothing || cursor.value === undefined ? [] : [{ cursor, conditional }];
}

/** The branches of a list and of its elements. */
export function elementsOf(cursor: Cursor, conditional = false): readonly Branch[] {
  return branchesOf(cursor, conditional).flatMap((branch) =>
    branch.cursor.list().flatMap((item) => branchesOf(item, branch.conditional)),
  );
}

/**
 * A policy document of a template with its functions carried out. What hangs on a condition, or is not known at all, is
 * kept as statements that match only if the key `unresolved` has a value that nobody knows: an evaluation that allows
 * or denies by such a statement has to say "unknown".
 */
export function resolveDocument(document: Cursor, conditional: boolean, reading: Reading): Cursor {
  const { scope, places } = reading;
  const statements: unknown[] = [];
  const offsets: number[] = [];
  const value: Record<string, unknown> = {};
  const members = new Map<string, number>();
  const repeated = document.repeated();
  const variables = branchesOf(document).some(({ cursor }) => cursor.get('Version').text() === '2012-10-17');
  for (const branch of branchesOf(document, conditional)) {
    const call = branch.cursor.single();
    if (!isRecord(branch.cursor.value) || (call !== null && isFunction(call[0]))) {
      statements.push(...anyStatements(reading.ofResource));
      offsets.push(branch.cursor.offset, branch.cursor.offset);
      scope.unknown.add(call?.[0] ?? 'a policy document');
      continue;
    }
    for (const [key, member] of branch.cursor.entries()) {
      if (key === 'Statement') {
        for (const element of elementsOf(member, branch.conditional)) {
          const resolved = resolveStatement(element, variables, reading);
          statements.push(...resolved);
          offsets.push(...resolved.map(() => element.cursor.offset));
        }
        members.set(key, member.offset);
      } else if (!Object.hasOwn(value, key)) {
        const resolved = resolve(member, scope, places);
        if (resolved !== noValue) {
          Object.defineProperty(value, key, { value: resolved, enumerable: true, configurable: true, writable: true });
          members.set(key, member.offset);
        }
      }
    }
  }
  if (statements.length > 0 || members.has('Statement')) {
    value['Statement'] = statements;
    places.set(statements, { own: members.get('Statement') ?? document.offset, members: offsets });
    members.set('Statement', members.get('Statement') ?? document.offset);
  }
  places.set(value, { own: document.offset, members, ...(repeated.length === 0 ? {} : { repeated }) });
  return new Cursor(value, document.offset, places);
}

function resolveStatement({ cursor, conditional }: Branch, variables: boolean, reading: Reading): readonly unknown[] {
  const { scope, places } = reading;
  const resolved = resolve(cursor, scope, places);
  if (!isRecord(resolved)) {
    return typeof resolved === 'string' ? anyStatements(reading.ofResource) : [resolved];
  }
  if (conditional) {
    scope.unknown.add('which conditions hold');
  }
  const place = places.get(resolved);
  return openStatements(resolved, { conditional, variables }, (made) => {
    if (place !== undefined) {
      places.set(made, place);
    }
    return made;
  });
}
