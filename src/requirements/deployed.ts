import type { Location } from '../diagnoses/finding.ts';

/** Where a parameter's value comes from. */
export interface ValueOrigin {
  readonly kind: 'input' | 'step' | 'file';
  /** In words, without the place: `the parameters input`, `with: stack-name of aws-actions/…`, `--stack-name of sam deploy`, `/global/application_name`. */
  readonly what: string;
  readonly location: Location | null;
}

export interface DeployedValue {
  readonly value: string;
  readonly origin: ValueOrigin;
}

/** One deployment of one target: a job that deploys two functions has two of them. */
export interface Deployed {
  readonly targetId: string;
  /** What is known of the target's parameters, by name. */
  readonly values: ReadonlyMap<string, DeployedValue>;
  /** What shows that this is deployed; `null` when the user named the target. */
  readonly sign: ValueOrigin | null;
  /**
   * Whether this job deploys it for certain: the user named the target, or a step of the job that has no condition of
   * its own deploys it, with this step's credentials. What is not certain weighs a warning at most.
   */
  readonly certain: boolean;
  /** Regions that its steps name for themselves; left out when they name none. */
  readonly regions?: readonly string[];
}

/** Whether a deployment is certain to be what was asked about: in another region, ARNs and answers would be others. */
export function isCertainIn({ certain, regions = [] }: Deployed, region: string): boolean {
  return certain && regions.every((named) => named === region);
}
