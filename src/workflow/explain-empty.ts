import type { Location } from '../diagnoses/finding.ts';
import type { EventFacts } from '../github/event.ts';
import type { Case, Cause, Rule } from './causes/case.ts';
import { environmentCauses } from './causes/environment.ts';
import { eventCauses } from './causes/event.ts';
import { passingCauses } from './causes/passing.ts';
import { spellingCauses } from './causes/spelling.ts';
import { storedCauses } from './causes/stored.ts';
import { unmappedCauses } from './causes/unmapped.ts';
import { valueCauses } from './causes/values.ts';
import { openLibrary, type ReadFile } from './library.ts';
import { locate } from './place.ts';
import type { Spot } from './sources.ts';
import { trace } from './trace.ts';
import { usedNames } from './used-names.ts';
import { quoted } from './wording.ts';

export interface EmptyQuestion {
  /** Variables, such as AWS_SESSION_TOKEN, or inputs of this step, such as aws-session-token, that are empty or missing. */
  readonly names: readonly string[];
  /** Of the same kind, those that have a value: they tell a missing name from a missing scope. */
  readonly nonEmpty: readonly string[];
  readonly event: EventFacts;
  readonly read: ReadFile;
  /** Paths of the workflow files of the workspace, relative to it. */
  readonly workflowPaths: readonly string[];
}

export interface EmptyExplanation {
  /** At most six, the most certain first. Names of secrets, files and lines, never a value. */
  readonly sentences: readonly string[];
  /** True when the first sentence is the reason for certain, as far as the files in the workspace are those that ran. */
  readonly established: boolean;
  /** The line to change, or the line of the expression that came out empty. */
  readonly location: Location | null;
  readonly forkPullRequest: boolean;
  readonly dependabot: boolean;
}

const mostSentences = 6;
const mostNames = 20;

/**
 * Says why variables or inputs of this step are empty although the workflow was to fill them: an unset secret is an
 * empty text and no error (GitHub docs, "Using secrets in GitHub Actions"). What the event and the files establish
 * comes first; otherwise the reasons that are possible, likely ones first. Outside GitHub Actions there is nothing to
 * say. Never throws on what the files hold.
 */
export function explainEmpty(question: EmptyQuestion): EmptyExplanation {
  const { event } = question;
  const { forkPullRequest, dependabot } = event;
  if (!event.inActions || question.names.length === 0) {
    return { sentences: [], established: false, location: null, forkPullRequest, dependabot };
  }
  const found = gather(question);
  const causes = rank(rules.flatMap((rule) => rule(found)));
  const [first] = causes;
  const doubt = doubtOf(found);
  return {
    sentences: [...causes.slice(0, mostSentences - doubt.length).map(({ sentence }) => sentence), ...doubt],
    established: first?.established ?? false,
    location: locationOf(first?.at ?? fallback(found)),
    forkPullRequest,
    dependabot,
  };
}

const rules: readonly Rule[] = [
  eventCauses,
  passingCauses,
  valueCauses,
  unmappedCauses,
  environmentCauses,
  spellingCauses,
  storedCauses,
];

function gather({ names, nonEmpty, event, read, workflowPaths }: EmptyQuestion): Case {
  const library = openLibrary(read);
  const located = locate(event, library);
  const place = located.kind === 'found' ? located.place : null;
  const wanted = names.slice(0, mostNames);
  return {
    event,
    located,
    library,
    names: wanted,
    empty: place === null ? [] : wanted.map((name) => trace(place, name)),
    arrived: place === null ? [] : nonEmpty.slice(0, mostNames).map((name) => trace(place, name)),
    used: usedNames(library.text, workflowPaths),
  };
}

/** What is established first. A guess about something that is explained for certain is left out. */
function rank(causes: readonly Cause[]): readonly Cause[] {
  const explained = new Set(causes.filter(({ established }) => established).flatMap(({ explains }) => explains));
  const sentences = new Set<string>();
  return causes
    .filter(({ established, explains }) => established || explains.some((name) => !explained.has(name)))
    .sort((a, b) => Number(b.established) - Number(a.established) || b.weight - a.weight)
    .filter(({ sentence }) => !sentences.has(sentence) && sentences.add(sentence));
}

/** Two jobs of one name in the workflows that were called: what was said may be about the other one. */
function doubtOf({ located, event }: Case): readonly string[] {
  return located.kind === 'found' && !located.alone
    ? [`More than one job of this run may be the one called ${quoted(event.job)}; this is about the first of them.`]
    : [];
}

/** The expression of the first name, else the step, else the job. */
function fallback({ empty, located }: Case): Spot | null {
  const [traced] = empty.filter(({ sources }) => sources.winner !== null);
  const at = traced?.origins[0]?.at ?? traced?.sources.winner?.at;
  if (at) {
    return at;
  }
  if (located.kind !== 'found') {
    return null;
  }
  const { frames, step } = located.place;
  return { file: frames[0].workflow.file, line: step?.line ?? frames[0].job.line };
}

function locationOf(at: Spot | null): Location | null {
  return at === null ? null : { file: at.file, line: at.line, endLine: at.line };
}
