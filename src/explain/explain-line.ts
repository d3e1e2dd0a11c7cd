import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import type { LogEvidence } from './evidence.ts';
import type { Tool } from './explanation.ts';
import type { Message } from './lines/message.ts';
import { nameError, type Surroundings } from './name-error.ts';
import { classifyConnection } from './network.ts';
import { see, type Seen } from './seen.ts';
import { unnamed, type Found } from './shapes/shape.ts';

/** A line of a message that stands by itself. */
export interface Part {
  readonly start: number;
  readonly text: string;
}

/** The lines of a message with their offsets; one that tells of several denials is one for each. */
export function partsOf(text: string): readonly Part[] {
  let start = 0;
  const pieces = text.split('\n').flatMap((line) => {
    const parts = eachDenial(line);
    return parts.map((part, index) => ({ part, after: index === parts.length - 1 ? 1 : 0 }));
  });
  return pieces.map(({ part, after }) => {
    const piece = { start, text: part };
    start += part.length + after;
    return piece;
  });
}

/** Splits before every `User: arn:...` but the first, where more than one of them is refused. */
function eachDenial(line: string): readonly string[] {
  const words = 'not authorized to perform';
  if (line.indexOf(words) === line.lastIndexOf(words)) {
    return [line];
  }
  const [head = '', ...rest] = line.split(/(?=\bUser: arn:aws)/);
  return head.includes(words) || rest.length === 0 ? [head, ...rest] : [head + (rest[0] ?? ''), ...rest.slice(1)];
}

/** What a line without a known shape tells: a sentence, a connection that failed, or a refusal that nobody can name. */
export function explainLine(
  message: Message,
  line: Part,
  around: Surroundings,
  evidence: LogEvidence,
  tool: Tool | null,
): readonly Seen[] {
  const found: Found = {
    ...unnamed,
    voice: 'sentence',
    tool: null,
    code: nameBefore(line.text),
    words: line.text,
    operation: around.withOidc ? 'AssumeRoleWithWebIdentity' : null,
    start: line.start,
    end: line.start + line.text.length,
  };
  const named = nameError(found, around, evidence);
  if (named.verdict.kind === 'diagnosis') {
    return [see(message, found, { ...named, code: '' }, tool)];
  }
  const connection = classifyConnection(line.text, message.packageManager, evidence) ?? proxyAnswer(line.text);
  if (connection !== null) {
    return [see(message, found, { ...named, code: '', verdict: { kind: 'diagnosis', diagnosis: connection } }, tool)];
  }
  return isRefusal(line.text) ? [see(message, found, { ...named, code: '', verdict: { kind: 'unknown' } }, tool)] : [];
}

/** Refusals for which there are too many reasons to name one: by ECR, by an EKS cluster, by the actions' own account. */
function isRefusal(text: string): boolean {
  return (
    (/\.dkr\.ecr[.-]/.test(text) && /\b403 Forbidden|\bdenied\b/i.test(text)) ||
    (/You must be logged in to the server|\bUnauthorized\b/.test(text) &&
      /eks\.amazonaws|aws-iam-authenticator/.test(text)) ||
    /(?:Could not assume role with |Credentials could not be loaded, please check your action inputs: )/.test(text)
  );
}

/** The SDK for JavaScript makes this of a page that a proxy answers with, which has neither a code nor a request id. */
function proxyAnswer(text: string): DiagnosisCode | null {
  return /^(?:Error: )?Unknown: Unknown$/.test(text) ? 'net-proxy' : null;
}

/** `ERR_INVALID_CHAR` and its like, which Node puts in brackets. */
function nameBefore(text: string): string {
  return /\[(ERR_INVALID_CHAR)\]/.test(text) && /x-amz-|smithy|aws/i.test(text) ? 'ERR_INVALID_CHAR' : '';
}
