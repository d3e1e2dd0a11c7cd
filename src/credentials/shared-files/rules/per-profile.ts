import type { DiagnosisCode } from '../../../diagnoses/catalogue/index.ts';
import type { Severity } from '../../../diagnoses/finding.ts';
import type { Family, SharedView } from '../shared-files.ts';
import type { FileLintContext, Note } from './context.ts';
import { idle } from './context.ts';
import { tools } from './words.ts';

/** What is wrong with one profile as one family reads it. */
export interface Fault {
  readonly code: DiagnosisCode;
  readonly at: { readonly file: string; readonly line: number };
  /** `error` where this family, or AWS, refuses it for certain. */
  readonly severity: Severity;
  /** Set where it is something else than the source of credentials that makes the run depend on it. */
  readonly used?: boolean;
  readonly say: () => string;
}

export type ProfileRule = (view: SharedView, name: string, context: FileLintContext) => readonly Fault[];

/**
 * Asks a rule about every profile, once for each family, and says what both find once. An error is what stops this run,
 * so it takes a profile that the run uses and the JavaScript SDK, which the run is on; what only botocore stumbles over is
 * a warning, and an unused profile a notice.
 */
export function perProfile(rules: readonly ProfileRule[], context: FileLintContext): readonly Note[] {
  const { botocore, javascript } = context.views;
  const notes: Note[] = [];
  for (const name of new Set([...javascript.profiles.keys(), ...botocore.profiles.keys()])) {
    const first = rules.flatMap((rule) => rule(javascript, name, context));
    const second = rules.flatMap((rule) => rule(botocore, name, context));
    for (const fault of first) {
      const shared = second.some((other) => isSame(fault, other));
      notes.push(note(fault, name, shared ? null : 'javascript', context));
    }
    for (const fault of second.filter((one) => !first.some((other) => isSame(one, other)))) {
      notes.push(note(fault, name, 'botocore', context));
    }
  }
  return notes;
}

function isSame(one: Fault, other: Fault): boolean {
  return one.code === other.code && one.at.line === other.at.line && one.at.file === other.at.file;
}

function note(fault: Fault, name: string, only: Family | null, context: FileLintContext): Note {
  const used = fault.used ?? context.chain.has(name);
  const most: Severity = !used ? idle(context) : only === 'botocore' ? 'warning' : 'error';
  const say = () => (only === null ? fault.say() : `${fault.say()} Only ${tools[only]} are hit.`);
  return { code: fault.code, severity: lesser(fault.severity, most), ...fault.at, say };
}

const order: readonly Severity[] = ['error', 'warning', 'notice'];

function lesser(one: Severity, other: Severity): Severity {
  return order[Math.max(order.indexOf(one), order.indexOf(other))] ?? 'notice';
}
