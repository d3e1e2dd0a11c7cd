import { quote } from '../../../requirements/fault.ts';
import type { KnownAction, ResourceType } from '../../../requirements/service-authorization.ts';
import { either } from '../../../similar-names.ts';
import { canMatchType } from './arn-overlap.ts';
import type { Flaw, LintStatement, StatementAction, Subject } from './subject.ts';

/**
 * Actions whose resources are never what the statement's `Resource` names, and texts there that are no ARNs (IAM user
 * guide, "IAM JSON policy elements: Resource"; resource types from the service authorization reference).
 */
export function resourceProblems({ found, statements, spend }: Subject): readonly Flaw[] {
  const overlap = new Map<string, boolean>();
  const matches = (resource: string, type: ResourceType): boolean => {
    const key = `${type.arns.join(' ')} ${resource}`;
    const known = spend(resource.length + 10) ? overlap.get(key) : true;
    const answer = known ?? (spend(resource.length * 40) ? canMatchType(resource, type) : true);
    overlap.set(key, answer);
    return answer;
  };
  return statements.flatMap((statement) => [
    ...(found.kind === 'resource' ? [] : notArns(statement)),
    ...(found.kind === 'trust' || statement.value['NotResource'] !== undefined ? [] : misfits(statement, matches)),
  ]);
}

function notArns({ resources }: LintStatement): readonly Flaw[] {
  return resources
    .filter(({ text }) => !/^(?:arn:|\*|\?)/.test(text) && !text.startsWith('${') && !/^a?r?n?[*?]/.test(text))
    .map(({ text, path }) => ({
      path,
      sentence: `${quote(text)} is no ARN, and IAM refuses it; write the whole ARN, such as arn:aws:s3:::name/*, or *.`,
    }));
}

type Matches = (resource: string, type: ResourceType) => boolean;

function misfits({ actions, resources }: LintStatement, matches: Matches): readonly Flaw[] {
  const texts = resources.map(({ text }) => text);
  if (texts.length === 0 || texts.some((text) => !text.startsWith('arn:') || text.includes('*:*:*:*:*'))) {
    return [];
  }
  return actions.flatMap((action) => {
    if (action.negated || action.meaning.kind !== 'known') {
      return [];
    }
    const known = action.meaning.actions;
    const fits = known.some(
      (one) => isOpenPath(one) || typesOf(one).some((type) => texts.some((text) => matches(text, type))),
    );
    return fits ? [] : [{ path: action.path, sentence: sentenceOf(action, known) }];
  });
}

function sentenceOf({ text }: StatementAction, known: readonly KnownAction[]): string {
  const types = [...new Map(known.flatMap(typesOf).map((type) => [type.name, type])).values()];
  if (types.length === 0) {
    return `${quote(text)} takes no resource, so it never matches an ARN; put it into a statement with Resource "*".`;
  }
  const formats = types.slice(0, 3).map(({ arns }) => arns[0] ?? '');
  return `${quote(text)} never matches these resources: its ARNs have the form ${either(formats)}.`;
}

/**
 * The types of an action, with those that are called in the same way: a function with and without version or alias.
 * Unlike the simulator, AWS itself does not take a bucket for its objects.
 */
function typesOf({ action, resourceTypes, serviceTypes }: KnownAction): readonly ResourceType[] {
  const isFunction = ({ name }: ResourceType) => name.startsWith('function');
  return action.startsWith('lambda:') && resourceTypes.some(isFunction)
    ? [...resourceTypes, ...serviceTypes.filter(isFunction)]
    : resourceTypes;
}

/** The reference does not list all paths of API Gateway, whose actions are HTTP verbs. */
function isOpenPath({ action }: KnownAction): boolean {
  return action.startsWith('apigateway:') || action.startsWith('execute-api:');
}
