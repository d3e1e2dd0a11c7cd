import type { Severity } from '../diagnoses/finding.ts';
import type { Change } from './template-reading.ts';

/**
 * A resource type of a template language and what changing its resources calls, as a file in resource-types/ describes
 * it; see schema/resource-types.schema.json. Patterns hold `${Partition}`, `${Region}`, `${Account}`, `${name}` (the
 * physical name), `${stack}`, `${id}` (the logical id) and paths of properties such as `${Code.S3Bucket}`, each with an
 * optional filter after a colon. `[]` in a path takes every element of a list and makes one row of each.
 */
export interface ResourceType {
  /** ARN pattern, or `*` when its actions have no resource-level permissions. */
  readonly arn: string;
  /** Path of the property with the physical name; without it the service chooses one. */
  readonly name?: string;
  /** Pattern of the name that is chosen where the template gives none. */
  readonly automatic?: string;
  /** Most characters of such a name: a longer one is cut in ways that are not known here. */
  readonly longest?: number;
  /** What `Ref` gives; by default the name. */
  readonly ref?: 'name' | 'arn' | 'other';
  /** What `Fn::GetAtt` and Terraform's attributes give, where that is name or ARN. */
  readonly attributes?: Readonly<Record<string, 'name' | 'arn'>>;
  readonly calls: readonly ResourceCall[];
  readonly roles?: readonly PassedRole[];
}

/** A resource type as its file in resource-types/ has it. */
export interface DescribedType extends ResourceType {
  /** Public addresses that the facts come from. */
  readonly sources: readonly string[];
}

/** Actions that a change calls. */
export interface ResourceCall {
  readonly on: readonly Change[];
  readonly actions: readonly string[];
  /** ARN pattern, or `*`; by default that of the type. */
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly when?: PropertyCondition;
  /** How certain it is that the change calls them; by default `error`. */
  readonly severity?: Severity;
  /** A sentence without a full stop. */
  readonly why: string;
}

/** A property with the ARN or the name of a role that is passed to a service. */
export interface PassedRole {
  readonly on: readonly Change[];
  /** Path of the property. */
  readonly property: string;
  readonly service: string;
  readonly when?: PropertyCondition;
  readonly severity?: Severity;
}

/** Holds when each of its parts does. */
export interface PropertyCondition {
  /** Each of these properties is there, and not empty. */
  readonly given?: readonly string[];
  readonly missing?: readonly string[];
  /** Each of these properties has one of the listed values; `*` stands for any run of characters. */
  readonly matches?: Readonly<Record<string, readonly string[]>>;
  readonly differs?: Readonly<Record<string, readonly string[]>>;
  /** Any of these properties changes, or for `*` any but tags; a resource that is created or deleted changes them all. */
  readonly changed?: readonly string[];
  readonly anyOf?: readonly PropertyCondition[];
}
