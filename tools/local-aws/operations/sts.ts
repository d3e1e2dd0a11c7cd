import { success } from '../answer.ts';
import { accountOf } from '../principal.ts';
import { assumeRole } from './assume-role.ts';
import type { Operation } from './operation.ts';
import { assumeRoleWithWebIdentity } from './web-identity.ts';

/** STS: who am I, and sessions of roles. */
export const stsOperations: readonly Operation[] = [
  {
    service: 'sts',
    name: 'GetCallerIdentity',
    // Needs no permission, and no policy can deny it (STS API reference).
    action: null,
    answer: ({ caller: { principal } }) =>
      success({ Arn: principal.arn, UserId: principal.userId, Account: accountOf(principal) }),
  },
  { service: 'sts', name: 'AssumeRole', action: null, answer: assumeRole },
  { service: 'sts', name: 'AssumeRoleWithWebIdentity', open: true, answer: assumeRoleWithWebIdentity },
];
