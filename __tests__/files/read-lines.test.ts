import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linesOf } from '../../src/files/read-lines.ts';

async function read(chunks: readonly Buffer[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(chunks))) {
    lines.push(line);
  }
  return lines;
}

describe('the lines of a stream', () => {
  test('do not hang on where its pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.array(fc.nat(40), { maxLength: 5 }),
        async (texts, cuts) => {
          const lines = texts.map((text) => text.replace(/[\r\n\uFEFF]/g, ''));
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const chunks: Buffer[] = [];
          let rest = bytes;
          for (const cut of cuts) {
            chunks.push(rest.subarray(0, cut));
            rest = rest.subarray(cut);
          }
          expect(await read([...chunks, rest])).toEqual(lines);
        },
      ),
    );
  });

  test.each([
    ['line ends of Windows', 'a\r\nb\r\n', ['a', 'b']],
    ['no line end at the end', 'a\nb', ['a', 'b']],
    ['nothing', '', []],
    ['empty lines', '\n\n', ['', '']],
  ])('%s', async (_, text, lines) => {
    expect(await read([Buffer.from(text)])).toEqual(lines);
  });

  test('are text in UTF-16 too, as PowerShell redirects it', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('ä\r\nb\r\n', 'utf16le')]);
    expect(await read([bytes.subarray(0, 3), bytes.subarray(3)])).toEqual(['ä', 'b']);
  });

  test('are cut where they are too long, and cost no more than that', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'a');
    const lines = await read([...Array.from({ length: 64 }, () => megabyte), Buffer.from('\nb\n')]);
    expect(lines.map((line) => line.length)).toEqual([64 * 1024, 1]);
  });

  test('fail when the stream does', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('gone'));
      },
    });
    await expect(linesOf(broken).next()).rejects.toThrow('gone');
  });
});
