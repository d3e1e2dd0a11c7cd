import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the server that plays a part does wrong. One of them; the status is for what is answered. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly body?: string; readonly contentType?: string }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

/** Answers as the trouble is, or not at all. */
export function makeTrouble(trouble: Trouble, message: IncomingMessage, response: ServerResponse): void {
  switch (trouble.kind) {
    case 'status':
      reply(response, trouble.status, trouble.body ?? '', trouble.contentType ?? 'application/json');
      return;
    case 'redirect':
      response.writeHead(302, { location: trouble.to, 'content-length': 0 }).end();
      return;
    case 'hang':
      return;
    case 'reset':
      message.socket.resetAndDestroy();
      return;
  }
}

/** Answers with JSON, or what the content type says. */
export function reply(response: ServerResponse, status: number, body: string, contentType = 'application/json'): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Troubles by path, each as often as it says; without a number, always. */
export interface PlannedTrouble {
  /** The beginning of the path. */
  readonly path: string;
  readonly times?: number;
  readonly trouble: Trouble;
}

/** Keeps count. Answers the trouble that is due for a path, `null` when all is well. */
export function planTroubles(planned: readonly PlannedTrouble[]): (path: string) => Trouble | null {
  const left = new Map(planned.map((plan) => [plan, plan.times ?? Number.POSITIVE_INFINITY]));
  return (path) => {
    const due = planned.find((plan) => path.startsWith(plan.path) && (left.get(plan) ?? 0) > 0);
    if (due === undefined) {
      return null;
    }
    left.set(due, (left.get(due) ?? 0) - 1);
    return due.trouble;
  };
}
