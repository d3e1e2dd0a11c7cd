/** Who asks. */
export interface RequestingPrincipal {
  /** The user's or role's own ARN, with its path; a service's name for a service. */
  readonly arn: string;
  readonly accountId: string;
  readonly kind: 'user' | 'role' | 'role-session' | 'federated' | 'root' | 'service';
  /** `arn:aws:sts::…:assumed-role/…` or `…:federated-user/…`. */
  readonly sessionArn?: string;
  /** The identity provider that a web identity or SAML assertion comes from: its ARN, or the name of a built-in one. */
  readonly federatedProvider?: string;
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly everyone: boolean;
  /** ARNs, account ids, services and providers; accounts in the form that `accountOf` gives them. */
  readonly names: ReadonlySet<string>;
}

/**
 * How near a statement comes to the principal, which decides what still limits it: `direct` names the user or the session
 * itself, `entity` the role or user behind a session, `account` hands the decision to the account (IAM User Guide, "AWS
 * JSON policy elements: Principal").
 */
export type Nearness = 'direct' | 'entity' | 'account';

/** Reads the element's value, whose shape has been checked. Only a whole `*` is a wildcard (same page). */
export function compilePrincipals(
  byType: Readonly<Record<string, readonly string[]>> | '*',
  negated: boolean,
): PrincipalElement {
  const aws = byType === '*' ? ['*'] : (byType['AWS'] ?? []);
  const others = byType === '*' ? [] : [...(byType['Federated'] ?? []), ...(byType['Service'] ?? [])];
  const named = aws.filter(isAwsPrincipal).map(normalize);
  return { negated, everyone: aws.includes('*'), names: new Set([...named, ...others]) };
}

/** `AWS` is for accounts, users, roles and sessions: a provider or a service in it names nobody (same page). */
function isAwsPrincipal(name: string): boolean {
  return name.startsWith('arn:') ? !/:(?:oidc|saml)-provider\//.test(name) : !name.includes('.');
}

/** How an `Allow` statement reaches the principal; `null` when it does not. */
export function nearnessOf(element: PrincipalElement, principal: RequestingPrincipal): Nearness | null {
  const names = namesOf(principal);
  const { everyone, names: listed } = element;
  const wide = principal.kind === 'role' || principal.kind === 'role-session' ? 'entity' : 'direct';
  if (element.negated) {
    return everyone || [names.direct, names.entity, names.account].flat().some((name) => listed.has(name))
      ? null
      : wide;
  }
  if (names.direct.some((name) => listed.has(name))) {
    return 'direct';
  }
  if (everyone) {
    return wide;
  }
  if (names.entity.some((name) => listed.has(name))) {
    return 'entity';
  }
  return names.account.some((name) => listed.has(name)) ? 'account' : null;
}

/**
 * Whether a `Deny` statement is meant for the principal. `NotPrincipal` spares it only when every one of its names is
 * listed: the session, the role and the account (IAM User Guide, "AWS JSON policy elements: NotPrincipal").
 */
export function isMeant(element: PrincipalElement, principal: RequestingPrincipal): boolean {
  const names = Object.values(namesOf(principal)).flat();
  const listed = (name: string): boolean => element.everyone || element.names.has(name);
  return element.negated ? !names.every(listed) : names.some(listed);
}

interface Names {
  readonly direct: readonly string[];
  readonly entity: readonly string[];
  readonly account: readonly string[];
}

function namesOf({ kind, arn, accountId, sessionArn, federatedProvider }: RequestingPrincipal): Names {
  const account = [`account ${accountId}`];
  const session = sessionArn === undefined ? [] : [sessionArn];
  switch (kind) {
    case 'user':
      return { direct: [arn], entity: [], account };
    case 'root':
      return { direct: account, entity: [], account: [] };
    case 'role':
    case 'role-session':
      return { direct: session, entity: [arn], account };
    case 'federated':
      return federatedProvider === undefined
        ? { direct: session, entity: [arn], account }
        : { direct: [federatedProvider], entity: [], account: [] };
    case 'service':
      return { direct: [arn], entity: [], account: [] };
  }
}

/** `111122223333` and `arn:aws:iam::111122223333:root` name the same account. */
function normalize(name: string): string {
  const account = /^(?:arn:[a-z-]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  return account === undefined ? name : `account ${account}`;
}
