import type { Cursor } from '../authorization/policy-files/text/cursor.ts';
import { textsOf } from './intrinsic.ts';
import type { Holding } from './property-condition.ts';
import { noBindings, type TemplateScope, within } from './template-scope.ts';

/** Whether a condition of a template holds, as far as the values in it are known (template reference, "Condition functions"). */
export function conditionHolds(name: string, scope: TemplateScope): Holding {
  const known = scope.known.conditions.get(name);
  if (known !== undefined) {
    return known;
  }
  const condition = scope.conditions.get(name);
  if (condition.value === undefined) {
    return 'maybe';
  }
  scope.known.conditions.set(name, 'maybe');
  const holding = within<Holding>(scope, () => holdingOf(condition, scope), 'maybe');
  scope.known.conditions.set(name, holding);
  return holding;
}

function holdingOf(cursor: Cursor, scope: TemplateScope): Holding {
  const call = cursor.single();
  if (call === null) {
    return 'maybe';
  }
  const [name, argument] = call;
  const parts = () => argument.items().map((part) => holdingOf(part, scope));
  switch (name) {
    case 'Condition':
      return conditionHolds(argument.text() ?? '', scope);
    case 'Fn::Equals':
      return equals(argument.items(), scope);
    case 'Fn::Not':
      return opposite(parts()[0] ?? 'maybe');
    case 'Fn::And':
      return every(parts());
    case 'Fn::Or':
      return opposite(every(parts().map(opposite)));
    default:
      return 'maybe';
  }
}

function equals([one, other, ...more]: readonly Cursor[], scope: TemplateScope): Holding {
  if (one === undefined || other === undefined || more.length > 0) {
    return 'maybe';
  }
  const frame = { scope, bindings: noBindings };
  const [left, ...lefts] = textsOf(one, frame);
  const [right, ...rights] = textsOf(other, frame);
  if (left === undefined || right === undefined || lefts.length + rights.length > 0 || left.guessed || right.guessed) {
    return 'maybe';
  }
  return left.text === right.text ? 'yes' : 'no';
}

function every(parts: readonly Holding[]): Holding {
  return parts.includes('no') ? 'no' : parts.includes('maybe') || parts.length === 0 ? 'maybe' : 'yes';
}

function opposite(holding: Holding): Holding {
  return holding === 'yes' ? 'no' : holding === 'no' ? 'yes' : 'maybe';
}
