import type { Place } from '../placeholder.ts';
import { isHere, regional } from './arn.ts';

/** A topic's name or ARN. */
export function topicArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:sns:[^:]*:[^:]*:[^:]+$/.test(value) ? value : null;
  }
  return regional('sns', value, place);
}

/** A queue's name, ARN or URL, whose host and path name region and account (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html). */
export function queueArn(value: string, place: Place): string | null {
  const queue = queueOf(value);
  const { region = place.region, accountId = place.accountId, name } = queue ?? {};
  return name === undefined ? null : regional('sqs', name, { ...place, region, accountId });
}

/** The queue's name alone; `null` for a queue of another region or account, for which it would name another queue. */
export function queueName(value: string, place: Place): string | null {
  const queue = queueOf(value);
  return queue !== null && isHere(queue.region, queue.accountId, place) ? queue.name : null;
}

interface Queue {
  readonly region?: string;
  readonly accountId?: string;
  readonly name: string;
}

function queueOf(value: string): Queue | null {
  const located =
    /^arn:[^:]+:sqs:([^:]*):([^:]*):([^:]+)$/.exec(value) ??
    /^https:\/\/sqs\.([a-z0-9-]+)\.[a-z0-9.]+\/(\d{12})\/([^/]+)$/.exec(value);
  const [, region, accountId, name] = located ?? [];
  if (region !== undefined && accountId !== undefined && name !== undefined) {
    return { region, accountId, name };
  }
  return value === '' || /[:/]/.test(value) ? null : { name: value };
}
