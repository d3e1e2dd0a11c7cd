import type { HttpRequest } from '../http-request.ts';
import type { Protocol } from '../services.ts';
import type { Refusal } from './refusals.ts';

/** When a request says that it was signed, as `YYYYMMDDTHHMMSSZ`; `null` when neither header has a time. */
export function signingTime({ headers }: HttpRequest): string | null {
  const time = headers.get('x-amz-date') ?? '';
  if (readTime(time) !== null) {
    return time;
  }
  const date = new Date(headers.get('date') ?? '');
  return Number.isNaN(date.getTime()) ? null : compact(date);
}

/** EC2 and S3 give a quarter of an hour, the others five minutes ("Troubleshooting SigV4 signing for AWS API requests"). */
export function checkClock(time: string, protocol: Protocol, now: Date): Refusal | null {
  const minutes = protocol === 's3' || protocol === 'ec2' ? 15 : 5;
  const signed = readTime(time) ?? now;
  const slack = minutes * 60_000;
  const limits = `${minutes} min.`;
  const earliest = new Date(now.getTime() - slack);
  const latest = new Date(now.getTime() + slack);
  if (signed < earliest) {
    const detail = `Signature expired: ${time} is now earlier than ${compact(earliest)} (${compact(now)} - ${limits})`;
    return { cause: 'clock', detail };
  }
  if (signed > latest) {
    const detail = `Signature not yet current: ${time} is still later than ${compact(latest)} (${compact(now)} + ${limits})`;
    return { cause: 'clock', detail };
  }
  return null;
}

function readTime(compacted: string): Date | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(compacted) ?? [];
  return second === undefined ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** `YYYYMMDDTHHMMSSZ`. */
function compact(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d{3}/g, '');
}
