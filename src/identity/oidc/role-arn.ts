import { knownPartition } from '../../credentials/regions.ts';
import type { Observation } from '../../diagnoses/finding.ts';
import { parseArn } from '../arn.ts';

/** A role's ARN, taken apart. */
export interface RoleArn {
  /** Without the blanks that stood around it. */
  readonly arn: string;
  readonly partition: string;
  readonly accountId: string;
  /** Without its path. */
  readonly name: string;
}

/** `null` for what is not the ARN of a role. Blanks around it do not count. */
export function parseRoleArn(text: string): RoleArn | null {
  const arn = text.length > longest ? '' : text.trim();
  const [, partition, accountId, path] = /^arn:(aws[a-z-]{0,16}):iam::(\d{12}):role\/([\w+=,.@/-]+)$/.exec(arn) ?? [];
  const name = path?.slice(path.lastIndexOf('/') + 1);
  return partition === undefined || accountId === undefined || !name ? null : { arn, partition, accountId, name };
}

/**
 * What is wrong with the text that should name a role, and whether the role is in another partition than the region. The
 * text itself is never shown: people paste secrets into the wrong variable.
 */
export function checkRoleArn(text: string, region: string | null): readonly Observation[] {
  const role = parseRoleArn(text);
  if (role === null) {
    return [{ code: 'assume-role-bad-arn', detail: `The role ARN is not valid: ${flawOf(text)}` }];
  }
  const observations: Observation[] = [];
  if (role.arn !== text) {
    observations.push({
      code: 'assume-role-bad-arn',
      severity: 'warning',
      detail: `The role ARN has ${/[\r\n]/.test(text) ? 'a line break' : 'blanks'} around it: tools that do not trim it get "Request ARN is invalid" from AWS.`,
    });
  }
  if (role.name.length > longestName) {
    observations.push({
      code: 'assume-role-bad-arn',
      detail: `The role ARN is not valid: the name of the role has ${role.name.length} characters, and IAM allows ${longestName}.`,
    });
  }
  const partition = region === null ? null : knownPartition(region);
  if (partition !== null && partition !== role.partition) {
    observations.push({
      code: 'region-partition-mismatch',
      detail: `The role is in partition ${role.partition}, and the region is in partition ${partition}.`,
    });
  }
  return observations;
}

/** STS takes up to 2048 characters (STS API Reference, AssumeRoleWithWebIdentity). */
const longest = 2048;
/** IAM User Guide, "IAM and AWS STS quotas". */
const longestName = 64;

const form = 'It has to be arn:aws:iam::ACCOUNT:role/NAME.';

/** The first flaw that a person would see, as the end of a sentence and what to do. */
function flawOf(text: string): string {
  const trimmed = text.slice(0, longest + 1).trim();
  const found = flaws.find(([matches]) => matches(trimmed));
  return found === undefined ? `${flawOfParts(trimmed)} ${form}` : found[1];
}

const flaws: readonly (readonly [(text: string) => boolean, string])[] = [
  [(text) => text === '', `it is empty. Is the secret or variable set that it comes from?`],
  [(text) => text.length > longest, `it has more than ${longest} characters, so it is something else. ${form}`],
  [(text) => /[\r\n]/.test(text), `it has a line break in it. ${form}`],
  [(text) => /^["'`]|["'`]$/.test(text), 'it has quotes around it, which belong to the value. Leave them out.'],
  [(text) => /\$\{|\{\{|^\*+$/.test(text), 'it holds an expression that nothing has filled in, or a mask.'],
  [(text) => /\s/.test(text), `it has a blank in it. ${form}`],
  [(text) => /^[^:/]+$/.test(text), `it is no ARN but, it seems, only the name of the role. ${form}`],
  [(text) => /^(?:role\/|[^:]*\/[^:]*$)/.test(text), `it does not begin as an ARN does. ${form}`],
];

const otherKinds: Readonly<Record<string, string>> = {
  user: 'it is the ARN of a user',
  policy: 'it is the ARN of a policy',
  group: 'it is the ARN of a group',
  'instance-profile': 'it is the ARN of an instance profile, not of the role in it',
  'oidc-provider': 'it is the ARN of the identity provider, not of a role that trusts it',
  'saml-provider': 'it is the ARN of a SAML provider',
  root: 'it is the ARN of the account',
};

function flawOfParts(text: string): string {
  const arn = parseArn(text);
  if (arn === null) {
    return 'it does not have the parts of an ARN.';
  }
  const { partition, service, region, accountId, resource } = arn;
  const kind = /^[a-z-]*/i.exec(resource)?.[0] ?? '';
  if (service === 'sts' && resource.startsWith('assumed-role/')) {
    return 'it is the ARN of a session (assumed-role), not of the role.';
  }
  if (service !== 'iam') {
    return 'it is the ARN of another service: the third part has to be iam.';
  }
  if (!/^aws[a-z-]{0,16}$/.test(partition)) {
    return 'its second part is no partition of AWS, such as aws.';
  }
  if (region !== '') {
    return 'it has a region: between iam and the account are two colons.';
  }
  if (Object.hasOwn(otherKinds, kind)) {
    return `${otherKinds[kind] ?? ''}.`;
  }
  if (!/^\d{12}$/.test(accountId)) {
    const digits = accountId.replaceAll('-', '');
    return accountId.includes('-') && /^\d{12}$/.test(digits)
      ? 'the account is written with dashes.'
      : `the account has to be twelve digits, and there ${accountId.length === 1 ? 'is 1 character' : `are ${accountId.length} characters`}.`;
  }
  if (!resource.startsWith('role/')) {
    return 'role/ is missing before the name.';
  }
  return resource === 'role/' || resource.endsWith('/')
    ? 'the name after role/ is missing.'
    : 'the name holds a character that IAM does not allow.';
}
