import type { LogLine } from './line.ts';
import type { MessageBuilder } from './message.ts';

/** The first line of a row of stack events, as SAM and the AWS CLI draw them. */
export interface Row {
  /** The columns before the reason. */
  readonly head: string;
  /** Where the reason begins, and how the first line of it reads. */
  readonly column: number;
  readonly reason: string;
}

/** Reads `CREATE_FAILED   AWS::IAM::Role   Name   reason`; `null` for any other line. */
export function readRow(text: string): Row | null {
  if (!/^\s{0,4}[A-Z_]{3,40}_FAILED\s{2,}\S/.test(text) || text.length > 2000) {
    return null;
  }
  const gaps = [...text.trimEnd().matchAll(/\s{2,}/g)];
  const last = gaps.at(-1);
  if (last === undefined || gaps.length < 3) {
    return null;
  }
  const column = last.index + last[0].length;
  return { head: text.slice(0, column), column, reason: text.slice(column).trimEnd() };
}

/** The reason of one row, which the tools wrap inside its column, through words that are longer than the column. */
export class TableCell {
  readonly #row: Row;
  readonly #parts: { readonly text: string; readonly line: LogLine | null }[];

  constructor(row: Row) {
    this.#row = row;
    this.#parts = [{ text: row.reason, line: null }];
  }

  /** Takes a line that goes on in the reason's column; answers false for any other. */
  take(line: LogLine): boolean {
    const { column } = this.#row;
    const before = line.text.slice(0, column);
    const part = line.text.slice(column).trimEnd();
    const isNewRow = /^\s{0,4}\S/.test(before);
    if (isNewRow || part.trim() === '' || part.startsWith(' ') || /^-{3,}$/.test(part)) {
      return false;
    }
    this.#parts.push({ text: part, line });
    return true;
  }

  /** Writes the reason behind the other columns. */
  close(builder: MessageBuilder, first: LogLine): void {
    const width = Math.max(...this.#parts.map(({ text }) => text.length));
    let glue = ' ';
    for (const { text, line } of this.#parts) {
      builder.add(line ?? first, text, glue);
      glue = text.length === width && /[\w/:-]$/.test(text) && /\S{12,}$/.test(text) ? '' : ' ';
    }
  }
}
