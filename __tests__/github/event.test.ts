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

  test('Dependabot is told by the actor', () => {
    expect(readEvent({ GITHUB_ACTOR: 'dependabot[bot]' }, null).dependabot).toBe(true);
    expect(readEvent({ GITHUB_ACTOR: 'octocat' }, null).dependabot).toBe(false);
  });
});
