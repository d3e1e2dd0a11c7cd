import type { ProbeRequest } from '../aws/port.ts';
import { valueOf, type FillFacts } from './fill.ts';
import { filters } from './filter.ts';
import type { ParameterValues } from './parameters.ts';
import { partsOf, type Place, placeValue } from './placeholder.ts';
import type { Target, TargetProbe } from './target.ts';

/** The read to send for a target, and the IAM action that it needs. `null` for a target without one that can be sent. */
export function probeFor(
  target: Target,
  values: ParameterValues,
  place: Place,
): (ProbeRequest & { readonly action: string }) | null {
  const facts: FillFacts = { declared: target.parameters, values, place };
  for (const probe of target.probes) {
    const path = encodeInto(probe.path, facts, percentEncode);
    const body = encodeInto(probe.body ?? '', facts, bodyEncoding(probe));
    if (path !== null && body !== null) {
      const { service, method, action } = probe;
      return {
        service,
        signingName: probe.signingName ?? service,
        method,
        path,
        headers: probe.headers ?? {},
        body,
        action,
      };
    }
  }
  return null;
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
