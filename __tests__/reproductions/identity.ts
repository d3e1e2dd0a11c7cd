import type { identity as entries } from '../../src/diagnoses/catalogue/identity.ts';
import type { Evidence } from './evidence.ts';
import { account } from './loopback.ts';

/** Working credentials that are still not the right ones. */
export const identity: Readonly<Record<keyof typeof entries, Evidence>> = {
  'identity-unexpected': {
    by: 'run',
    cases: [
      {
        name: 'another account than the one that was meant',
        inputs: { 'allowed-account-ids': '444455556666' },
        finds: { severity: 'error', says: /belong to account 111122223333; allowed-account-ids names 444455556666/ },
        result: 'failed',
      },
      {
        name: 'another role than the one that was meant, on a terminal',
        through: 'command line',
        inputs: { 'expected-principal': 'arn:aws:iam::*:role/production-*' },
        finds: {
          severity: 'error',
          says: /which expected-principal \(arn:aws:iam::\*:role\/production-\*\) does not match/,
        },
        result: 'failed',
      },
    ],
  },
  'identity-root': {
    by: 'run',
    cases: [
      {
        name: 'keys of the owner of the account',
        loopback: { arn: `arn:aws:iam::${account}:root` },
        finds: { severity: 'warning', says: /The caller is the root user of account 111122223333\./ },
        result: 'passed',
      },
    ],
  },
  'session-too-short': {
    by: 'run',
    cases: [
      {
        name: 'a session that ends before the deployment does, by what the job says',
        inputs: () => ({ 'session-expires-at': inMinutes(5), 'min-session-minutes': '20' }),
        finds: { severity: 'error', says: /in [45] minutes; min-session-minutes asks for 20 minutes/ },
        result: 'failed',
      },
      {
        name: 'a session of a container that ends before the deployment does, by what its source says',
        loopback: { metadata: { kind: 'container' } },
        environment: ({ variables: { metadata } }) => ({ AWS_REGION: 'us-east-1', ...metadata }),
        inputs: { 'min-session-minutes': '90' },
        finds: { severity: 'error', says: /in (59|60) minutes; min-session-minutes asks for 90 minutes/ },
        result: 'failed',
      },
    ],
  },
};

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
