import { describe, expect, test } from '@jest/globals';
import { explainEmpty, type EmptyExplanation } from '../../src/workflow/explain-empty.ts';
import { caseFiles, eventOf, filesOf, situations, type Situation } from './situation.ts';

function explain(situation: Situation): EmptyExplanation {
  const files = filesOf(situation);
  return explainEmpty({
    names: situation.empty ?? [],
    nonEmpty: situation.arrived ?? [],
    event: eventOf(situation),
    read: (path) => files.get(path) ?? null,
    workflowPaths: [...files.keys()].filter((path) => path.startsWith('.github/workflows/')),
  });
}

const files = caseFiles().filter((file) => file !== 'id-token.yml');
const all = files.flatMap((file) => situations(file));

describe.each(files)('%s', (file) => {
  test.each(situations(file).map((each) => [each.name, each] as const))('%s', (_, situation) => {
    const { sentences, established, location } = explain(situation);
    expect({
      established,
      count: sentences.length,
      first: sentences[0] ?? null,
      line: location && `${location.file}:${location.line}`,
    }).toEqual({
      established: situation.established,
      count: situation.count,
      first: situation.first,
      line: situation.line,
    });
  });
});

describe('every explanation', () => {
  test('there are at least fifty situations, established ones and others', () => {
    expect(all.length).toBeGreaterThanOrEqual(50);
    expect(all.filter(({ established }) => established).length).toBeGreaterThan(20);
    expect(all.filter(({ established }) => !established).length).toBeGreaterThan(20);
  });

  test.each(all.map((each) => [each.name, each] as const))(
    '%s: one to six sentences, each said once',
    (_, situation) => {
      const { sentences } = explain(situation);
      const silent = situation.event?.actions === false;
      expect(sentences.length).toBeGreaterThanOrEqual(silent ? 0 : 1);
      expect(sentences.length).toBeLessThanOrEqual(6);
      expect(new Set(sentences).size).toBe(sentences.length);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^[^\n!`]+[.?]$/);
      }
    },
  );

  test.each(all.map((each) => [each.name, each] as const))('%s: shows no key that stands in a file', (_, situation) => {
    expect(JSON.stringify(explain(situation))).not.toMatch(/AKIA|wJal|K7MDENG|bPxR/);
  });

  test('what is established leaves no guesses beside it', () => {
    const fork = all.find(({ name }) => name === 'a fork of a public repository gets no secrets');
    expect(fork && explain(fork).sentences).toHaveLength(1);
  });

  test('a guess about one name stays when only another is explained', () => {
    const { sentences, established } = explain({
      name: '',
      empty: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
      workflow: `on: push
jobs:
  deploy:
    env:
      AWS_ACCESS_KEY_ID: ''
      AWS_SECRET_ACCESS_KEY: \${{ secrets.KEY }}
    steps:
      - id: check
`,
    });
    expect(established).toBe(true);
    expect(sentences[0]).toBe('Line 5 of .github/workflows/deploy.yml sets AWS_ACCESS_KEY_ID to nothing.');
    expect(sentences.slice(1).join(' ')).toContain('secrets.KEY');
  });

  test('the flags are those of the event', () => {
    const by = (name: string): EmptyExplanation | undefined => {
      const found = all.find((each) => each.name === name);
      return found && explain(found);
    };
    expect(by('a fork of a public repository gets no secrets')).toMatchObject({
      forkPullRequest: true,
      dependabot: false,
    });
    expect(by('Dependabot has secrets of its own')).toMatchObject({ forkPullRequest: false, dependabot: true });
    expect(by('nothing hands the keys to the step')).toMatchObject({ forkPullRequest: false, dependabot: false });
  });
});
