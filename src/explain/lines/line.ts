import { stripPrefixes } from './prefixes.ts';

/** One line of a log, without what the runner, the terminal or a wrapper put around it. */
export interface LogLine {
  /** Counts from 1. */
  readonly number: number;
  /** Leading blanks are kept, because they tell what belongs together. */
  readonly text: string;
  /** Which part of one of Terraform's boxes the line is. */
  readonly box: 'top' | 'inside' | 'bottom' | null;
  /** True when a package manager speaks: its connections are not ours. */
  readonly packageManager: boolean;
  /** True when the runner shows a line of a script in its own colour, before the script runs. */
  readonly script: boolean;
}

/** UTF-16 units of a line that are read; AWS says what is wrong long before. */
const mostCharacters = 16_384;

const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const colours = new RegExp(
  `${escape}\\[[0-9;?]{0,40}[ -/]{0,8}[@-~]|${escape}\\][^${bell}${escape}]{0,512}(?:${bell}|${escape}\\\\)`,
  'g',
);

/** The colour in which GitHub's runner shows the lines of a `run:` script (actions/runner, ScriptHandler). */
const scriptColour = `${escape}[36;1m`;

const boxes = { '╷': 'top', '│': 'inside', '╵': 'bottom' } as const;

/** Reads one line as it came, without its line break. Never throws. */
export function readLine(raw: string, number: number): LogLine {
  const cut = raw.length > mostCharacters ? cutAtWord(raw) : raw;
  const script = cut.includes(scriptColour) && cut.slice(0, 400).includes(scriptColour);
  const colourless = cut.includes(escape) ? cut.replace(colours, '') : cut;
  const flat = hasBreak(colourless) ? colourless.replace(/\r$/, '').replace(/[\r\n]/g, ' ') : colourless;
  const stripped = stripPrefixes(flat);
  const box = boxOf(stripped.text);
  return {
    number,
    text: box === null ? stripped.text : stripped.text.trimStart().slice(1).replace(/^ /, ''),
    box,
    packageManager: stripped.packageManager,
    script,
  };
}

function hasBreak(text: string): boolean {
  return text.includes('\r') || text.includes('\n');
}

function boxOf(text: string): LogLine['box'] {
  const first = text.charAt(text.search(/\S|$/));
  return first === '╷' || first === '│' || first === '╵' ? boxes[first] : null;
}

/** Never leaves the beginning of a word that goes on: it could be a piece of a secret that nothing recognises. */
function cutAtWord(raw: string): string {
  const head = raw.slice(0, mostCharacters);
  let end = head.length;
  while (end > 0 && !' \t"\',;&<>'.includes(head.charAt(end - 1))) end -= 1;
  return head.slice(0, end);
}
