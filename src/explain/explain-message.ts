import { condense, type Memory } from './condense.ts';
import type { LogEvidence } from './evidence.ts';
import { explainLine, partsOf, type Part } from './explain-line.ts';
import { mayMatter } from './lines/hints.ts';
import type { Message } from './lines/message.ts';
import { nameError, type Surroundings } from './name-error.ts';
import { isCredentialsAction, isOidcAssumption, overlayOf, type Overlay } from './overlay.ts';
import { codeOf, see, type Seen } from './seen.ts';
import { findErrors } from './shapes/index.ts';
import type { Found } from './shapes/shape.ts';

/** Everything that one message tells: its errors in known shapes, then the lines in which only a sentence is known. */
export function explainMessage(message: Message, evidence: LogEvidence, memory: Memory): readonly Seen[] {
  const { text } = message;
  if (!mayMatter(text)) {
    return [];
  }
  const overlay = overlayOf(text);
  const around: Surroundings = {
    text,
    withOidc: isOidcAssumption(text),
    isAmplifyToken: overlay?.name === 'ExpiredTokenError',
    idTokenMissing: memory.idTokenMissing || evidence.idTokenMissing,
  };
  const tool = overlay?.tool ?? (isCredentialsAction(text) ? 'configure-aws-credentials' : null);
  const errors = findErrors(text);
  const shaped = errors.map((found) => see(message, found, nameError(found, around, evidence), tool));
  const named = shaped.filter(({ verdict }) => verdict.kind === 'diagnosis');
  const sentences = partsOf(text)
    .filter((line) => !errors.some((found, index) => touches(found, line) && shaped[index]?.verdict.kind !== 'other'))
    .flatMap((line) => explainLine(message, line, around, evidence, tool));
  const all = named.length > 0 ? [...shaped, ...sentences.filter(addsTo(named))] : [...shaped, ...sentences];
  const inner = condense(all, memory);
  if (inner.some((one) => codeOf(one) === 'oidc-no-permission')) {
    memory.idTokenMissing = true;
  }
  return overlay === null ? inner : [...inner, ...seeOverlay(message, overlay, inner)];
}

function touches(found: Found, line: Part): boolean {
  return found.start < line.start + line.text.length && line.start < found.end;
}

/** A sentence beside an error that is named already is worth saying only when it tells of something else. */
function addsTo(named: readonly Seen[]): (sentence: Seen) => boolean {
  return (sentence) =>
    sentence.verdict.kind === 'diagnosis' &&
    sentence.action !== null &&
    !named.some(({ action }) => action === sentence.action);
}

function seeOverlay(message: Message, overlay: Overlay, inner: readonly Seen[]): readonly Seen[] {
  if (inner.some((one) => codeOf(one) === overlay.diagnosis)) {
    return [];
  }
  const hasCause = inner.some(({ verdict }) => verdict.kind === 'diagnosis');
  return [
    {
      line: message.lineAt(overlay.offset),
      verdict: { kind: 'diagnosis', diagnosis: overlay.diagnosis },
      severity: hasCause ? 'notice' : null,
      tool: overlay.tool,
      code: overlay.name,
      service: null,
      operation: null,
      action: null,
      resource: null,
      words: hasCause ? '' : message.text.slice(overlay.offset, overlay.offset + 2_000),
      voice: 'overlay',
    },
  ];
}
