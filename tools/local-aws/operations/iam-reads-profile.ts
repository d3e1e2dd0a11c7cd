import { failure, success } from '../answer.ts';
import { describe } from './iam-reads-entity.ts';
import { arnIn, parameter, resourceOf, type SignedOperation } from './operation.ts';

/** An instance profile, with the role that its `role` names among the principals; without one it is empty. */
export const instanceProfileReads: readonly SignedOperation[] = [
  {
    service: 'iam',
    name: 'GetInstanceProfile',
    action: 'iam:GetInstanceProfile',
    resource: (call) => arnIn(call, 'iam', `instance-profile/${parameter(call, 'InstanceProfileName')}`, ''),
    answer: (call) => {
      const name = parameter(call, 'InstanceProfileName');
      const profile = resourceOf(call, 'instanceProfiles', name);
      const role = call.account.findEntity(arnIn(call, 'iam', `role/${profile?.['role'] ?? ''}`, ''));
      return profile === null
        ? failure(404, 'NoSuchEntity', `Instance Profile ${name} cannot be found.`)
        : success({
            InstanceProfile: {
              Path: '/',
              InstanceProfileName: name,
              InstanceProfileId: 'AIPAEXAMPLEEXAMPLEEXA',
              Arn: arnIn(call, 'iam', `instance-profile/${name}`, ''),
              CreateDate: '2026-01-05T09:00:00Z',
              Roles: { member: role === null ? [] : [describe(role, 'role', call)] },
            },
          });
    },
  },
];
