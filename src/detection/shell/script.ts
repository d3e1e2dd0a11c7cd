import { markExpressions } from './mark-expressions.ts';
import { Marks, withoutMarks } from './marks.ts';
import { scanPosix } from './scan-posix.ts';
import { scanCmd, scanPowershell } from './scan-windows.ts';
import { type Command, type ScriptFacts, ScriptReader } from './script-reader.ts';

export type { Command } from './script-reader.ts';

/** As long as a whole workflow file may be; the rest of a longer script is not looked at. */
const longest = 256 * 1024;
const mostLines = 5000;

/** The commands of a script in their order. Never throws; what no shell would take gives no commands. */
export function readScript(script: string, facts: ScriptFacts): readonly Command[] {
  const marks = new Marks();
  const [scan, continued] = scanners[facts.shell];
  const lines = scan(markExpressions(withoutMarks(script.slice(0, longest)), marks, continued), marks);
  const reader = new ScriptReader(facts, marks);
  for (const line of lines.slice(0, mostLines)) {
    reader.read(line);
  }
  return reader.commands;
}

const scanners = {
  posix: [scanPosix, '\\\n'],
  powershell: [scanPowershell, '`\n'],
  cmd: [scanCmd, '^\n'],
} as const;
