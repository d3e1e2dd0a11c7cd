import { partitionOfRegion } from '../../credentials/regions.ts';

/** The environment of a stack, `aws://ACCOUNT/REGION`, and what it says of the placeholders in the stack's properties. */
export class CdkPlace {
  /** `null` for a stack that goes wherever the caller is. */
  readonly account: string | null;
  readonly region: string | null;

  constructor(environment: string) {
    const [, account, region] = /^aws:\/\/([^/]{1,100})\/([a-z0-9-]{1,50})$/.exec(environment) ?? [];
    this.account = account !== undefined && /^\d{12}$/.test(account) ? account : null;
    this.region = region === undefined || region.startsWith('unknown-') ? null : region;
  }

  /** With the values of CloudFormation's pseudo parameters, or the placeholders of target files where there are none. */
  fill(text: string): string {
    const partition = this.region === null ? null : partitionOfRegion(this.region);
    return text
      .replaceAll('${AWS::Partition}', partition ?? '${Partition}')
      .replaceAll('${AWS::AccountId}', this.account ?? '${Account}')
      .replaceAll('${AWS::Region}', this.region ?? '${Region}');
  }
}
