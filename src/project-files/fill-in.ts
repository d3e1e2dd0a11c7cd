import type { Observation } from '../diagnoses/finding.ts';
import type { ProjectSetting } from './project-setting.ts';

/** A value that somebody should have filled in, or an expression that this tool does not fill in; `null` for any other. */
export function fillIn({ value, kind, file, line }: ProjectSetting): readonly Observation[] | null {
  const found = marks.find(([pattern]) => pattern.test(value));
  if (found === undefined) {
    return null;
  }
  const [, code, what] = found;
  const detail = `The ${names[kind]} here is ${what} (${value.length} characters).`;
  return [{ code, severity: 'warning', detail, location: { file, line, endLine: line } }];
}

const names: Readonly<Record<ProjectSetting['kind'], string>> = {
  profile: 'profile',
  region: 'region',
  account: 'account',
  role: 'role',
};

/** First match wins. Names such as `test` and `my-app` are in use. */
const marks: readonly (readonly [RegExp, Observation['code'], string])[] = [
  [/^\$\{?\{?|^%\w{1,100}%$|^\{\{/, 'env-unexpanded', 'an expression that the tool does not fill in'],
  [/^<.*>$|^\[.*\]$/s, 'env-placeholder', 'a text in brackets, to be replaced'],
  [
    /^(?:your|enter|insert|replace|change)[-_ ]?(?:me|this|your|my|aws|a|the|profile|region|account|role)/i,
    'env-placeholder',
    'a text to be replaced',
  ],
  [/^x{3,100}$|^\*{3,100}$/i, 'env-placeholder', 'a text to be replaced'],
];
