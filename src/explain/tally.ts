import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import { catalogue } from '../diagnoses/catalogue/index.ts';
import type { Severity } from '../diagnoses/finding.ts';
import { describe, name, quote } from './detail.ts';
import type { Seen } from './seen.ts';
import type { LogExplanation, LogObservation, OtherAwsError, Tool, UnknownRefusal } from './explanation.ts';
import { scrub } from './scrub.ts';

/** Different denied actions, other observations, other errors and unknown refusals that are kept. */
const most = { denials: 50, observations: 100, others: 100, unknown: 50 };

interface Counted {
  readonly code: DiagnosisCode;
  readonly line: number;
  readonly seen: Seen;
  severity: Severity | null;
  occurrences: number;
}

/** Counts the same failure once, however often the log repeats it. */
export class Tally {
  readonly #observations = new Map<string, Counted>();
  readonly #others = new Map<string, { code: string; count: number; line: number }>();
  readonly #unknown = new Map<string, UnknownRefusal>();
  #denials = 0;
  #truncated = false;

  add(seen: Seen): void {
    switch (seen.verdict.kind) {
      case 'diagnosis':
        this.#observe(seen.verdict.diagnosis, seen);
        break;
      case 'other':
        this.#count(seen);
        break;
      case 'unknown':
        this.#note(seen);
        break;
      case 'foreign':
        break;
    }
  }

  explanation(linesRead: number): LogExplanation {
    return {
      observations: [...this.#observations.values()].map(observation),
      linesRead,
      otherAwsErrors: [...this.#others.values()] satisfies OtherAwsError[],
      unknown: [...this.#unknown.values()],
      truncated: this.#truncated,
    };
  }

  #observe(code: DiagnosisCode, seen: Seen): void {
    const key = JSON.stringify([code, seen.tool, seen.action ?? [seen.service, seen.operation]]);
    const known = this.#observations.get(key);
    if (known !== undefined) {
      known.occurrences += 1;
      known.severity = heavier(code, known.severity, seen.severity);
      return;
    }
    const isDenial = seen.action !== null;
    const room = isDenial ? this.#denials < most.denials : this.#observations.size - this.#denials < most.observations;
    if (!room) {
      this.#truncated = true;
      return;
    }
    this.#denials += isDenial ? 1 : 0;
    this.#observations.set(key, { code, line: seen.line, seen, severity: seen.severity, occurrences: 1 });
  }

  #count(seen: Seen): void {
    const code = seen.code === '' ? 'unnamed' : name(seen.code);
    const known = this.#others.get(code);
    if (known !== undefined) {
      known.count += 1;
    } else if (this.#others.size < most.others) {
      this.#others.set(code, { code, count: 1, line: seen.line });
    } else {
      this.#truncated = true;
    }
  }

  #note(seen: Seen): void {
    const message = quote(seen.words);
    const key = `${seen.code} ${message}`;
    if (this.#unknown.has(key)) {
      return;
    }
    if (this.#unknown.size >= most.unknown) {
      this.#truncated = true;
      return;
    }
    this.#unknown.set(key, { line: seen.line, code: seen.code === '' ? null : name(seen.code), message });
  }
}

function observation({ code, line, seen, severity, occurrences }: Counted): LogObservation {
  return {
    code,
    detail: describe(seen),
    ...(severity === null ? {} : { severity }),
    line,
    occurrences,
    tool: seen.tool satisfies Tool | null,
    service: seen.service === null ? null : name(seen.service),
    operation: seen.operation === null ? null : name(seen.operation),
    action: seen.action,
    resource: seen.resource === null ? null : scrub(seen.resource).slice(0, 300),
  };
}

const weights: readonly Severity[] = ['notice', 'warning', 'error'];

/** `null` is what the catalogue says. */
function heavier(code: DiagnosisCode, one: Severity | null, other: Severity | null): Severity | null {
  const weight = (severity: Severity | null): number => weights.indexOf(severity ?? catalogue[code].severity);
  return weight(other) > weight(one) ? other : one;
}
