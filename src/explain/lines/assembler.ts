import type { LogLine } from './line.ts';
import { MessageBuilder, type Message } from './message.ts';
import { readRow, TableCell } from './table.ts';

/** Lines that one message can have; a dump that is longer tells nothing new. */
const mostLines = 80;

interface Open {
  readonly first: LogLine;
  readonly indent: number;
  readonly builder: MessageBuilder;
  /** Set while the reason column of a table of stack events is read. */
  readonly cell: TableCell | null;
  lines: number;
  blankBefore: boolean;
}

/** Collects the lines of a message, as far as its shape shows that it goes on. Holds one message at a time. */
export class MessageAssembler {
  #open: Open | null = null;

  /**
   * Takes the next line; answers the message that has ended before it, if one has. A message begins with a line that
   * `matters`, and goes on with lines that need not.
   */
  push(line: LogLine, matters: boolean): Message | null {
    const open = this.#open;
    if (open !== null && this.#goesOn(open, line)) {
      return null;
    }
    const ended = this.finish();
    if (matters || line.box === 'top' || line.box === 'inside') {
      this.#open = begin(line);
    }
    return ended;
  }

  /** The message that was still being read. */
  finish(): Message | null {
    const open = this.#open;
    this.#open = null;
    if (open === null) {
      return null;
    }
    open.cell?.close(open.builder, open.first);
    return open.builder.build();
  }

  #goesOn(open: Open, line: LogLine): boolean {
    if (open.lines >= mostLines || open.builder.isFull || line.packageManager !== open.first.packageManager) {
      return false;
    }
    if (open.first.box !== null) {
      return line.box === 'inside' ? this.#take(open, line) : line.box === 'bottom';
    }
    if (line.box !== null) {
      return false;
    }
    if (open.cell?.take(line) === true) {
      open.lines += 1;
      return true;
    }
    if (line.text.trim() === '') {
      const goesOn = !open.blankBefore;
      open.blankBefore = true;
      open.builder.add(line, '');
      return goesOn;
    }
    return belongs(open, line.text) && this.#take(open, line);
  }

  #take(open: Open, line: LogLine): true {
    const status = line.text.search(statusLine);
    open.builder.add(line, status > 0 ? line.text.slice(status) : line.text);
    open.lines += 1;
    open.blankBefore = false;
    return true;
  }
}

function begin(line: LogLine): Open {
  const row = line.box === null ? readRow(line.text) : null;
  const first = row === null ? line : { ...line, text: row.head };
  return {
    first,
    indent: indentOf(line.text),
    builder: new MessageBuilder(first),
    cell: row === null ? null : new TableCell(row),
    lines: 1,
    blankBefore: false,
  };
}

/** The SDK for Go puts the status on a line of its own, which Packer and others prefix. */
const statusLine = /(?:^|\s)status code: \d{3}, request id/;

/** What cannot be the end of a sentence of AWS's. */
const unfinished =
  /(?: to perform:?| on resource:?| because no| allows the| is not authorized(?: to)?| with an explicit deny(?: in(?: an?)?)?| identity-based| in this| included in| request is| the request| could not be found in|assumed-role\/\S+ is|User:|AccessDenied(?:Exception)?:|OIDC:|inputs:|not$)$/;

/** Beginnings of lines that only make sense after another, wherever they stand. */
const following =
  /^(?:[}\])]|<|∙|caused by:|cause:|caused by \[|resolution:|details?: |status code: |To use the China|error code ?:|error message:|code: |message: )/i;

function belongs(open: Open, text: string): boolean {
  const indent = indentOf(text);
  const body = text.slice(indent);
  if (statusLine.test(text) || following.test(body)) {
    return true;
  }
  if (unfinished.test(open.builder.text.slice(-200))) {
    return true;
  }
  if (open.blankBefore) {
    return indent > open.indent && indent >= 2;
  }
  return indent > open.indent || (indent > 0 && indent === open.indent && /^[a-z]|^["']?[$\w]{1,60}["']?: /.test(body));
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
