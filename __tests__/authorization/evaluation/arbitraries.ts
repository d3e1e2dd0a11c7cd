import fc from 'fast-check';
import { principals, type Situation } from './support.ts';

/** Policies and requests over a small world, so that statements meet requests often. */

const actions = ['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'iam:PassRole'];
const actionTexts = ['*', 's3:*', 's3:Get*', 's3:?utObject', 'kms:Decrypt', 'iam:*', 'iam:PassRole'];
const resources = ['arn:aws:s3:::b/k', 'arn:aws:s3:::b/a/k', 'arn:aws:iam::111122223333:role/r', '*'];
const resourceTexts = [
  '*',
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::*/k',
  'arn:aws:s3:::${x:one}/*',
  'arn:aws:iam::*:role/r',
  'arn:aws:s3',
];

/** The keys that conditions ask for, and the values that they are given. */
export const keys = ['x:one', 'x:two', 'x:three'] as const;
export const values: readonly (string | readonly string[])[] = ['a', 'b', '1', [], ['a', 'b']];

const operators = [
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'NumericLessThan', 'Null'],
  ...['ForAllValues:StringEquals', 'ForAnyValue:StringNotEquals', 'ForAnyValue:StringLikeIfExists', 'Bool'],
];
const expected = ['a', 'b', '*', '5', 'true', 'false', '${x:two}', "${x:three, 'a'}"];
const names = Object.values(principals).flatMap(({ arn, sessionArn }) => [
  arn,
  ...(sessionArn === undefined ? [] : [sessionArn]),
]);

const oneOrSome = (texts: readonly string[]) =>
  fc.oneof(fc.constantFrom(...texts), fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }));

const condition = fc
  .array(fc.tuple(fc.constantFrom(...operators), fc.constantFrom(...keys), oneOrSome(expected)), { maxLength: 2 })
  .map((lines) => Object.fromEntries(lines.map(([operator, key, texts]) => [operator, { [key]: texts }])));

export type Effect = 'Allow' | 'Deny';

/** A statement of an identity's policy. */
export function statement(...effects: readonly Effect[]): fc.Arbitrary<object> {
  return fc
    .record({
      Effect: fc.constantFrom(...effects),
      action: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), oneOrSome(actionTexts)),
      resource: fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), oneOrSome(resourceTexts)),
      Condition: condition,
    })
    .map(({ action, resource, ...rest }) => ({ ...rest, [action[0]]: action[1], [resource[0]]: resource[1] }));
}

/** A statement of a resource's policy. */
export function resourceStatement(...effects: readonly Effect[]): fc.Arbitrary<object> {
  const principal = fc.oneof(
    fc.constant('*'),
    oneOrSome([...names, '111122223333', '444455556666']).map((AWS) => ({ AWS })),
  );
  return fc
    .tuple(statement(...effects), fc.constantFrom('Principal', 'Principal', 'NotPrincipal'), principal)
    .map(([own, element, who]) => ({ ...own, [element]: who }));
}

const both: readonly Effect[] = ['Allow', 'Allow', 'Deny'];
const policy = fc.array(statement(...both), { maxLength: 4 });
const levels = fc.array(fc.array(statement(...both), { maxLength: 3 }), { minLength: 1, maxLength: 2 });
const value = fc.constantFrom(...values);

/** A request with its policies, and a value for every key. */
export const situation: fc.Arbitrary<Situation & { readonly context: NonNullable<Situation['context']> }> = fc
  .record({
    identity: policy,
    boundary: fc.option(policy, { nil: undefined }),
    session: fc.option(policy, { nil: undefined }),
    scps: fc.option(levels, { nil: undefined }),
    rcps: fc.option(fc.array(fc.array(resourceStatement('Deny'), { maxLength: 2 }), { minLength: 1, maxLength: 2 }), {
      nil: undefined,
    }),
    resourcePolicy: fc.option(fc.array(resourceStatement(...both), { minLength: 1, maxLength: 3 }), { nil: undefined }),
    principal: fc.constantFrom('user', 'role', 'session', 'federated', 'root'),
    action: fc.constantFrom(...actions),
    resource: fc.constantFrom(...resources),
    resourceAccount: fc.constantFrom('111122223333', '111122223333', '444455556666'),
    context: fc.record({ 'x:one': value, 'x:two': value, 'x:three': value }),
  })
  .map((drawn) => Object.fromEntries(Object.entries(drawn).filter(([, one]) => one !== undefined)) as never);
