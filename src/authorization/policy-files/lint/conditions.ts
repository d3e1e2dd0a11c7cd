import { quote } from '../../../requirements/fault.ts';
import { nearest } from '../../../similar-names.ts';
import { isRecord } from '../text/cursor.ts';
import type { Flaw, LintStatement, Subject } from './subject.ts';

/**
 * Conditions that can never be met because the action does not carry the key: a missing key fails every positive
 * operator (IAM user guide, "Condition operators"). Keys per action are the service authorization reference's. Global
 * keys, and keys that no action of their service lists, are left alone.
 */
export function conditionProblems(subject: Subject): readonly Flaw[] {
  return subject.found.kind === 'trust'
    ? []
    : subject.statements.flatMap((statement) =>
        testsIn(statement).flatMap(({ key, path }) => problemsOf(key, path, statement, subject)),
      );
}

interface KeyTest {
  readonly key: string;
  readonly path: readonly (string | number)[];
}

/** The keys that have to be in a request for the statement to match. */
function testsIn({ value, path }: LintStatement): readonly KeyTest[] {
  const condition = value['Condition'];
  return Object.entries(isRecord(condition) ? condition : {}).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).flatMap(([key, values]) =>
      needsKey(operator, values) ? [{ key, path: [...path, 'Condition', operator, key] }] : [],
    ),
  );
}

function needsKey(operator: string, values: unknown): boolean {
  if (operator === 'Null') {
    const wanted = Array.isArray(values) ? (values as readonly unknown[]) : [values];
    return wanted.every((value) => String(value).toLowerCase() === 'false');
  }
  return (
    /^(?:ForAnyValue:)?(?:String|Numeric|Date|Bool|Binary|Ip|Arn)/.test(operator) && !/Not|IfExists$/.test(operator)
  );
}

function problemsOf(
  key: string,
  path: KeyTest['path'],
  { actions }: LintStatement,
  { authorization, spend }: Subject,
): readonly Flaw[] {
  const service = key.slice(0, key.indexOf(':')).toLowerCase();
  const listed = authorization.keysOf?.(service) ?? null;
  if (service === '' || service === 'aws' || sessionKeys.has(key.toLowerCase()) || listed === null) {
    return [];
  }
  if (!spend(listed.length * 20)) {
    return [];
  }
  if (!carries(listed, key)) {
    return spend(listed.length * 300) ? misspelling(key, listed, path) : [];
  }
  return actions.flatMap(({ text, negated, meaning }) =>
    negated ||
    meaning.kind !== 'known' ||
    meaning.actions.some((action) => !spend(action.conditionKeys.length * 20) || carries(action.conditionKeys, key))
      ? []
      : [
          {
            path,
            sentence:
              `By AWS's reference, requests for ${quote(text)} carry no ${quote(key)}, so with this condition the statement ` +
              'never matches them; move the action to a statement without it.',
          },
        ],
  );
}

/** Not every key that exists is listed with an action, so only what is one or two letters off is called a misspelling. */
function misspelling(key: string, listed: readonly string[], path: KeyTest['path']): readonly Flaw[] {
  if (/tag|resourceaccount/i.test(key)) {
    return [];
  }
  const [close] = nearest(key, listed);
  return close === undefined || Math.abs(close.length - key.length) > 1 || !isOneSlip(key, close)
    ? []
    : [{ path, sentence: `There is no condition key ${quote(key)}, so this is never met; did you mean ${close}?` }];
}

/** Whether two names differ in one place, by one letter that was added, lost, changed or swapped with the next. */
function isOneSlip(written: string, meant: string): boolean {
  const a = written.toLowerCase();
  const b = meant.toLowerCase();
  let head = 0;
  while (head < a.length && a[head] === b[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) {
    tail += 1;
  }
  const left = a.slice(head, a.length - tail);
  const right = b.slice(head, b.length - tail);
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === right.charAt(1) + right.charAt(0));
}

/** A key with a tag's name in it is listed with a placeholder for the name: `s3:ExistingObjectTag/<key>`. */
function carries(listed: readonly string[], key: string): boolean {
  const wanted = key.toLowerCase();
  return listed.some((one) => {
    const known = one.toLowerCase();
    const slash = known.search(/\/(?:\$\{|<)/);
    return known === wanted || (slash >= 0 && wanted.startsWith(known.slice(0, slash + 1)));
  });
}

/** Keys that a role's session carries into every request (IAM user guide, "AWS global condition context keys"). */
const sessionKeys: ReadonlySet<string> = new Set([
  'ec2:sourceinstancearn',
  'ec2:roledelivery',
  'lambda:sourcefunctionarn',
  'ssm:sourceinstancearn',
  'glue:roleassumedby',
  'glue:credentialissuingservice',
  'codebuild:buildarn',
  'codebuild:projectarn',
  'identitystore:userid',
  // Requests through an access point carry these, whatever the action is (Amazon S3 user guide, access points).
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:accesspointnetworkorigin',
]);
