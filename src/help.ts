import { parse } from 'yaml';
import { inputNames } from './inputs.ts';

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
}

/** The text of `--help`: every input of action.yml is an option of the same name. `actionFile` is the text of action.yml. */
export function helpText(actionFile: string): string {
  const { inputs } = parse(actionFile) as ActionFile;
  const options = inputNames.map((name) => {
    const input = inputs[name];
    const standard = input?.default === undefined ? '' : ` [${input.default}]`;
    return `  --${name} VALUE${standard}\n${wrap(input?.description ?? '', 6, 96)}`;
  });
  return [
    'Usage: aws-cred-preflight [--name value]...',
    '       aws-cred-preflight explain [FILE | -] [--report-file FILE]',
    '',
    'Tells whether the AWS credentials of this shell are alive, whose they are, and whether they may do what a',
    'deployment needs. Every input of the GitHub Action is an option of the same name.',
    '',
    'explain reads the log of a deployment that failed, from a file or from standard input, and gives its AWS errors',
    'their true names. It asks nobody.',
    '',
    ...options,
    '  --help, -h',
    '  --version',
    '',
    'Prefer the environment for secrets: arguments are seen by every user of the machine.',
    'Exit status: 0 passed, 1 failed, 2 could not run.',
    '',
  ].join('\n');
}

function wrap(text: string, indent: number, width: number): string {
  const lines: string[] = [];
  let line = ' '.repeat(indent);
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > width && line.trim() !== '') {
      lines.push(line.trimEnd());
      line = ' '.repeat(indent);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()].join('\n');
}
