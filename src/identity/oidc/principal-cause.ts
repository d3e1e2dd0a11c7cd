import { isFields } from '../../authorization/evaluation/problems.ts';
import { editDistance } from '../../edit-distance.ts';
import { parseArn } from '../arn.ts';
import { githubAddress, providerArnIn, type Issuer } from './issuer.ts';
import { byLikeness } from './condition-cause.ts';
import { quoted, quotedList } from './quote.ts';
import type { RoleArn } from './role-arn.ts';

/** What a statement trusts, when it is not the provider of the token. */
export interface PrincipalCause {
  readonly sentence: string;
  /** Whether it was meant for the provider, so that writing it anew takes nothing from anybody else. */
  readonly aimed: boolean;
  /** Where the fault is, from the statement. */
  readonly path: readonly string[];
}

/** Says why `Principal` does not name the provider of the token. The statement is as it stands in the document. */
export function tellPrincipal(statement: unknown, role: RoleArn, issuer: Issuer): PrincipalCause {
  const fields = isFields(statement) ? statement : {};
  const wanted = providerArnIn(role, issuer);
  if (fields['NotPrincipal'] !== undefined) {
    return {
      sentence: `It has NotPrincipal; it has to trust the provider with "Principal": {"Federated": ${quoted(wanted)}}.`,
      aimed: false,
      path: ['NotPrincipal'],
    };
  }
  const kinds = isFields(fields['Principal']) ? fields['Principal'] : {};
  const lists = Object.keys(kinds).map((kind) => ({ kind, names: textsOf(kinds[kind]) }));
  const federated = lists.find(({ kind }) => kind === 'Federated')?.names ?? [];
  const others = lists.filter(({ kind }) => kind !== 'Federated');
  const misplaced = others.find(({ names }) => names.some((name) => isAimed(name, issuer)));
  const [name] = byLikeness(federated, wanted);
  if (name !== undefined) {
    const aimed = federated.every((one) => isAimed(one, issuer)) && others.length === 0;
    return { sentence: tellFederated(name, wanted, role, issuer), aimed, path: ['Principal', 'Federated'] };
  }
  if (misplaced !== undefined) {
    return {
      sentence: `The provider stands under "${misplaced.kind}"; it has to be under "Federated", as ${quoted(wanted)}.`,
      aimed: others.length === 1 && misplaced.names.every((one) => isAimed(one, issuer)),
      path: ['Principal', misplaced.kind],
    };
  }
  const trusted = others.flatMap(({ names }) => names);
  return {
    sentence: `It trusts ${trusted.length === 0 ? 'nobody' : `${quotedList(trusted, 'and')} (${others.map(({ kind }) => kind).join(', ')})`}; a token needs "Federated": ${quoted(wanted)}.`,
    aimed: false,
    path: ['Principal'],
  };
}

/** Whether a name was meant to be the provider of this issuer, however it is written. */
export function isAimed(name: string, { address, kind }: Issuer): boolean {
  const host = (kind === 'github' || kind === 'enterprise' ? githubAddress : address).toLowerCase();
  const folded = name.toLowerCase();
  return folded.includes(host) || folded.includes('githubusercontent');
}

function tellFederated(name: string, wanted: string, role: RoleArn, { address }: Issuer): string {
  const start = `Federated is ${quoted(name)} and has to be ${quoted(wanted)}:`;
  const arn = parseArn(name);
  if (arn === null) {
    return name.toLowerCase().replace(/^https?:\/\//, '') === address.toLowerCase()
      ? `${start} the ARN of the provider, not its address.`
      : `${start} it is no ARN.`;
  }
  const slash = arn.resource.indexOf('/');
  const type = arn.resource.slice(0, Math.max(slash, 0));
  const path = arn.resource.slice(slash + 1);
  const faults = [
    arn.partition === role.partition
      ? ''
      : `the partition is ${quoted(arn.partition)}, and the role is in ${role.partition}`,
    arn.service === 'iam' && arn.region === '' ? '' : 'the ARN of a provider begins with arn:PARTITION:iam::ACCOUNT',
    arn.accountId === role.accountId ? '' : tellAccount(arn.accountId, role.accountId),
    type === 'oidc-provider' ? '' : tellType(type),
    tellAddress(path, address),
  ].filter((fault) => fault !== '');
  return `${start} ${faults.join('; ')}.`;
}

function tellAccount(written: string, own: string): string {
  return /^\d{12}$/.test(written)
    ? `the provider is of account ${written}, and it has to be in the account of the role, ${own}`
    : `${quoted(written)} is no account id, which has twelve digits`;
}

function tellType(type: string): string {
  const misspelt = type.length < 30 && editDistance(type.toLowerCase(), 'oidc-provider') <= 4;
  return misspelt
    ? `${quoted(type)} is a misspelling of oidc-provider`
    : `${quoted(type)} is another kind of thing than oidc-provider`;
}

function tellAddress(path: string, address: string): string {
  const bare = path.replace(/^https?:\/\//, '').replace(/\/+$/, '');
  if (path === address) {
    return '';
  }
  if (bare === address) {
    return path.startsWith('http') ? 'the address has no https:// in an ARN' : 'there is a slash too much at its end';
  }
  if (bare.toLowerCase() === address.toLowerCase()) {
    return 'capitals have a meaning in an ARN';
  }
  if (address.startsWith(`${bare}/`)) {
    return "the path of the enterprise's own issuer is missing";
  }
  if (bare.startsWith(`${address}/`)) {
    return 'the token is from the issuer without a path';
  }
  return bare.length < 100 && editDistance(bare.toLowerCase(), address.toLowerCase()) <= 4
    ? 'the address is misspelt'
    : 'that is the provider of another issuer';
}

function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}
