import type { ApiModel } from './api-models.ts';
import { serviceOf, type WireAnswer } from './refusal.ts';

/** By `service:Operation`: the answers of one run in order, of which the last is repeated. */
export type Fixtures = Readonly<Record<string, Fixture | readonly Fixture[]>>;

export interface Fixture {
  /** 200 when not told. */
  readonly status?: number;
  /** XML as text; anything else goes out as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `null` when there is none, so that moto is asked. `times` is how often this was asked before. */
export function fixtureAnswer(
  fixtures: Fixtures,
  name: string,
  times: number,
  model: ApiModel | null,
): WireAnswer | null {
  const given = Object.hasOwn(fixtures, name) ? fixtures[name] : undefined;
  const answers = given === undefined ? [] : isList(given) ? given : [given];
  const fixture = answers[Math.min(times, answers.length - 1)];
  if (fixture === undefined) {
    return null;
  }
  const { status = 200, body = '', headers = {} } = fixture;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const [signingName = ''] = name.split(':');
  const { protocol, jsonVersion } = serviceOf(signingName, model);
  const json = jsonVersion === undefined ? 'application/json' : `application/x-amz-json-${jsonVersion}`;
  const type = protocol === 'json' || protocol === 'rest-json' ? json : 'text/xml';
  return { status, headers: { 'content-type': type, ...headers }, body: Buffer.from(text) };
}

function isList(value: Fixture | readonly Fixture[]): value is readonly Fixture[] {
  return Array.isArray(value);
}
