import { closest } from '../../edit-distance.ts';
import type { PolicyStatement } from '../../authorization/evaluation/policy-statement.ts';
import { quotedList } from './quote.ts';
import { webIdentityAction } from './trust-request.ts';

/** Says why a statement is not about `sts:AssumeRoleWithWebIdentity`. */
export function tellAction({ actions, resources }: PolicyStatement): string {
  const { negated, texts } = actions;
  if (negated) {
    return `NotAction leaves ${webIdentityAction} out; write "Action": "${webIdentityAction}".`;
  }
  const [only] = texts;
  const shown = texts.length === 0 ? 'nothing' : quotedList(texts, 'and');
  const hint = only === undefined ? '' : hintFor(only.toLowerCase());
  return resources !== null && texts.some((text) => text.toLowerCase() === webIdentityAction.toLowerCase())
    ? 'It has a Resource that is not this role; a trust policy takes none.'
    : `Action is ${shown}; a token needs "${webIdentityAction}".${hint}`;
}

function hintFor(action: string): string {
  if (Object.hasOwn(hints, action)) {
    return ` ${hints[action] ?? ''}`;
  }
  const near = action.length > 60 ? null : closest(action, [webIdentityAction.toLowerCase()]);
  return near !== null && near.distance <= 5 ? ' It is misspelt.' : '';
}

const hints: Readonly<Record<string, string>> = {
  'sts:assumerole': 'sts:AssumeRole is for callers that have AWS credentials already.',
  'sts:assumerolewithsaml': 'sts:AssumeRoleWithSAML is for SAML assertions.',
  'sts:getsessiontoken': 'sts:GetSessionToken is for users who sign in with MFA.',
  'sts:getfederationtoken': 'sts:GetFederationToken is for brokers with the keys of a user.',
  'sts:getwebidentitytoken': 'sts:GetWebIdentityToken issues tokens of AWS, it does not take any.',
  'sts:tagsession': 'sts:TagSession can only stand beside it.',
  assumerolewithwebidentity: 'The prefix sts: is missing.',
};
