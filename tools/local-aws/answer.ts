import type { Tree } from './xml.ts';

/** AWS refuses or fails. `fields` are further elements of S3's error document. */
export interface ErrorAnswer {
  readonly kind: 'error';
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** AWS answers what was asked; the body is worded by the service's protocol. */
export interface SuccessAnswer {
  readonly kind: 'success';
  readonly body: { readonly [name: string]: Tree };
  /** The root element of S3's documents, which follows no rule. */
  readonly root?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bytes that no protocol shapes: a scripted body, or a proxy's page. */
export interface RawAnswer {
  readonly kind: 'raw';
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export type Answer = ErrorAnswer | SuccessAnswer | RawAnswer;

export function success(body: SuccessAnswer['body'], extra: Omit<SuccessAnswer, 'kind' | 'body'> = {}): SuccessAnswer {
  return { kind: 'success', body, ...extra };
}

export function failure(status: number, code: string, message: string): ErrorAnswer {
  return { kind: 'error', status, code, message };
}
