import { ScenarioError, type FaultEntry } from './scenario-file.ts';

/** A scripted answer in place of AWS's. */
export interface Fault {
  readonly service: string;
  /** An operation's name, or `*`. */
  readonly action: string;
  /** How often, or `null` for always. */
  readonly times: number | null;
  readonly effect:
    | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message: string }
    | { readonly kind: 'html'; readonly status: number; readonly body: string }
    | { readonly kind: 'hang' }
    | { readonly kind: 'reset' };
}

/** Reads a fault; `place` is for the message when it says nothing, or too much. Throws `ScenarioError`. */
export function readFault(entry: FaultEntry, place: string): Fault {
  const { service, action, times = null } = entry;
  return { service, action, times, effect: readEffect(entry, place) };
}

function readEffect(entry: FaultEntry, place: string): Fault['effect'] {
  const kinds = [entry.code, entry.html, entry.hang, entry.reset].filter((value) => value !== undefined);
  if (kinds.length !== 1) {
    throw new ScenarioError(`${place} needs exactly one of code, html, hang and reset.`);
  }
  if (entry.code !== undefined) {
    return { kind: 'error', status: entry.status ?? 400, code: entry.code, message: entry.message ?? '' };
  }
  if (entry.html !== undefined) {
    return { kind: 'html', status: entry.status ?? 200, body: entry.html };
  }
  return { kind: entry.hang === true ? 'hang' : 'reset' };
}
