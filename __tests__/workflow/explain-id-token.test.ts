import { describe, expect, test } from '@jest/globals';
import { explainMissingIdToken } from '../../src/workflow/explain-id-token.ts';
import { eventOf, filesOf, situations } from './situation.ts';

const all = situations('id-token.yml');

describe('explainMissingIdToken', () => {
  test.each(all.map((each) => [each.name, each] as const))('%s', (_, situation) => {
    const files = filesOf(situation);
    const event = eventOf(situation);
    const { sentences, established, location, grants } = explainMissingIdToken({
      event,
      read: (path) => files.get(path) ?? null,
    });
    expect({
      established,
      count: sentences.length,
      first: sentences[0] ?? null,
      line: location && `${location.file}:${location.line}`,
      grants: grants.map((grant) => [`${grant.location.file}:${grant.location.line}`, ...grant.lines].join(' | ')),
    }).toEqual({
      established: situation.established,
      count: situation.count,
      first: situation.first,
      line: situation.line,
      grants: situation.grants ?? [],
    });
    expect(sentences.length).toBeLessThanOrEqual(6);
  });

  test('there are at least ten situations', () => {
    expect(all.length).toBeGreaterThanOrEqual(10);
  });

  test('what is pasted has the job keep what it has, and nothing that is not a permission', () => {
    const workflow = `on: push
jobs:
  deploy:
    permissions:
      contents: write
      "x y": write
      issues: everything
      id-token: none
      packages: read
    steps: [{ id: check }]
`;
    const { grants } = explainMissingIdToken({
      event: eventOf({ name: '' }),
      read: (path) => (path === '.github/workflows/deploy.yml' ? workflow : null),
    });
    expect(grants.map(({ lines }) => lines)).toEqual([
      ['permissions:', '  id-token: write', '  contents: write', '  packages: read'],
    ]);
  });

  test('outside GitHub Actions there is nothing to say', () => {
    const event = eventOf({ name: '', event: { actions: false } });
    expect(explainMissingIdToken({ event, read: () => null }).sentences).toEqual([]);
  });
});
