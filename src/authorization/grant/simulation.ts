import type { GrantPolicy } from '../policy.ts';

/**
 * What lets a principal ask the simulator about itself and make the control call. Both the bare name and any path are
 * named for a role, because GetCallerIdentity leaves a role's path out.
 */
export function simulationGrant(principalArn: string): GrantPolicy {
  const role = principalArn.indexOf(':role/');
  const name = principalArn.slice(role + ':role/'.length);
  const own = role === -1 ? principalArn : [principalArn, `${principalArn.slice(0, role)}:role/*/${name}`];
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'SimulateOwnPolicies', Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: own },
      { Sid: 'ControlCall', Effect: 'Allow', Action: 'iam:SimulateCustomPolicy', Resource: '*' },
    ],
  };
}
