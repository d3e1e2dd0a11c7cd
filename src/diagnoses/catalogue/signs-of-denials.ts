import type { DiagnosisCode } from './index.ts';
import type { Sample, Sign } from './sign.ts';

const denialCodes: readonly string[] = [
  'AccessDenied',
  'AuthorizationError',
  'Forbidden',
  'NotAuthorized',
  'Unauthorized',
  'UnauthorizedOperation',
];

/**
 * Refusals of permission. Policies whose name tells the whole story come first, then the layer that AWS names, from
 * the outside in, then what is left. AWS may add the ARN of the policy behind its kind.
 */
export const signsOfDenials: readonly Sign[] = [
  denial('academy-session-ended', ['voc-cancel-cred']),
  denial('authz-quarantined', ['awscompromisedkeyquarantine', 'awsexposedcredentialpolicy_do_not_remove']),
  denial('simulation-not-permitted', ['to perform: iam:simulate']),
  denial('simulation-not-permitted', [], ({ about, text }) => about.service === 'iam' && !namesAction(text)),
  denial('academy-iam-restricted', ['policy/pvoclabs']),
  denial('academy-iam-restricted', ['assumed-role/voclabs/'], ({ text }) => text.includes('to perform: iam:')),
  denial('authz-scp', ['service control policy']),
  denial('authz-rcp', ['resource control policy']),
  denial('authz-boundary', ['permissions boundary']),
  denial('authz-session-policy', ['session policy', 'sessions policy']),
  denial('authz-vpce', ['vpc endpoint policy']),
  denial('oidc-trust-mismatch', ['sts:assumerolewithwebidentity']),
  denial('assume-role-tagsession', ['to perform: sts:tagsession']),
  denial('authz-trust-policy', ['role trust policy']),
  denial('assume-role-denied', ['to perform: sts:assumerole']),
  denial('authz-resource-policy', ['resource-based policy']),
  denial('authz-mfa-required', ['explicit deny in an identity-based policy'], ({ text }) =>
    denyingPolicy(text).includes('mfa'),
  ),
  denial('authz-identity-explicit', ['explicit deny in an identity-based policy']),
  denial('authz-identity-implicit', ['no identity-based policy allows']),
  denial('authz-encoded', ['encoded authorization failure message']),
  denial('oidc-trust-mismatch', [], ({ about, text }) => about.webIdentity && !namesAction(text)),
  denial('authz-unspecified', []),
];

/** No words means that any will do. */
function denial(diagnosis: DiagnosisCode, text: readonly string[], when?: (sample: Sample) => boolean): Sign {
  return {
    diagnosis,
    ...(text.length > 0 ? { text } : {}),
    when: (sample) => isDenial(sample) && (when?.(sample) ?? true),
  };
}

function isDenial({ code, text }: Sample): boolean {
  return denialCodes.includes(code) || text.includes('not authorized to perform');
}

function namesAction(text: string): boolean {
  return text.includes('to perform: ');
}

/** The name after `:policy/` in the part of the text that says what denies; empty without one. */
function denyingPolicy(text: string): string {
  const reason = text.indexOf('explicit deny in ');
  const start = reason === -1 ? -1 : text.indexOf(':policy/', reason);
  return start === -1 ? '' : (text.slice(start, start + 256).split(' ', 1)[0] ?? '');
}
