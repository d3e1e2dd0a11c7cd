import { render } from '../local-aws/render.ts';
import type { Protocol, Service } from '../local-aws/services.ts';
import type { ApiModel } from './api-models.ts';
import type { Asked } from './asked.ts';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

/** What a caller without this permission gets, in the words and the protocol of the service. */
export function refusal({ signingName, operation, model }: Asked, action: string): WireAnswer {
  const service = serviceOf(signingName, model);
  const json = service.protocol === 'json' || service.protocol === 'rest-json';
  const { status, headers, body } = render(
    {
      kind: 'error',
      status: service.protocol === 'json' ? 400 : 403,
      code: json ? 'AccessDeniedException' : 'AccessDenied',
      message: `User: arn:aws:sts::123456789012:assumed-role/deployer/session is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
    },
    service,
    operation,
    '00000000-0000-0000-0000-000000000000',
  );
  return { status, headers, body: Buffer.from(body) };
}

/** CloudFront words its errors as the query protocol does. */
export function serviceOf(signingName: string, model: ApiModel | null): Service {
  const protocol: Protocol =
    signingName === 's3'
      ? 's3'
      : model === null || model.protocol === 'smithy-rpc-v2-cbor'
        ? 'rest-json'
        : model.protocol === 'rest-xml'
          ? 'query'
          : model.protocol;
  return {
    signingName,
    prefix: signingName,
    protocol,
    ...(model === null ? {} : { xmlNamespace: model.xmlNamespace }),
    ...(protocol === 'json' ? { jsonVersion: model?.jsonVersion === '1.0' ? '1.0' : '1.1' } : {}),
  };
}
