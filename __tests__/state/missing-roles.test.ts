import { expect, test } from '@jest/globals';
import type { Aws, SimulationRequest } from '../../src/aws/port.ts';
import { checkPermissions } from '../../src/check-permissions.ts';
import { nothingDerived } from '../../src/plan-templates.ts';
import type { Deployment } from '../../src/deployment.ts';
import { Draft } from '../../src/draft.ts';
import type { Facts } from '../../src/facts.ts';
import { requirement } from '../authorization/factories.ts';
import { account, answering, caller } from './fake-aws.ts';

const gone = `arn:aws:iam::${account}:role/gone`;
const there = `arn:aws:iam::${account}:role/there`;

/** A simulator that denies everything, and notes for whom it was asked. */
function denying(): { readonly aws: Aws; readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (decision: string) => async (_: unknown, __: unknown, request: SimulationRequest) => {
    asked.push(request.principalArn);
    const resources = request.resources.length === 0 ? ['*'] : request.resources;
    return answering(
      request.actions.flatMap((action) =>
        resources.map((resource) => ({
          action,
          resource,
          decision,
          statements: [],
          missingContext: [],
          allowedByOrganizations: null,
          allowedByBoundary: null,
        })),
      ),
    );
  };
  const aws = { simulatePrincipalPolicy: answer('implicitDeny'), simulateAllowAll: answer('allowed') };
  return { aws: aws as unknown as Aws, asked };
}

const deployment = {
  undetected: [],
  notCovered: [],
  context: {},
  files: null,
  requirements: () => [gone, 'caller', there, gone].map((principal) => requirement({ principal })),
} as unknown as Deployment;

async function verdictsWith(missing: readonly string[]) {
  const { aws, asked } = denying();
  const draft = new Draft({} as Facts);
  await checkPermissions(
    aws,
    caller,
    'us-east-1',
    { deployment, derived: nothingDerived, missingRoles: new Set(missing) },
    draft,
    0,
  );
  return {
    checks: draft.checks.map(({ principal, verdict }) => [principal, verdict]),
    reasons: draft.checks.map(({ reason }) => reason),
    asked,
  };
}

test('nothing is asked of a role that does not exist, and nothing of it is denied', async () => {
  const { checks, reasons, asked } = await verdictsWith([gone]);
  expect(checks).toEqual([
    [gone, 'not-checked'],
    ['caller', 'denied'],
    [there, 'denied'],
    [gone, 'not-checked'],
  ]);
  expect(reasons[0]).toBe('Its role does not exist, or not under this ARN.');
  expect(asked).not.toContain(gone);
});

test('a role that exists is asked about as ever', async () => {
  const { checks, asked } = await verdictsWith([]);
  expect(checks.map(([, verdict]) => verdict)).toEqual(['denied', 'denied', 'denied', 'denied']);
  expect(asked).toContain(gone);
});
