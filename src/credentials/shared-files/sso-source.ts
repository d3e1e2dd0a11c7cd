import type { FileSection, FileValue, SharedView } from './shared-files.ts';

/** A profile that signs in through IAM Identity Center. */
export interface SsoSource {
  readonly kind: 'sso';
  readonly session: FileValue | null;
  /** False when `session` names a section that is not there. */
  readonly sessionFound: boolean;
  /** Names of the settings without which this family refuses the profile. */
  readonly missing: readonly string[];
  /** Settings that profile and session give different values for; botocore refuses that, the JavaScript SDK takes the session's. */
  readonly conflicting: readonly string[];
}

/** botocore looks for account and role; what the session says about anything counts like what the profile says. */
export function ssoOfBotocore({ values }: FileSection, view: SharedView): SsoSource | null {
  if (!values.has('sso_role_name') && !values.has('sso_account_id')) {
    return null;
  }
  const session = values.get('sso_session') ?? null;
  const own = session === null ? undefined : view.ssoSessions.get(session.value)?.values;
  return {
    kind: 'sso',
    session,
    sessionFound: session === null || own !== undefined,
    missing: ssoSettings.filter((name) => !values.has(name) && own?.has(name) !== true),
    conflicting: [...(own ?? [])].flatMap(([name, { value }]) =>
      (values.get(name)?.value ?? value) === value ? [] : [name],
    ),
  };
}

/** With an `sso_session`, what the profile itself says about `sso_region` and `sso_start_url` does not count. */
export function ssoOfJavascript({ values }: FileSection, view: SharedView): SsoSource | null {
  if (!values.has('sso_session') && !ssoSettings.some((name) => values.has(name))) {
    return null;
  }
  const session = values.get('sso_session') ?? null;
  const own = session === null ? undefined : view.ssoSessions.get(session.value)?.values;
  const ofSession = session === null ? values : (own ?? new Map<string, FileValue>());
  return {
    kind: 'sso',
    session,
    sessionFound: session === null || own !== undefined,
    missing: [
      ...['sso_account_id', 'sso_role_name'].filter((name) => !values.has(name)),
      ...['sso_region', 'sso_start_url'].filter((name) => !ofSession.has(name)),
    ],
    conflicting: ['sso_region', 'sso_start_url'].filter(
      (name) => own?.get(name)?.value !== (values.get(name) ?? own?.get(name))?.value,
    ),
  };
}

const ssoSettings = ['sso_account_id', 'sso_role_name', 'sso_region', 'sso_start_url'] as const;
