import type { Colors } from 'picocolors/types.js';
import { plain, plainLines } from '../plain.ts';

/** How the text is laid out: colours that may do nothing, and the width in columns. */
export interface Layout {
  readonly colors: Colors;
  readonly width: number;
}

/**
 * Foreign text as lines that start below `indent`, broken between words. A word that is too long stays whole, and so
 * does what stands between backticks: ARNs and commands have to be copied in one piece. Taking the lines apart here
 * keeps foreign line breaks from reaching the margin, where they could pass for lines of the report.
 */
export function wrap(foreign: string, width: number, indent: string): string {
  return plainLines(foreign)
    .flatMap((line) => fill(words(line).map(harmless), Math.max(20, width - indent.length)))
    .map((line) => indent + line)
    .join('\n');
}

/** Like `wrap`, with `label` in front of the first line. */
export function wrapAfter(label: string, foreign: string, width: number): string {
  const indent = ' '.repeat(label.length);
  return label + wrap(foreign, width, indent).slice(indent.length);
}

/** Foreign text on one line. */
export function oneLine(foreign: string): string {
  return plain(foreign).split(' ').map(harmless).join(' ');
}

/** GitHub's runner takes a line that starts with `::`, and `##[` anywhere, for a command. */
function harmless(word: string): string {
  return word.replace(/^::/, ': :').replaceAll('##[', '## [');
}

function words(line: string): readonly string[] {
  return line.match(/(?:`[^`]*`|\S)+/g) ?? [];
}

function fill(all: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of all) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return current === '' ? lines : [...lines, current];
}
