import { knownPartition } from '../credentials/regions.ts';
import { parseArn } from '../identity/arn.ts';
import type { Place } from '../requirements/placeholder.ts';
import type { Requirement } from '../requirements/requirement.ts';
import type { TerraformChange, TerraformStep } from './terraform-change.ts';
import type { TerraformProvider } from './terraform-providers.ts';
import { valuesAt } from './terraform-values.ts';

/** Types whose attribute `arn` is that of something else. */
const foreignArns: ReadonlySet<string> = new Set(['aws_cloudwatch_event_target']);

/**
 * The place of a resource: that of its ARN, its own `region` (provider 6.0 and later), or that of its provider. An ARN
 * in another account shows that the provider does not sign as this run does, so that nothing is certain.
 */
export function placeOf(
  { values, before }: TerraformStep,
  { type, mode }: TerraformChange,
  provider: TerraformProvider,
): { readonly place: Place; readonly certain: boolean } {
  const [own] = foreignArns.has(type) || mode === 'data' ? [] : valuesAt(before ?? values, 'arn');
  const arn = parseArn(own?.text ?? '');
  const [argument] = valuesAt(before ?? values, 'region');
  const region = [arn?.region, argument?.text].find(
    (text) => typeof text === 'string' && knownPartition(text) !== null,
  );
  const account = arn !== null && /^\d{12}$/.test(arn.accountId) ? arn.accountId : provider.place.accountId;
  return {
    place: {
      partition:
        region === undefined || region === null
          ? provider.place.partition
          : (knownPartition(region) ?? provider.place.partition),
      region: region ?? provider.place.region,
      accountId: account,
    },
    certain: (provider.isPlaceCertain || region !== undefined) && account === provider.place.accountId,
  };
}

/** Services with one endpoint; `iam:PassRole` is asked in the region of the call that passes the role. */
const globalServices: readonly string[] = ['iam:', 'cloudfront:', 'route53:', 'sts:'];

/** The same requirement with the region of its call, where that is not the region of the run. */
export function inRegion(requirement: Requirement, region: string): Requirement {
  const isGlobal = globalServices.some((prefix) => requirement.action.startsWith(prefix));
  return isGlobal && requirement.action !== 'iam:PassRole'
    ? requirement
    : { ...requirement, context: { 'aws:RequestedRegion': region, ...requirement.context } };
}
