import { isRecord } from '../authorization/policy-files/text/cursor.ts';
import { listOf, memberOf, textOf } from './json-member.ts';
import type { Change } from './template-reading.ts';
import { hasMark, isSame, type Marked } from './terraform-marks.ts';

/** One entry of a plan's `resource_changes` that belongs to the AWS provider (Terraform, "JSON Output Format"). */
export interface TerraformChange {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Such as `module.api["eu"].aws_lambda_function.main[0]`. */
  readonly address: string;
  /** The address to show: in one line, and cut where it is long. */
  readonly shown: string;
  /** Such as `module.api["eu"]`; empty for the root. */
  readonly moduleAddress: string;
  /** Names of the modules from the root on, without their keys. */
  readonly modules: readonly string[];
  /** What happens to the resource, one after the other; nothing for one that stays as it is. */
  readonly steps: readonly TerraformStep[];
}

/** One call of the provider, and the values that it works with. */
export interface TerraformStep {
  readonly change: Change;
  readonly values: Marked;
  /** What an update changes; `null` for every other step. */
  readonly before: Marked | null;
}

const longestAddress = 200;

/** `null` for an entry of another provider, or of a form that no plan has. */
export function terraformChange(entry: unknown): TerraformChange | null {
  const change = memberOf(entry, 'change');
  if (!isRecord(change) || !isOfAws(textOf(entry, 'provider_name') ?? '')) {
    return null;
  }
  const type = textOf(entry, 'type');
  const name = textOf(entry, 'name');
  if (type === null || !/^aws_[a-z0-9_]{1,80}$/.test(type) || name === null) {
    return null;
  }
  const address = textOf(entry, 'address') ?? `${type}.${name}`;
  const moduleAddress = textOf(entry, 'module_address') ?? '';
  const isData = memberOf(entry, 'mode') === 'data';
  return {
    mode: isData ? 'data' : 'managed',
    type,
    name,
    address,
    shown: shortAddress(address),
    moduleAddress,
    modules: moduleNames(moduleAddress),
    steps: stepsOf(change, isData),
  };
}

/** The last part of a provider's source address is its type: `registry.terraform.io/hashicorp/aws`. */
function isOfAws(provider: string): boolean {
  return provider.slice(provider.lastIndexOf('/') + 1) === 'aws';
}

function stepsOf(change: unknown, isData: boolean): readonly TerraformStep[] {
  const part = (key: string) => memberOf(change, key);
  const before: Marked = { value: part('before'), unknown: false, sensitive: part('before_sensitive') };
  const after: Marked = {
    value: part('after'),
    unknown: part('after_unknown'),
    sensitive: part('after_sensitive'),
  };
  return listOf(change, 'actions').flatMap((action): readonly TerraformStep[] => {
    switch (action) {
      case 'create':
        return [{ change: 'create', values: after, before: null }];
      case 'update':
        return isOnlyMarked(before, after) ? [] : [{ change: 'update', values: after, before }];
      case 'delete':
        return [{ change: 'delete', values: before, before: null }];
      case 'read':
        return isData ? [{ change: 'read', values: after, before: null }] : [];
      default:
        return [];
    }
  });
}

/** Terraform shows an update too where only the marks of sensitive values differ; the provider is not called for it. */
function isOnlyMarked(before: Marked, after: Marked): boolean {
  return !hasMark(after.unknown) && isSame(before.value, after.value);
}

/** Keys of `for_each` are the user's own texts, of any length. */
function shortAddress(address: string): string {
  // eslint-disable-next-line no-control-regex -- an address is shown in one line
  const plain = address.slice(0, longestAddress).replace(/[\u0000-\u001f\u007f]/g, ' ');
  return address.length > longestAddress ? `${plain}…` : plain;
}

/** The names in `module.a["key"].module.b[0]`; a key may hold dots, brackets and escaped quotes. */
export function moduleNames(address: string): readonly string[] {
  const withoutKeys = address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/gs, '');
  return withoutKeys.split('.').filter((part, index) => index % 2 === 1 && part !== '');
}
