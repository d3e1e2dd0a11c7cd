import type { IAMClient } from '@aws-sdk/client-iam';
import type { MetadataBearer } from '@smithy/types';
import { noResponse, toFailure } from './failure.ts';
import type { Queue } from './policy-reader-queue.ts';
import type { AwsFailure } from './port.ts';

/** What a read gave. `why` is a clause without a full stop; `denied` is true where a permission would have helped. */
export type Reading<T> = { readonly ok: true; readonly value: T } | Unread;

export interface Unread {
  readonly ok: false;
  readonly why: string;
  readonly denied: boolean;
}

/** One page of a list, as IAM marks it. */
export interface Page extends MetadataBearer {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

type Send<Answer> = (iam: IAMClient, options: { readonly abortSignal: AbortSignal }) => Promise<Answer>;
type SendPage<Answer> = (marker: string | undefined) => Send<Answer>;

/** The reads of one principal. None of them rejects. `resource` is what the permission is for. */
export interface IamReads {
  one<Answer extends MetadataBearer>(action: string, resource: string, send: Send<Answer>): Promise<Reading<Answer>>;
  /** Reads page after page until the last one, or until `onPage` answers false. */
  pages<Answer extends Page>(
    action: string,
    resource: string,
    send: SendPage<Answer>,
    onPage: (page: Answer) => boolean,
  ): Promise<Reading<null>>;
}

/** Enough for a role with twenty managed policies, each of which takes two requests. */
const maxRequests = 60;

/**
 * Reads with a limit on their number. What was refused for want of a permission is not asked again for the same
 * resource, and nothing more is asked once AWS cannot be reached or the run's time is used up.
 */
export function createIamReads(iam: IAMClient, deadline: AbortSignal, count: () => void, queue: Queue): IamReads {
  const denied = new Map<string, Unread>();
  let unreachable: Unread | null = null;
  let left = maxRequests;
  const reasonNotToAsk = (key: string): Unread | null => {
    if (deadline.aborted) {
      return unread('the time of this run was used up');
    }
    return (
      unreachable ?? denied.get(key) ?? (left > 0 ? null : unread(`the limit of ${maxRequests} requests was reached`))
    );
  };
  const one: IamReads['one'] = (action, resource, send) =>
    queue(async () => {
      const key = `${action} ${resource}`;
      const reason = reasonNotToAsk(key);
      if (reason !== null) {
        return reason;
      }
      left -= 1;
      count();
      try {
        const value = await send(iam, { abortSignal: deadline });
        // A page that a proxy puts in AWS's place would otherwise read as a list with nothing in it.
        return value.$metadata.requestId === undefined
          ? unread(`the answer to ${action} is not from AWS`)
          : { ok: true, value };
      } catch (thrown) {
        const failure = toFailure(thrown, 'call', deadline.aborted, noResponse);
        const refusal = toUnread(action, failure);
        if (refusal.denied) {
          denied.set(key, refusal);
        }
        if (failure.kind === 'network') {
          unreachable = refusal;
        }
        return refusal;
      }
    });
  return { one, pages: (action, resource, send, onPage) => allPages(one, action, resource, send, onPage) };
}

/** Every item of a list. A page that is missing makes the list unread: a part must never pass for the whole. */
export async function readList<Answer extends Page, Item>(
  reads: IamReads,
  action: string,
  resource: string,
  send: SendPage<Answer>,
  itemsOf: (page: Answer) => readonly Item[],
): Promise<Reading<readonly Item[]>> {
  const items: Item[] = [];
  const end = await reads.pages(action, resource, send, (page) => {
    items.push(...itemsOf(page));
    return true;
  });
  return end.ok ? { ok: true, value: items } : end;
}

export function unread(why: string): Unread {
  return { ok: false, why, denied: false };
}

async function allPages<Answer extends Page>(
  one: IamReads['one'],
  action: string,
  resource: string,
  send: SendPage<Answer>,
  onPage: (page: Answer) => boolean,
): Promise<Reading<null>> {
  let marker: string | undefined;
  for (;;) {
    const reading = await one(action, resource, send(marker));
    if (!reading.ok) {
      return reading;
    }
    if (!onPage(reading.value) || reading.value.IsTruncated !== true) {
      return { ok: true, value: null };
    }
    marker = reading.value.Marker;
    if (marker === undefined) {
      return unread(`the answer to ${action} breaks off`);
    }
  }
}

/** AWS's own sentence stays out: it is foreign text, and repeats names that the reader's sentence has already. */
function toUnread(action: string, { kind, code }: AwsFailure): Unread {
  if (kind === 'timeout') {
    return unread('the time of this run was used up');
  }
  if (kind === 'network') {
    return unread(`${action} was not answered (${code})`);
  }
  switch (code) {
    case 'AccessDenied':
      return { ok: false, why: `${action} is denied`, denied: true };
    case 'NoSuchEntity':
      return unread(`${action} found nothing of that name`);
    case 'Throttling':
      return unread(`${action} is throttled`);
    default:
      return unread(`${action} failed (${code})`);
  }
}
