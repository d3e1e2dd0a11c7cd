import type { academy as entries } from '../../src/diagnoses/catalogue/academy.ts';
import type { Evidence } from './evidence.ts';
import { account, allow, everything } from './loopback.ts';

const person = 'user1234567=Jane_Doe';
const student = { arn: `arn:aws:sts::${account}:assumed-role/voclabs/${person}`, statements: [everything] };
const secrets = ['Jane_Doe'];

/** AWS Academy's Learner Lab, which has rules of its own. */
export const academy: Readonly<Record<keyof typeof entries, Evidence>> = {
  'academy-session-ended': {
    by: 'run',
    cases: [
      {
        name: 'a lab that is over, whose key still says who it is',
        loopback: { ...student, caller: { lab: { sessionEnded: true } } },
        secrets,
        finds: { severity: 'error', says: /voc-cancel-cred/ },
        result: 'failed',
      },
    ],
  },
  'academy-iam-restricted': {
    by: 'run',
    cases: [
      {
        name: 'Terraform, which makes a role for a student',
        log: {
          text: `Error: creating IAM Role (tic-tac-toe-ecs-autoscale-role): operation error IAM: CreateRole, https response error StatusCode: 403, RequestID: 00000000-0000-4000-8000-000000000000, api error AccessDenied: User: arn:aws:sts::${account}:assumed-role/voclabs/${person} is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::${account}:role/tic-tac-toe-ecs-autoscale-role because no identity-based policy allows the iam:CreateRole action\n`,
          source: 'https://github.com/OpeOginni/tic-tac-toe',
        },
        secrets,
        finds: { severity: 'error', says: /iam:CreateRole/, at: { file: 'logs/deploy.log', line: 1 } },
        result: 'failed',
      },
      {
        name: 'a role that is to be made, where the lab lets the preflight ask',
        loopback: {
          arn: `arn:aws:sts::${account}:assumed-role/voclabs/${person}`,
          statements: [allow('iam:Simulate*')],
        },
        inputs: { level: 'permissions', actions: `iam:CreateRole arn:aws:iam::${account}:role/app` },
        secrets,
        finds: { severity: 'error', says: /iam:CreateRole/ },
        result: 'failed',
      },
    ],
  },
  'academy-region': {
    by: 'run',
    cases: [
      {
        name: 'a lab in a region that labs do not have',
        loopback: { ...student, caller: { lab: {} } },
        environment: ({ key }) => ({ ...key, AWS_REGION: 'eu-west-1' }),
        secrets,
        finds: { severity: 'warning', says: /The region is eu-west-1/ },
        result: 'passed',
      },
    ],
  },
};
