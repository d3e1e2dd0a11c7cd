import type { Collector } from '../collector.ts';
import type { PolicyPlace } from '../found-policy.ts';
import { type Cursor, rootOf } from '../text/cursor.ts';
import { attachmentsOf } from './attachments.ts';
import { readIamResource } from './iam-resources.ts';
import { readOtherPolicies } from './other-policies.ts';
import { readSamResource } from './sam.ts';
import { scopeOf } from './scope.ts';

const mostNames = 10;

/** Whether a file is a CloudFormation template, whatever made it. */
export function isTemplate(root: Cursor): boolean {
  const isMarked = ['AWSTemplateFormatVersion', 'Transform'].some((key) => root.get(key).value !== undefined);
  const resources = root.get('Resources').entries();
  return (
    resources.length > 0 &&
    (isMarked || resources.some(([, resource]) => /^\w+::\w+/.test(resource.get('Type').text() ?? '')))
  );
}

/** Reads every policy of a template; `place` fills in the pseudo parameters. */
export function readTemplate(collector: Collector, place: PolicyPlace | null): void {
  const scope = scopeOf(rootOf(collector.tree), place);
  const context = { collector, scope, attachments: attachmentsOf(scope) };
  for (const [id, resource] of scope.resources.entries()) {
    if (isFunctionKey(id)) {
      collector.note(`${id} makes resources only when CloudFormation expands it; policies in it are not read.`);
      continue;
    }
    const type = resource.get('Type').text() ?? '';
    readIamResource(type, id, resource, context);
    readSamResource(type, id, resource, context);
    readOtherPolicies(type, id, resource, context);
  }
  if (scope.defaults.size > 0) {
    collector.note(`Parameters are taken at their defaults: ${shorten(scope.defaults)}.`);
  }
  if (scope.unknown.size > 0) {
    collector.note(
      `The template alone does not tell ${shorten(scope.unknown)}; what hangs on it is neither allowed nor denied for certain.`,
    );
  }
}

function isFunctionKey(id: string): boolean {
  return id.startsWith('Fn::');
}

function shorten(names: ReadonlySet<string>): string {
  const shown = [...names].slice(0, mostNames).map((name) => JSON.stringify(name.slice(0, 80)));
  const rest = names.size - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
