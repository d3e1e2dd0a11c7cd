import { describe, expect, test } from '@jest/globals';
import { readEvent } from '../../src/github/event.ts';

function pullRequest(head: string | null): string {
  const repo = head === null ? null : { full_name: head };
  return JSON.stringify({ pull_request: { head: { repo }, base: { repo: { full_name: 'org/app' } } } });
}

describe('readEvent', () => {
  test.each([
    ['a fork', 'pull_request', pullRequest('stranger/app'), true],
    ['a branch', 'pull_request', pullRequest('org/app'), false],
    ['a fork that is gone', 'pull_request', pullRequest(null), false],
    ['pull_request_target has secrets', 'pull_request_target', pullRequest('stranger/app'), false],
    ['a push', 'push', '{}', false],
    ['no payload', 'pull_request', null, false],
    ['a payload that is not JSON', 'pull_request', '{', false],
    ['a payload that is not an object', 'pull_request', '7', false],
  ])('%s', (_, name, payload, fork) => {
    expect(readEvent({ GITHUB_EVENT_NAME: name }, payload).forkPullRequest).toBe(fork);
  });

  const opened = (login: string) => JSON.stringify({ pull_request: { user: { login } } });
  const bot = 'dependabot[bot]';

  test.each([
    ['its pull request', 'pull_request', bot, null, true],
    ['its push', 'push', bot, null, true],
    ['an event that is not known', '', bot, null, true],
    ['a schedule has the Actions secrets', 'schedule', bot, null, false],
    ['so has a workflow_run', 'workflow_run', bot, null, false],
    ['its own pull request under pull_request_target', 'pull_request_target', bot, opened(bot), true],
    ["a person's pull request under pull_request_target", 'pull_request_target', bot, opened('octocat'), false],
    ['a person', 'pull_request', 'octocat', opened(bot), false],
  ])('Dependabot is told by the actor and the event: %s', (_, name, actor, payload, dependabot) => {
    expect(readEvent({ GITHUB_ACTOR: actor, GITHUB_EVENT_NAME: name }, payload).dependabot).toBe(dependabot);
  });

  test('a person who runs it again does not take the limits away', () => {
    const facts = readEvent(
      { GITHUB_ACTOR: bot, GITHUB_TRIGGERING_ACTOR: 'octocat', GITHUB_EVENT_NAME: 'pull_request' },
      null,
    );
    expect(facts).toMatchObject({ dependabot: true, actor: bot, triggeringActor: 'octocat' });
  });

  test.each([
    ['visibility', '{"repository":{"visibility":"internal","private":true}}', 'internal'],
    ['private, in payloads without visibility', '{"repository":{"private":true}}', 'private'],
    ['public, in payloads without visibility', '{"repository":{"private":false}}', 'public'],
    ['a word that is none', '{"repository":{"visibility":"secret"}}', null],
    ['no repository', '{}', null],
    ['no payload', null, null],
  ])('the repository: %s', (_, payload, visibility) => {
    expect(readEvent({}, payload).visibility).toBe(visibility);
  });

  test.each([
    ['a fork', '{"repository":{"fork":true}}', true],
    ['no fork', '{"repository":{"fork":false}}', false],
    ['a text', '{"repository":{"fork":"true"}}', false],
    ['the prototype', '{"__proto__":{"repository":{"fork":true}}}', false],
  ])('the repository as a fork: %s', (_, payload, fork) => {
    expect(readEvent({}, payload).repositoryIsFork).toBe(fork);
  });

  test.each([
    ['filled and empty ones', 'workflow_dispatch', '{"inputs":{"Stage":"x","key":"","none":null}}', ['stage']],
    ['none', 'workflow_dispatch', '{"inputs":null}', []],
    ['no payload', 'workflow_dispatch', null, null],
    ['another event', 'push', '{"inputs":{"stage":"x"}}', null],
  ])('inputs of a run by hand: %s', (_, name, payload, inputs) => {
    expect(readEvent({ GITHUB_EVENT_NAME: name }, payload).filledInputs).toEqual(inputs);
  });

  test('of the means to ask for a token only the presence is kept', () => {
    const values = {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example.com/x',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'eyJhbGciOi',
    };
    const facts = readEvent(values, null);
    expect(facts).toMatchObject({ idTokenUrl: true, idTokenRequestToken: true });
    expect(JSON.stringify(facts)).not.toMatch(/token\.example|eyJ/);
    expect(readEvent({ ACTIONS_ID_TOKEN_REQUEST_URL: '' }, null)).toMatchObject({
      idTokenUrl: false,
      idTokenRequestToken: false,
    });
  });

  test("the runner's own variables", () => {
    const names = {
      repository: 'GITHUB_REPOSITORY',
      repositoryId: 'GITHUB_REPOSITORY_ID',
      repositoryOwner: 'GITHUB_REPOSITORY_OWNER',
      repositoryOwnerId: 'GITHUB_REPOSITORY_OWNER_ID',
      ref: 'GITHUB_REF',
      headRef: 'GITHUB_HEAD_REF',
      workflowRef: 'GITHUB_WORKFLOW_REF',
      job: 'GITHUB_JOB',
      action: 'GITHUB_ACTION',
      serverUrl: 'GITHUB_SERVER_URL',
      runnerEnvironment: 'RUNNER_ENVIRONMENT',
    };
    const environment = Object.fromEntries(Object.values(names).map((name) => [name, `value of ${name}`]));
    const wanted = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, `value of ${name}`]));
    expect(readEvent(environment, null)).toMatchObject(wanted);
    expect(readEvent({}, null)).toMatchObject({ repository: '', job: '', inActions: false });
  });
});
