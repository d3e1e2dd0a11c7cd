import type { Voice } from '../diagnoses/classify.ts';
import type { Severity } from '../diagnoses/finding.ts';
import type { Tool } from './explanation.ts';
import type { Message } from './lines/message.ts';
import type { NamedError } from './name-error.ts';
import type { Found } from './shapes/shape.ts';

/** One error of a message, before the same ones are counted together. */
export interface Seen {
  readonly line: number;
  readonly verdict: NamedError['verdict'];
  readonly severity: Severity | null;
  readonly tool: Tool | null;
  /** AWS's code as written; empty without one. */
  readonly code: string;
  readonly service: string | null;
  readonly operation: string | null;
  readonly action: string | null;
  readonly resource: string | null;
  /** Foreign text as it stands in the log, not yet scrubbed. */
  readonly words: string;
  /** Whose words they are. */
  readonly voice: Voice | 'overlay';
}

/** Puts together what the shape of an error, its name and the message around it tell. `tool` is who speaks in the whole message. */
export function see(message: Message, found: Found, named: NamedError, tool: Tool | null): Seen {
  return {
    line: message.lineAt(found.start),
    verdict: named.verdict,
    severity: isMild(found.words) ? 'warning' : null,
    tool: tool ?? toolOf(found, named, message),
    code: found.voice === 'sentence' ? '' : found.code,
    service: named.service,
    operation: found.voice === 'sentence' ? null : found.operation,
    action: named.action,
    resource: named.resource,
    words: found.words,
    voice: found.voice,
  };
}

/** CDK goes on with the credentials that it has, and the action's hint can be ignored where it goes on. */
function isMild(words: string): boolean {
  return words.includes('Proceeding anyway') || words.includes('Did you mean to set the `id-token` permission');
}

function toolOf(found: Found, { verdict }: NamedError, message: Message): Tool | null {
  if (message.boxed && (found.tool === 'AWS SDK for Go' || found.tool === null)) {
    return 'Terraform';
  }
  return verdict.kind === 'diagnosis' && verdict.diagnosis === 'tool-ecr-login' ? 'Docker' : found.tool;
}

/** What it was recognised as: what is equal here is the same failure. */
export function codeOf({ verdict, code }: Seen): string {
  return verdict.kind === 'diagnosis' ? verdict.diagnosis : `${verdict.kind} ${code}`;
}
