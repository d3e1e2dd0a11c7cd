import type { Answer, ErrorAnswer, SuccessAnswer } from './answer.ts';
import type { Service } from './services.ts';
import { xmlDocument } from './xml.ts';

/** An answer as it goes over the wire. */
export interface Rendering {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Words an answer in the protocol of the service that was asked. */
export function render(answer: Answer, service: Service, operation: string, requestId: string): Rendering {
  switch (answer.kind) {
    case 'raw':
      return { status: answer.status, headers: { 'content-type': answer.contentType }, body: answer.body };
    case 'error':
      return renderError(answer, service, requestId);
    case 'success':
      return renderSuccess(answer, service, operation, requestId);
  }
}

/** The header that carries the request id, which S3 names in its own way. */
export function requestIdHeader({ protocol }: Service): string {
  return protocol === 's3' ? 'x-amz-request-id' : 'x-amzn-requestid';
}

function renderSuccess(answer: SuccessAnswer, service: Service, operation: string, requestId: string): Rendering {
  const { body, root = `${operation}Response`, headers = {} } = answer;
  const xmlns = { xmlns: service.xmlNamespace ?? '' };
  const xml = { 'content-type': 'text/xml', ...headers };
  switch (service.protocol) {
    case 'query': {
      const content = { [`${operation}Result`]: body, ResponseMetadata: { RequestId: requestId } };
      return { status: 200, headers: xml, body: xmlDocument(root, content, xmlns) };
    }
    case 'ec2':
      return { status: 200, headers: xml, body: xmlDocument(root, { requestId, ...body }, xmlns) };
    case 's3':
      return {
        status: 200,
        headers: { ...xml, 'content-type': 'application/xml' },
        body: xmlDocument(root, body, xmlns),
      };
    case 'json':
    case 'rest-json':
      return { status: 200, headers: { 'content-type': jsonType(service), ...headers }, body: JSON.stringify(body) };
  }
}

function renderError(answer: ErrorAnswer, service: Service, requestId: string): Rendering {
  const { status, code, message, fields = {}, headers = {} } = answer;
  const xml = { 'content-type': 'text/xml', ...headers };
  const type = status >= 500 ? 'Receiver' : 'Sender';
  switch (service.protocol) {
    case 'query': {
      const content = { Error: { Type: type, Code: code, Message: message }, RequestId: requestId };
      return {
        status,
        headers: xml,
        body: xmlDocument('ErrorResponse', content, { xmlns: service.xmlNamespace ?? '' }),
      };
    }
    case 'ec2': {
      const content = { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId };
      return { status, headers: xml, body: xmlDocument('Response', content) };
    }
    case 's3': {
      const content = { Code: code, Message: message, ...fields, RequestId: requestId, HostId: 'local-aws' };
      return { status, headers: { ...xml, 'content-type': 'application/xml' }, body: xmlDocument('Error', content) };
    }
    case 'json':
      return {
        status,
        headers: { 'content-type': jsonType(service), ...headers },
        body: JSON.stringify({ __type: qualify(code, service), ...worded(code, message) }),
      };
    case 'rest-json':
      return {
        status,
        headers: { 'content-type': jsonType(service), 'x-amzn-errortype': code, ...headers },
        body: JSON.stringify(worded(code, message)),
      };
  }
}

/** Refused permissions come with a capital letter, everything else without: clients have to take both. */
function worded(code: string, message: string): Readonly<Record<string, string>> {
  return code.startsWith('AccessDenied') ? { Message: message } : { message };
}

/** JSON 1.0 puts a namespace before the code. */
function qualify(code: string, { jsonVersion }: Service): string {
  return jsonVersion === '1.0' ? `com.amazon.coral.service#${code}` : code;
}

function jsonType({ jsonVersion }: Service): string {
  return jsonVersion === undefined ? 'application/json' : `application/x-amz-json-${jsonVersion}`;
}
