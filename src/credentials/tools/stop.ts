import type { DiagnosisCode } from '../../diagnoses/catalogue/index.ts';
import type { NamedBy, Verdict } from './tool-choice.ts';

export function stop(name: string, saidBy: DiagnosisCode | null, why: string): Verdict {
  return { outcome: 'stops', error: { name, saidBy }, why };
}

/** A named profile that is not there; what the tool calls it differs, what it means does not. */
export function namedProfileMissing(
  error: string,
  named: { readonly name: string; readonly namedBy: NamedBy },
): Verdict {
  const isVariable = 'variable' in named.namedBy;
  const saidBy = !isVariable ? 'project-profile' : named.name === '' ? 'env-profile-empty' : 'file-profile-not-found';
  return stop(error, saidBy, 'The profile that is named has to exist, whatever else is set.');
}
