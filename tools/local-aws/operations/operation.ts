import type { Account } from '../account.ts';
import type { Answer } from '../answer.ts';
import type { AccessKey } from '../scenario.ts';
import type { Resource, ResourceKind } from '../scenario-resources.ts';

/** What is asked of an operation, whoever asks. */
export interface Call {
  /** Form fields, JSON members (other than text as JSON), query and path parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** As signed for; empty when the request is not signed. */
  readonly region: string;
  readonly account: Account;
}

export interface SignedCall extends Call {
  readonly caller: AccessKey;
}

interface Named {
  /** The service's signing name. */
  readonly service: string;
  readonly name: string;
  /** REST services: the method and the path, with `{Parameter}` for a segment. */
  readonly route?: string;
}

/** An operation behind a signature: who calls needs the permission. */
export interface SignedOperation extends Named {
  readonly open?: false;
  /** The IAM action, or `null` where none is needed or the operation asks for itself. */
  readonly action: string | null;
  /** The resource that the permission is for; `*` when left out. */
  readonly resource?: (call: SignedCall) => string;
  /** Context keys of the operation's own. */
  readonly context?: (call: SignedCall) => Readonly<Record<string, string>>;
  readonly answer: (call: SignedCall) => Answer | Promise<Answer>;
}

/** An operation that takes unsigned requests. */
export interface OpenOperation extends Named {
  readonly open: true;
  readonly answer: (call: Call) => Answer | Promise<Answer>;
}

export type Operation = SignedOperation | OpenOperation;

/** An ARN in the caller's account; `region` is empty for services that have none in their ARNs. */
export function arnIn(call: Call, service: string, resource: string, region: string = call.region): string {
  const { partition, account } = call.account.scenario;
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** What there is of a kind in the region of the call. */
export function resourcesOf({ account, region }: Call, kind: ResourceKind): readonly Resource[] {
  return account.scenario.resources[kind].filter((resource) => (resource.region ?? region) === region);
}

/** The one of that name in the region of the call. */
export function resourceOf(call: Call, kind: ResourceKind, name: string): Resource | null {
  return resourcesOf(call, kind).find((resource) => resource.name === name) ?? null;
}

/** A parameter's value; empty when it is absent. */
export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? '';
}
