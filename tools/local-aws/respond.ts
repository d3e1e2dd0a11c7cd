import type { Account } from './account.ts';
import { failure, type Answer, type RawAnswer } from './answer.ts';
import { authenticate } from './authentication/authenticate.ts';
import type { HeaderReading } from './authentication/authorization-header.ts';
import { refusalAnswer } from './authentication/refusals.ts';
import { denyUnlessAllowed } from './authorization.ts';
import type { HttpRequest } from './http-request.ts';
import type { Inquiry } from './inquiry.ts';
import type { ResponseEntry } from './scenario-file.ts';
import type { AccessKey } from './scenario.ts';

/** What to do with the connection. */
export type Reaction = Answer | { readonly kind: 'hang' } | { readonly kind: 'reset' };

/** Answers one request: a scripted fault, or what AWS says after asking who it is and whether they may. */
export async function respond(
  request: HttpRequest,
  reading: HeaderReading,
  inquiry: Inquiry,
  account: Account,
): Promise<Reaction> {
  const { service, region, operation, parameters, name } = inquiry;
  const fault = account.takeFault(service.signingName, name);
  if (fault !== null) {
    return fault.kind === 'html' ? { ...html, status: fault.status, body: fault.body } : fault;
  }
  if (operation?.open === true) {
    return operation.answer({ parameters, region, account });
  }
  const authentication = authenticate(reading, request, service.protocol, account);
  if (!authentication.ok) {
    return refusalAnswer(authentication.refusal, service.protocol);
  }
  return answerSigned(inquiry, authentication.key, account);
}

const html: Omit<RawAnswer, 'status' | 'body'> = { kind: 'raw', contentType: 'text/html; charset=utf-8' };

async function answerSigned(inquiry: Inquiry, caller: AccessKey, account: Account): Promise<Answer> {
  const { service, region, operation, parameters, name } = inquiry;
  const call = { parameters, region, account, caller };
  if (operation === null || operation.open === true) {
    // A path alone does not say which action it would need.
    const named = service.protocol !== 's3' && service.protocol !== 'rest-json';
    const action = `${service.prefix}:${name}`;
    const denied = named ? denyUnlessAllowed(call, service.signingName, action, '*', {}) : null;
    return denied ?? unknownOperation(inquiry);
  }
  const { action, resource, context } = operation;
  const denied =
    action === null
      ? null
      : denyUnlessAllowed(call, service.signingName, action, resource?.(call) ?? '*', context?.(call) ?? {});
  const scripted = account.scenario.responses[`${service.signingName}:${name}`];
  return denied ?? (scripted === undefined ? operation.answer(call) : scriptedAnswer(scripted));
}

function scriptedAnswer({ status, body, code, message }: ResponseEntry): Answer {
  if (code !== undefined) {
    return failure(status ?? 400, code, message ?? '');
  }
  const text = body ?? '';
  const contentType = text.startsWith('<') ? 'text/xml' : 'application/json';
  return { kind: 'raw', status: status ?? 200, contentType, body: text };
}

/** Says so, rather than make up an answer that a client would take for AWS's. */
function unknownOperation({ service, name }: Inquiry): Answer {
  const message = `The local stand-in for AWS does not answer ${service.signingName} ${name}.`;
  switch (service.protocol) {
    case 'query':
    case 'ec2':
      return failure(400, 'InvalidAction', message);
    case 'json':
      return failure(400, 'UnknownOperationException', message);
    case 's3':
    case 'rest-json':
      return failure(404, 'UnknownOperationException', message);
  }
}
