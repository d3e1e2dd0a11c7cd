import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { Readable } from 'node:stream';

/** Longer lines are cut: what a tool says of a failure stands at the beginning, and a log may hold anything. */
const longestLine = 64 * 1024;

/**
 * The lines of a stream, one at a time, without their ends, so that a log of any size takes a bounded amount of memory.
 * Text of PowerShell's, UTF-16 with a byte order mark, is read as such; everything else as UTF-8, whatever it holds.
 * Rejects when the stream fails.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let rest = '';
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8');
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) {
      yield withoutReturn(line.slice(0, longestLine));
    }
  }
  if (rest !== '') {
    yield withoutReturn(rest);
  }
}

/** The lines of a file; nothing is opened before the first is asked for. */
export function linesOfFile(path: string): AsyncGenerator<string> {
  return linesOf(createReadStream(path));
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
