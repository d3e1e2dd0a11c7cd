/** What is left of a line, and whether it was one of a package manager. */
export interface Stripped {
  readonly text: string;
  readonly packageManager: boolean;
}

/**
 * Takes off what stands before a message: times, step names of `gh run view`, the runner's commands, BuildKit's and
 * Compose's step numbers and names, the log levels of Amplify Hosting and CodeBuild, npm's marks.
 */
export function stripPrefixes(line: string): Stripped {
  let text = line;
  let packageManager = false;
  for (let round = 0; round < 6; round += 1) {
    const before = text;
    if (packageMark.test(text)) {
      packageManager = true;
      text = text.replace(packageMark, '');
    }
    text = decodeCommand(stripOne(text));
    if (text === before) break;
  }
  return { text, packageManager };
}

const packageMark = /^(?:npm (?:ERR!|error|WARN|warn|verbose|notice)|ERR_PNPM_\w+|yarn error)(?: |$)(?:code |\d{3} )?/;

/** By the first character, so that most lines cost one look. Where a time stands first, the other marks follow it. */
const prefixes: readonly { readonly starts: RegExp; readonly prefix: RegExp }[] = [
  { starts: /^\uFEFF/, prefix: /^\uFEFF/ },
  { starts: /^[\d[]/, prefix: /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]? ?/ },
  { starts: /^\d/, prefix: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? / },
  { starts: /^\d/, prefix: /^\d\d:\d\d:\d\d(?:[.,]\d{1,9})? / },
  { starts: /^\[/, prefix: /^\[(?:Container|INFO|WARNING|WARN|ERROR|DEBUG)\]:? (?! *\{)/ },
  { starts: /^##/, prefix: /^##\[(?:error|warning|notice|debug)\]/ },
  { starts: /^#\d/, prefix: /^#\d{1,4} (?:\d{1,6}\.\d{1,6} )?/ },
  { starts: /^[a-z0-9][a-z0-9_.-]{0,79} +\| /, prefix: /^[a-z0-9][a-z0-9_.-]{0,79} +\| / },
  { starts: /^[^\t]{1,200}\t[^\t]{1,200}\t/, prefix: /^[^\t]{1,200}\t[^\t]{1,200}\t(?=\uFEFF?\d{4}-\d\d-\d\dT)/ },
  { starts: /^section_/, prefix: /^section_(?:start|end):\d{1,12}:[\w-]{1,120}\s{0,4}/ },
];

function stripOne(text: string): string {
  for (const { starts, prefix } of prefixes) {
    if (starts.test(text)) {
      const rest = text.replace(prefix, '');
      if (rest !== text) return rest;
    }
  }
  return text;
}

const command = /^\s{0,8}::(?:error|warning|notice|debug)(?: [^\n]{0,2000}?)?::/;

/** The message of a runner command, with the escapes undone that the toolkit puts in; anything else as it is. */
function decodeCommand(text: string): string {
  if (!text.trimStart().startsWith('::') || !command.test(text)) {
    return text;
  }
  return text
    .replace(command, '')
    .replace(/%0[AD]/gi, ' ')
    .replace(/%25/g, '%');
}
