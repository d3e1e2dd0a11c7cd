import type { SharedView } from '../shared-files.ts';
import type { FileLintContext } from './context.ts';
import type { Fault } from './per-profile.ts';

/** The `region` of a profile. It counts for the run when the region comes from there, whatever the run signs with. */
export function regions(view: SharedView, name: string, context: FileLintContext): readonly Fault[] {
  const at = view.profiles.get(name)?.values.get('region');
  const wins = context.use.regionProfile === name;
  const used = wins || context.chain.has(name);
  const judgement = at === undefined || at.value === '' ? null : context.judgeRegion(at.value, used);
  if (at === undefined || judgement === null) {
    return [];
  }
  return [
    {
      code: judgement.code,
      at: { file: at.file, line: at.line },
      severity: judgement.certain && wins ? 'error' : 'warning',
      used,
      say: () =>
        `The region of the profile ${context.named(name)} is ${shown(context.named(at.value))}: ${judgement.what}.${judgement.suggestion === null ? '' : ` The nearest name is ${judgement.suggestion}.`}`,
    },
  ];
}

function shown(named: string): string {
  return named.startsWith('"') ? named : `a text ${named}`;
}
