import { listed } from '../../wording.ts';
import type { SharedView } from '../shared-files.ts';
import type { FileLintContext } from './context.ts';
import { sourceInRun } from './context.ts';
import type { Fault } from './per-profile.ts';

/**
 * Profiles for IAM Identity Center that lack something. A profile with a session and without account and role serves
 * for tokens alone, which is right as long as nobody wants to sign with it.
 */
export function sso(view: SharedView, name: string, context: FileLintContext): readonly Fault[] {
  const source = sourceInRun(view, name, context.use);
  const section = view.profiles.get(name);
  if (source.kind !== 'sso' || section === undefined) {
    return [];
  }
  const { session, missing } = source;
  const forTokens = session !== null && missing.includes('sso_account_id') && missing.includes('sso_role_name');
  if (forTokens && !context.chain.has(name)) {
    return [];
  }
  const at = session ?? section;
  const fault = (what: () => string): Fault => ({
    code: 'sso-config-incomplete',
    at: { file: at.file, line: at.line },
    severity: 'error',
    say: () => `The profile ${context.named(name)} ${what()}.`,
  });
  if (!source.sessionFound && session !== null) {
    return [
      fault(
        () =>
          `names the sso-session ${context.named(session.value)}, and the config file has no section [sso-session] of that name`,
      ),
    ];
  }
  if (missing.length > 0) {
    const where =
      session === null ? '' : '; sso_region and sso_start_url belong into the sso-session, the others into the profile';
    return [fault(() => `lacks ${listed(missing)}${where}`)];
  }
  return source.conflicting.length > 0 && view.family === 'botocore'
    ? [
        fault(
          () =>
            `gives another value than its sso-session for ${source.conflicting.length === 1 ? 'one setting' : 'several settings'}`,
        ),
      ]
    : [];
}
