import type { ContextEntry } from '../aws/port.ts';
import { parseArn } from '../identity/arn.ts';
import type { Identity } from '../identity/identity.ts';
import type { Requirement } from '../requirements/requirement.ts';

/** Facts of the run that every simulated request carries. */
export interface RequestFacts {
  readonly identity: Identity;
  readonly region: string;
  /** The `context` input. A key given there replaces what would be sent otherwise. */
  readonly userContext: Readonly<Record<string, readonly string[]>>;
  /** Epoch milliseconds; also the value of `aws:CurrentTime`. */
  readonly now: number;
}

const keyTypes: Readonly<Record<string, ContextEntry['type']>> = {
  'aws:securetransport': 'boolean',
  'aws:principalisawsservice': 'boolean',
  'aws:viaawsservice': 'boolean',
  'aws:currenttime': 'date',
  'aws:multifactorauthpresent': 'boolean',
  'aws:multifactorauthage': 'numeric',
  'aws:epochtime': 'date',
  'aws:tokenissuetime': 'date',
  'aws:sourceip': 'ip',
  'aws:vpcsourceip': 'ip',
  'aws:tagkeys': 'stringList',
  'aws:calledvia': 'stringList',
};

/** Services with one endpoint, whose requests go to us-east-1 wherever the deployment is (IAM user guide, `aws:RequestedRegion`). */
const globalServices: ReadonlySet<string> = new Set(['iam', 'cloudfront', 'route53', 'organizations']);

/**
 * Context of one requirement, sorted by key. Only what is known is sent: an invented MFA, tag, address or principal tag
 * would hide a real denial. Keys are compared without case, as IAM does.
 */
export function contextFor(requirement: Requirement, facts: RequestFacts): readonly ContextEntry[] {
  const entries = new Map<string, ContextEntry>();
  const add = (key: string, values: readonly string[]) => {
    const folded = key.toLowerCase();
    const type = keyTypes[folded] ?? (values.length > 1 ? 'stringList' : 'string');
    entries.set(folded, { key: entries.get(folded)?.key ?? key, type, values });
  };
  add('aws:RequestedRegion', [requestedRegion(requirement.action, facts)]);
  add('aws:SecureTransport', ['true']);
  add('aws:ResourceAccount', [resourceAccount(requirement.resource, facts.identity.accountId)]);
  add('aws:CurrentTime', [new Date(facts.now).toISOString()]);
  add('aws:PrincipalIsAWSService', ['false']);
  add('aws:ViaAWSService', ['false']);
  if (requirement.principal === 'caller' && facts.identity.userId !== '') {
    add('aws:userid', [facts.identity.userId]);
  }
  for (const [key, value] of Object.entries(requirement.context)) {
    add(key, [value]);
  }
  for (const [key, values] of Object.entries(facts.userContext)) {
    add(key, values);
  }
  return [...entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** `iam:PassRole` is asked by the service that gets the role, within the call that was made in the deployment's region. */
function requestedRegion(action: string, facts: RequestFacts): string {
  const service = action.slice(0, action.indexOf(':'));
  const global = globalServices.has(service) && action !== 'iam:PassRole' && facts.identity.partition === 'aws';
  return global ? 'us-east-1' : facts.region;
}

function resourceAccount(resource: string, callerAccount: string): string {
  const account = parseArn(resource)?.accountId ?? '';
  return /^\d{12}$/.test(account) ? account : callerAccount;
}

/** Keys that a request signed with long-term keys never carries (IAM user guide, "Global condition context keys"). */
const absentForLongTermKeys: readonly string[] = [
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
  'aws:tokenissuetime',
  'aws:federatedprovider',
  'aws:sourceidentity',
];

/**
 * The keys among `missing` that leave the answer open. A key that the real request will not carry either is no
 * unknown: a policy that denies without MFA does deny an access key.
 */
export function unknownKeys(missing: readonly string[], identity: Identity, principal: string): readonly string[] {
  const absent = new Set(absentKeys(identity, principal));
  return missing.filter((key) => !absent.has(key.toLowerCase()));
}

/** Keys, in lower case, that the real request will not carry. */
export function absentKeys(identity: Identity, principal: string): readonly string[] {
  return identity.kind === 'iam-user' && principal === 'caller' ? absentForLongTermKeys : [];
}
