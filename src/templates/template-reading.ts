import type { Location, Observation } from '../diagnoses/finding.ts';
import type { Place } from '../requirements/placeholder.ts';
import type { Requirement } from '../requirements/requirement.ts';

/** What happens to a resource; `read` is for Terraform's data sources only. */
export type Change = 'create' | 'update' | 'delete' | 'read';

/** What is known of the stack that a template is deployed to. */
export interface StackState {
  /** `null` when the stack does not exist. */
  readonly status: string | null;
  /** The resources that it holds, by logical id; `null` when they could not be read. */
  readonly resources: ReadonlyMap<string, StackResource> | null;
}

export interface StackResource {
  readonly type: string;
  readonly physicalId: string;
}

/** What a template is read with. */
export interface TemplateContext {
  readonly place: Place;
  readonly stackName: string | null;
  /** `null` when nobody told, so that nothing about its resources is certain. */
  readonly stack: StackState | null;
  /** Values of the template's own parameters that are known. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether nothing else sets parameters of the template, so that a new stack takes the defaults of the others. */
  readonly defaultsHold?: boolean;
  /** Who makes the changes: `caller`, or the ARN of the role that CloudFormation works with. */
  readonly principal: string;
  /** `templates`, or the id of the target that deploys the template. */
  readonly target: string;
  /** Whether this job deploys the template for certain; without that nothing weighs more than a warning. */
  readonly certain: boolean;
}

/** A resource whose type is in no table of this package. */
export interface UncoveredResource {
  readonly type: string;
  readonly id: string;
  readonly location: Location;
}

/** What one template or plan says. */
export interface TemplateReading {
  readonly format: 'cloudformation' | 'terraform-plan';
  readonly requirements: readonly Requirement[];
  readonly uncovered: readonly UncoveredResource[];
  /** What was not looked at, in sentences. */
  readonly notes: readonly string[];
  /** What is wrong with the file, at its line. */
  readonly observations: readonly Observation[];
}
