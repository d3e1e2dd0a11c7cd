import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { openRegular } from './open-regular.ts';
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

/** The lines of a file, or why there are none, as words that go after its path. */
export type OpenedLog =
  { readonly ok: true; readonly lines: AsyncIterable<string> } | { readonly ok: false; readonly why: string };

/** Opens a log of any size. Only regular files: a pipe that nobody writes to would hold the run. */
export function openLog(path: string): OpenedLog {
  const opened = openRegular(path);
  return opened.ok
    ? { ok: true, lines: linesOf(createReadStream(path, { fd: opened.handle, autoClose: true })) }
    : { ok: false, why: opened.absent ? 'does not exist' : opened.why };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
