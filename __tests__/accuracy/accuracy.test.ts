import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  loadReasons,
  measure,
  neverCalled,
  notNeeded,
  pagePath,
  reasonOf,
  renderPage,
} from '../../scripts/accuracy-table.ts';
import { actionCatalogue } from '../../src/authorization/policy-files/action-catalogue.ts';
import type { ServiceAuthorizationData } from '../../src/requirements/service-authorization.ts';
import { neededOfCaller } from '../../tools/accuracy/compare.ts';
import { scenarioNames } from '../../tools/accuracy/scenario.ts';

const measured = measure();
const reasons = loadReasons();

test('every scenario is recorded', () => {
  expect(measured.map(({ scenario }) => scenario.name)).toEqual(scenarioNames());
});

test('every recorded action is one of IAM', () => {
  const path = new URL('../../data/service-authorization.json', import.meta.url);
  const catalogue = actionCatalogue(JSON.parse(readFileSync(path, 'utf8')) as ServiceAuthorizationData);
  const actions = new Set(measured.flatMap(({ recording }) => recording.calls.map(({ action }) => action)));
  expect([...actions].filter((action) => catalogue.lookup(action).kind !== 'known')).toEqual([]);
});

describe.each(measured.map((one) => [one.scenario.name, one] as const))('%s', (name, one) => {
  const { comparison, problem } = one;
  test('its inputs are what the preflight takes', () => {
    expect(problem).toBeNull();
  });

  test('every permission that the deployment cannot do without is derived', () => {
    const open = neededOfCaller(comparison).filter(({ coveredBy }) => coveredBy === null);
    expect(open.map(({ call }) => `${call.action} on ${call.resource ?? 'what the request does not tell'}`)).toEqual(
      [],
    );
  });

  test('every error check that the tool never called, or goes on without, has a reason', () => {
    const open = [...neverCalled(one), ...notNeeded(one)].filter((check) => reasonOf(reasons, name, check) === null);
    expect(open.map(({ action, resource }) => `${action} on ${resource}`)).toEqual([]);
  });
});

test('every reason is of an error check that was never called, or not needed', () => {
  const idle = measured.flatMap((one) =>
    [...neverCalled(one), ...notNeeded(one)].map(({ action }) => `${one.scenario.name} ${action}`),
  );
  expect(reasons.map(({ scenario, action }) => `${scenario} ${action}`).filter((one) => !idle.includes(one))).toEqual(
    [],
  );
});

test('docs/accuracy.md is what the recordings and the targets say', async () => {
  expect(readFileSync(pagePath, 'utf8')).toBe(await renderPage(measured, reasons));
});
