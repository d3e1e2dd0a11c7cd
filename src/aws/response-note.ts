import type { DeserializeMiddleware, MetadataBearer } from '@smithy/types';
import { noResponse, type ResponseNote } from './failure.ts';

interface HttpLike {
  readonly headers?: Readonly<Record<string, string>>;
  readonly hostname?: string;
}

/** Keeps what the last response of one command said about clock, sender and form. */
export class ResponseRecorder {
  private last: ResponseNote = noResponse;

  note(): ResponseNote {
    return this.last;
  }

  /** For `command.middlewareStack.add(recorder.middleware(), { step: 'deserialize', priority: 'low' })`. */
  middleware<Input extends object, Output extends MetadataBearer>(): DeserializeMiddleware<Input, Output> {
    return (next) => async (args) => {
      this.last = { ...noResponse, host: (args.request as HttpLike).hostname ?? null };
      const result = await next(args);
      this.record(result.response as HttpLike);
      return result;
    };
  }

  record(response: HttpLike): void {
    const headers = response.headers ?? {};
    this.last = {
      ...this.last,
      clockAheadSeconds: clockAhead(headers['date'], Date.now()),
      contentType: headers['content-type'] ?? null,
      requestId: headers['x-amzn-requestid'] ?? headers['x-amzn-request-id'] ?? headers['x-amz-request-id'] ?? null,
    };
  }
}

/** Seconds that `now` (epoch milliseconds) is ahead of an HTTP date; `null` when there is none that can be read. */
export function clockAhead(date: string | undefined, now: number): number | null {
  const answered = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(answered) ? null : Math.round((now - answered) / 1000);
}
