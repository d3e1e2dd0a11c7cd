import { knownPartition } from '../credentials/regions.ts';
import type { Place } from '../requirements/placeholder.ts';

/**
 * The place of a stack, from `aws://ACCOUNT/REGION`; the place of the run stands for `unknown-account` and
 * `unknown-region`, as in the CDK CLI.
 */
export function cdkPlace(environment: string, run: Place): Place {
  const [, account = '', region = ''] = /^aws:\/\/([^/]{1,100})\/([^/]{1,100})$/.exec(environment) ?? [];
  const partition = knownPartition(region);
  return {
    partition: partition ?? run.partition,
    region: partition === null ? run.region : region,
    accountId: /^\d{12}$/.test(account) ? account : run.accountId,
  };
}

/** Puts a place into a text of an assembly, which the CLI does when it deploys (aws-cdk-cli, placeholders.ts). */
export function withPlace(text: string, place: Place): string {
  return text
    .replaceAll('${AWS::Partition}', place.partition)
    .replaceAll('${AWS::AccountId}', place.accountId)
    .replaceAll('${AWS::Region}', place.region);
}

/** A role's ARN with its place; `null` for what is none. */
export function cdkRole(text: unknown, place: Place): string | null {
  const arn = typeof text === 'string' && text.length <= 1000 ? withPlace(text, place) : '';
  return /^arn:aws[a-z-]{0,10}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(arn) ? arn : null;
}
