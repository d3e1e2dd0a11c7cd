import type { Resolver } from '../expressions/context.ts';
import { asText } from '../expressions/value.ts';
import { joinPath } from '../folder.ts';
import { programName } from '../shell/program-name.ts';
import type { Shell } from '../shell/script-line.ts';
import type { StepAt } from '../steps/step-at.ts';
import type { StepDetails } from '../steps/step-details.ts';

/** GitHub docs, "Workflow syntax", `jobs.<job_id>.steps[*].shell`; `null` for a shell that is no shell, such as python. */
export function shellOf({ shell, runsOn }: StepDetails, step: StepAt, resolver: Resolver): Shell | null {
  const { frames, actions } = step.scope;
  const [{ job, workflow }] = frames;
  const inherited =
    actions.length > 0 ? null : (job.defaults.entries.get('shell') ?? workflow.defaults.entries.get('shell'))?.value;
  const given = filled(shell ?? inherited ?? '', step, resolver) ?? '';
  const name = programName(given.trim().split(/\s/)[0] ?? '').toLowerCase();
  if (name === '') {
    return /windows/i.test(runsOn) ? 'powershell' : 'posix';
  }
  return shells.get(name) ?? null;
}

const shells: ReadonlyMap<string, Shell> = new Map<string, Shell>([
  ...['bash', 'sh', 'dash', 'zsh', 'ksh', 'ash'].map((name): [string, Shell] => [name, 'posix']),
  ['pwsh', 'powershell'],
  ['powershell', 'powershell'],
  ['cmd', 'cmd'],
]);

/** Where the script of a step begins, below the workspace; `null` when only the run knows. */
export function folderOf({ workingDirectory }: StepDetails, step: StepAt, resolver: Resolver): string | null {
  const { frames, actions } = step.scope;
  const [{ job, workflow }] = frames;
  const [own, above] = [job.defaults, workflow.defaults].map(({ entries }) => entries.get('working-directory')?.value);
  const told = filled(workingDirectory ?? (actions.length > 0 ? '' : (own ?? above ?? '')), step, resolver);
  return told === null ? null : joinPath('', told);
}

function filled(text: string, { scope, step }: StepAt, resolver: Resolver): string | null {
  const told = resolver.text(text, scope, step.line);
  return told.known ? asText(told.value) : null;
}
