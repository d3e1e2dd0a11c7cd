import { anything, generalSlips, rewriting, type Slip } from './slips.ts';
import { readRepository, repositoryOf, restOf, templateOf, withoutIds, type RepositoryName } from './subject.ts';

/** Every way to miss a `sub`, in the order in which they are undone. */
export const subjectSlips: readonly Slip[] = [
  ...generalSlips.filter(({ name }) => name !== 'question-mark'),
  rewriting('repo-prefix', 2, withPrefix),
  rewriting('dashes-for-ids', 3, withAtSigns),
  { name: 'ids', cost: 4, undo: withoutAnyIds },
  rewriting('slash-for-colon', 2, (pattern) =>
    /^repo:[^/:]+\/[^/:]+\/\*$/.test(pattern) ? `${pattern.slice(0, -2)}:${anything}` : null,
  ),
  rewriting('no-context', 2, (pattern) =>
    restOf(pattern) === null || restOf(pattern) === '' ? afterName(pattern) : null,
  ),
  rewriting('context-form', 2, withProperContext),
  {
    name: 'colon',
    cost: 2,
    undo: (one) =>
      /%3a/i.test(one.sent)
        ? { ...one, sent: one.sent.replace(/%3a/gi, ':'), pattern: one.pattern.replace(/%3a/gi, ':') }
        : null,
  },
  ...generalSlips.filter(({ name }) => name === 'question-mark'),
  rewriting('template', 5, (pattern, sent) => (templateOf(sent) === null ? null : `${pattern}:${anything}`)),
  rewriting('context', 10, (pattern) => {
    const rest = restOf(pattern);
    return rest === null || rest === '*' ? null : `${pattern.slice(0, pattern.length - rest.length)}${anything}`;
  }),
  rewriting('renamed', 12, withNames),
  rewriting('repository', 20, (pattern) => replaced(pattern, (owner) => `${owner}/${anything}`)),
  rewriting('owner', 20, (pattern, sent) =>
    repositoryOf(sent) === null ? null : replaced(pattern, (_, name) => `${anything}/${name}`),
  ),
];

/** The contexts that people write instead of GitHub's. */
export function properContext(context: string): string {
  const found = contextForms.find(([wrong]) => wrong.test(context));
  return found === undefined ? context : context.replace(...found);
}

const contextForms: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:pull-request|pull_requests|pullrequest|pr|event:pull_request|event_name:pull_request|ref:refs\/pull\/.*)$/i,
    'pull_request',
  ],
  [/^(?:env|environments?)[:/=](?!.*:)/i, 'environment:'],
  [/^environment(?:_name)?:/i, 'environment:'],
  [/^(?:ref:)?refs\/(?=heads\/|tags\/)/, 'ref:refs/'],
  [/^ref:(?=heads\/|tags\/)/, 'ref:refs/'],
  [/^(?:heads|tags)(?=\/)/, 'ref:refs/$&'],
  [/^(?:branch|heads?):/i, 'ref:refs/heads/'],
  [/^tags?:/i, 'ref:refs/tags/'],
  [/^ref:(?!refs\/)/, 'ref:refs/heads/'],
  [/^(?=[^:*?]+$)/, 'ref:refs/heads/'],
];

function withProperContext(pattern: string): string | null {
  const rest = restOf(pattern);
  return rest === null || rest === '' || rest === 'pull_request'
    ? null
    : `${pattern.slice(0, pattern.length - rest.length)}${properContext(rest)}`;
}

function withPrefix(pattern: string, sent: string): string | null {
  if (!sent.startsWith('repo:') || pattern.startsWith('repo:')) {
    return null;
  }
  const bare = pattern.replace(
    /^(?:repository|repos|repo\/|repo=|git|github)?:?(?:https?:\/\/)?(?:github\.com[/:])?/i,
    '',
  );
  return `repo:${bare.replace(/\.git(?=:|$)/, '')}`;
}

/** `OWNER-ID/REPO-ID`, as the announcement of the new form had it at first. */
function withAtSigns(pattern: string, sent: string): string | null {
  const { owner, ownerId, name, id } = repositoryOf(sent) ?? nobody;
  const dashed = `repo:${owner}-${ownerId ?? ''}/${name}-${id ?? ''}`;
  return ownerId !== null && pattern.toLowerCase().startsWith(dashed.toLowerCase())
    ? `repo:${owner}@${ownerId}/${name}@${id ?? ''}${pattern.slice(dashed.length)}`
    : null;
}

const nobody: RepositoryName = { owner: '', ownerId: null, name: '', id: null };

function withoutAnyIds(one: Parameters<Slip['undo']>[0]): ReturnType<Slip['undo']> {
  const pattern = withoutIds(one.pattern);
  const sent = withoutIds(one.sent);
  return pattern === one.pattern && sent === one.sent ? null : { ...one, pattern, sent };
}

function afterName(pattern: string): string {
  return `${pattern}${pattern.endsWith(':') ? '' : ':'}${anything}`;
}

/** Where both ids agree, only the names have changed. */
function withNames(pattern: string, sent: string): string | null {
  const [from, to] = [repositoryOf(pattern), repositoryOf(sent)];
  return from?.ownerId != null && from.id !== null && from.ownerId === to?.ownerId && from.id === to.id
    ? replaced(pattern, () => `${anything}@${from.ownerId ?? ''}/${anything}@${from.id ?? ''}`)
    : null;
}

function replaced(pattern: string, write: (owner: string, name: string) => string): string | null {
  const rest = restOf(pattern);
  const text = pattern.startsWith('repo:')
    ? pattern.slice('repo:'.length, rest === null ? undefined : -rest.length - 1)
    : '';
  const repository = readRepository(text);
  if (repository === null || text === '') {
    return null;
  }
  const [owner = '', name = ''] = text.split('/');
  return `repo:${write(owner, name)}${rest === null ? '' : `:${rest}`}`;
}
