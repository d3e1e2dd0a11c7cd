import { matchesWildcard } from '../../src/authorization/wildcard.ts';
import type { Requirement } from '../../src/requirements/requirement.ts';
import type { RecordedCall, Recording } from './recording.ts';

/** How the requirements that the preflight derives for a deployment compare with what its tool called. */
export interface Comparison {
  readonly calls: readonly ComparedCall[];
  /** Requirements whose denial fails a run, each once: of severity `error`, and no guess. */
  readonly errorChecks: readonly Requirement[];
  /** Those of them that the tool never called. */
  readonly neverCalled: readonly Requirement[];
  /** Those that the tool called, and went on when it was refused. */
  readonly notNeeded: readonly Requirement[];
}

export interface ComparedCall {
  readonly call: RecordedCall;
  /** The gravest requirement that covers the call, or `null`. */
  readonly coveredBy: Requirement | null;
}

/** Compares by action, principal and, where the request names it, resource. */
export function compare(recording: Recording, requirements: readonly Requirement[]): Comparison {
  const errorChecks = distinct(
    requirements.filter(({ severity, guessed }) => severity === 'error' && guessed.length === 0),
  );
  return {
    calls: recording.calls.filter(isAsked).map((call) => ({
      call,
      coveredBy: gravest(requirements.filter((one) => covers(one, call))),
    })),
    errorChecks,
    neverCalled: errorChecks.filter((one) => !recording.calls.some((call) => covers(one, call))),
    notNeeded: errorChecks.filter((one) => {
      const calls = recording.calls.filter((call) => covers(one, call));
      return calls.length > 0 && calls.every(({ needed }) => !needed);
    }),
  };
}

/** STS answers GetCallerIdentity whatever policies say (STS API reference), so that nobody has to ask for it. */
function isAsked({ action }: RecordedCall): boolean {
  return action !== 'sts:GetCallerIdentity';
}

/** Calls of the caller that the deployment cannot do without: those that the preflight must not miss. */
export function neededOfCaller({ calls }: Comparison): readonly ComparedCall[] {
  return calls.filter(({ call }) => call.needed && call.principal === 'caller');
}

/** Whether this requirement is about this call. */
function covers(requirement: Requirement, call: RecordedCall): boolean {
  return (
    requirement.action === call.action &&
    matchesWildcard(requirement.principal, call.principal) &&
    (call.resource === null || isAbout(requirement.resource, call.resource))
  );
}

/** A `*` of a requirement stands for anything; one of a recording for a hash or an id, in which there is no slash. */
function isAbout(pattern: string, recorded: string): boolean {
  return matchesWildcard(pattern, recorded) || (recorded.includes('*') && sameButForIds(recorded, pattern));
}

function sameButForIds(recorded: string, pattern: string): boolean {
  const parts = recorded.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`).test(pattern);
}

const gravity = ['error', 'warning', 'notice'] as const;

function gravest(requirements: readonly Requirement[]): Requirement | null {
  return [...requirements].sort((a, b) => gravity.indexOf(a.severity) - gravity.indexOf(b.severity))[0] ?? null;
}

/** Two checks that differ in their context only are one. */
function distinct(requirements: readonly Requirement[]): readonly Requirement[] {
  const byKey = new Map(
    requirements.map((one) => [`${one.action} ${one.resource} ${one.principal}`, one] satisfies [string, Requirement]),
  );
  return [...byKey.values()];
}
