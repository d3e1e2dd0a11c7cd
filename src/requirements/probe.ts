import type { ProbeRequest } from '../aws/port.ts';
import { valueOf, type FillFacts } from './fill.ts';
import { filters } from './filter.ts';
import type { ParameterValues } from './parameters.ts';
import { partsOf, type Place, placeValue } from './placeholder.ts';
import type { Target, TargetAnswer, TargetProbe } from './target.ts';

/** A read that is ready to be sent, and what its answer can say of the target. */
export interface PlannedRead {
  /** Id of the target. */
  readonly target: string;
  /** The IAM action that the request needs. */
  readonly action: string;
  readonly request: ProbeRequest;
  readonly answers: readonly TargetAnswer[];
  /** What `says` is filled with, and conditions are held against. */
  readonly facts: FillFacts;
  /** Whether this run is known to deploy the target; what an answer says is a warning at most where it is not. */
  readonly certain: boolean;
  /** Sent for its answer alone, beside the one read that shows whether the service answers at all. */
  readonly further: boolean;
  /** The same read in another region; `null` where it cannot be sent there. */
  readonly requestIn: (region: string) => ProbeRequest | null;
}

/** The read that shows whether the service answers: the first of the target's probes that can be sent, or none. */
export function probesFor(
  target: Target,
  values: ParameterValues,
  place: Place,
  certain: boolean,
): readonly PlannedRead[] {
  return planned(target.probes, target, values, place, { certain, further: false }).slice(0, 1);
}

/** Every further read of the target whose placeholders have values. */
export function readsFor(
  target: Target,
  values: ParameterValues,
  place: Place,
  certain: boolean,
): readonly PlannedRead[] {
  return planned(target.reads, target, values, place, { certain, further: true });
}

function planned(
  probes: readonly TargetProbe[],
  target: Target,
  values: ParameterValues,
  place: Place,
  kind: Pick<PlannedRead, 'certain' | 'further'>,
): readonly PlannedRead[] {
  const facts: FillFacts = { declared: target.parameters, values, place };
  return probes.flatMap((probe) => {
    const request = requestOf(probe, facts);
    const requestIn = (region: string) => requestOf(probe, { ...facts, place: { ...place, region } });
    const { action, answers = [] } = probe;
    return request === null ? [] : [{ target: target.id, action, request, answers, facts, ...kind, requestIn }];
  });
}

function requestOf(probe: TargetProbe, facts: FillFacts): ProbeRequest | null {
  const path = encodeInto(probe.path, facts, percentEncode);
  const body = encodeInto(probe.body ?? '', facts, bodyEncoding(probe));
  if (path === null || body === null) {
    return null;
  }
  const { service, signingName = service, method, headers = {} } = probe;
  return { service, signingName, method, path, headers, body };
}

type Encode = (value: string) => string;

/** `null` when a value is missing, or is no name of one thing: `*`, or a dot that would change the path. */
function encodeInto(pattern: string, facts: FillFacts, encode: Encode): string | null {
  let text = '';
  for (const part of partsOf(pattern)) {
    const value =
      part.kind === 'text' ? null : part.kind === 'place' ? placeValue(part.name, facts.place) : filtered(part, facts);
    if (part.kind !== 'text' && (value === null || value.includes('*') || /^\.{0,2}$/.test(value))) {
      return null;
    }
    text += part.kind === 'text' ? part.text : encode(value ?? '');
  }
  return text;
}

function filtered(part: { readonly name: string; readonly filter: string | null }, facts: FillFacts): string | null {
  const value = valueOf(part.name, facts);
  const filter = part.filter === null ? undefined : filters.get(part.filter);
  return value === null || filter === undefined ? value : filter.apply(value, facts.place);
}

function bodyEncoding(probe: TargetProbe): Encode {
  const json = (probe.headers?.['content-type'] ?? '').includes('json');
  return json ? (value) => JSON.stringify(value).slice(1, -1) : percentEncode;
}

/** Everything but RFC 3986's unreserved characters, as a signature counts them. Half a surrogate pair becomes U+FFFD. */
function percentEncode(value: string): string {
  const wellFormed = value.replace(/\p{Surrogate}/gu, '\uFFFD');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
