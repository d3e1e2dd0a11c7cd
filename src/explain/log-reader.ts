import type { Memory } from './condense.ts';
import { explainMessage } from './explain-message.ts';
import type { LogEvidence } from './evidence.ts';
import type { LogExplanation, LogReader } from './explanation.ts';
import { MessageAssembler } from './lines/assembler.ts';
import { isEcho, ShownGroups } from './lines/echo.ts';
import { mayMatter } from './lines/hints.ts';
import { readLine } from './lines/line.ts';
import { stringsOfJsonLine } from './lines/json-line.ts';
import type { Message } from './lines/message.ts';
import { Tally } from './tally.ts';

/**
 * Reads a log of any length and names the AWS failures in it. It holds one message at a time, and of what it found only
 * what differs. Never throws: whatever the lines hold is text.
 */
export function createLogReader(evidence: LogEvidence): LogReader {
  const assembler = new MessageAssembler();
  const shown = new ShownGroups();
  const tally = new Tally();
  const memory: Memory = { idTokenMissing: false, noCredentialsAt: 0 };
  let linesRead = 0;

  const explain = (message: Message | null): void => {
    if (message === null) return;
    for (const seen of explainMessage(message, evidence, memory)) tally.add(seen);
  };

  return {
    push(raw) {
      linesRead += 1;
      const line = readLine(raw, linesRead);
      if (shown.isShown(line)) {
        explain(assembler.finish());
        return;
      }
      const matters = mayMatter(line.text) && !isEcho(line);
      const strings = matters ? stringsOfJsonLine(line) : null;
      explain(assembler.push(line, matters && strings === null));
      explain(strings);
    },
    finish(): LogExplanation {
      explain(assembler.finish());
      return tally.explanation(linesRead);
    },
  };
}

/** The same for a short text that is at hand as a whole. */
export function explainText(text: string, evidence: LogEvidence): LogExplanation {
  const reader = createLogReader(evidence);
  let start = 0;
  while (start <= text.length) {
    const end = text.indexOf('\n', start);
    reader.push(text.slice(start, end === -1 ? text.length : end));
    start = end === -1 ? text.length + 1 : end + 1;
  }
  return reader.finish();
}
