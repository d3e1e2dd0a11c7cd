import type { Tool } from './scenario.ts';

/** What one deploy tool called in one scenario; data of __tests__/accuracy/recordings. */
export interface Recording {
  readonly scenario: string;
  readonly tool: Tool;
  readonly version: string;
  readonly calls: readonly RecordedCall[];
}

/** One permission of one kind of call. */
export interface RecordedCall {
  /** The signing name. */
  readonly service: string;
  readonly operation: string;
  /** `caller`, or the ARN of the role that the tool worked through. */
  readonly principal: string;
  readonly action: string;
  /** An ARN in which `*` stands for what differs from run to run, `*`, or `null` when the request does not simply name it. */
  readonly resource: string | null;
  readonly count: number;
  readonly answeredBy: 'moto' | 'fixture';
  /** Whether the deployment fails when everybody may do exactly what was recorded, but not this. */
  readonly needed: boolean;
  /** `refused` when the tool was run again without this permission, `judged` when a source says so. */
  readonly established: 'refused' | 'judged';
  /** Why, where it was judged. */
  readonly reason?: string;
}

/** A call before it is known whether the deployment can do without. */
export type SeenCall = Omit<RecordedCall, 'needed' | 'established' | 'reason'>;

/** A permission as a policy would grant it, whatever operation asks for it. */
export function permissionOf({
  principal,
  action,
  resource,
}: Pick<SeenCall, 'principal' | 'action' | 'resource'>): string {
  return [principal, action, resource ?? 'not told'].join(' ');
}

/** What makes two calls the same, however often they came. */
export function keyOf(call: SeenCall): string {
  return `${call.service} ${call.operation} ${permissionOf(call)}`;
}
