import type { ConditionExplanation } from '../../authorization/evaluation/trust.ts';
import type { ConditionCause } from './condition-cause.ts';
import { joined, named, quoted, quotedList } from './quote.ts';

/**
 * `KEY (OPERATOR) to be "a"; this job sends "b". WHY`: goes after the name of the statement and what it does. `sent` are
 * the values of every candidate.
 */
export function tellCondition(
  { operator, key, expected }: ConditionExplanation,
  cause: ConditionCause | null,
  sent: readonly string[],
  certain: boolean,
): string {
  const what = `${named(key)} (${named(operator)}) ${wish(operator, cause?.values ?? expected)}`;
  const sends = certain ? 'this job sends' : 'this job is expected to send';
  const told =
    sent.length === 0 ? 'the request has no such key' : `${sends} ${joined(sent.slice(0, 4).map(quoted), 'or')}`;
  return `${what}; ${told}.${cause === null || cause.sentences === '' ? '' : ` ${cause.sentences}`}`;
}

function wish(operator: string, values: readonly string[]): string {
  if (operator === 'Null') {
    return values.some((value) => value.toLowerCase() === 'true') ? 'to be absent' : 'to be there';
  }
  const list = values.length === 0 ? 'one of no values' : quotedList(values);
  const negated = /Not(?:Equals|Like|IpAddress)|^NotIp/.test(operator);
  return `${negated ? 'not ' : ''}to be ${/Like/.test(operator) ? 'like ' : ''}${list}`;
}
