import type { TokenClaims } from './claims.ts';
import { joined, quoted } from './quote.ts';
import type { Slip } from './slips.ts';
import { properContext } from './subject-slips.ts';
import { contextOf, repositoryOf, restOf, templateOf, type SubjectContext } from './subject.ts';

/** Why a `sub` is not the one that the policy expects, in sentences, from the slips that explain it; `null` for none. */
export function tellSubject(
  slips: readonly Slip[] | null,
  expected: string,
  { subject, issuer }: Pick<TokenClaims, 'subject' | 'issuer'>,
): string {
  const keys = templateOf(subject);
  const explained = slips ?? [];
  const elsewhere =
    explained.some(({ name }) => name === 'repository') && explained.some(({ name }) => name === 'owner');
  if (keys !== null && templateOf(expected) === null && (slips === null || elsewhere || explained.some(isTemplate))) {
    return `A template (include_claim_keys) of the organization or repository builds sub from ${joined(keys)}, so that it has not the usual form repo:OWNER/REPO:...; the policy has to name it as it is sent.`;
  }
  if (slips === null || elsewhere) {
    return unexplained(expected, subject);
  }
  return slips.map(({ name }) => sentences[name]?.(expected, subject, issuer) ?? '').join(' ');
}

function isTemplate({ name }: Slip): boolean {
  return name === 'template';
}

function unexplained(expected: string, subject: string): string {
  if (templateOf(expected) !== null && templateOf(subject) === null) {
    return 'The policy expects a sub that a template (include_claim_keys) builds, and no template is in force for this repository: use_default is true, or the organization has none.';
  }
  const [wanted, own] = [repositoryOf(expected), repositoryOf(subject)];
  return wanted === null || own === null
    ? 'The two have no form in common.'
    : `It is meant for another repository. If this one was renamed or transferred, GitHub sends its new name.`;
}

const sentences: Readonly<Record<string, (expected: string, sent: string, issuer: string) => string>> = {
  'literal-wildcard': () =>
    'Under this operator * and ? are plain characters: put the value under StringLike, or write it out.',
  case: () =>
    'They differ in capitals: values are compared with regard to case, and GitHub writes names as they were created.',
  blank: () => 'The value in the policy has blanks around it.',
  'question-mark': () => 'Under StringLike ? stands for exactly one character; * stands for any number of them.',
  'repo-prefix': () => 'It has to begin with repo: and the owner, not with an address or the bare name.',
  'dashes-for-ids': () => 'Before the ids stands @, not a dash.',
  ids: tellIds,
  'slash-for-colon': () => 'After the repository comes a colon: it has to end in :* and not in /*.',
  'no-context': () =>
    'After the repository GitHub writes the branch, tag, environment or pull_request: the value lacks :* or that part.',
  'context-form': (expected) => {
    const rest = restOf(expected) ?? '';
    return `What follows the repository is written ${quoted(properContext(rest))} and not ${quoted(rest)}.`;
  },
  colon: () => 'GitHub writes a colon within a name as %3A.',
  context: tellContext,
  renamed: () =>
    'The ids are the same and the names are not: the repository or its owner was renamed, and GitHub sends the new names.',
  repository: (expected, sent) =>
    `It is meant for another repository of the owner, ${quoted(repositoryOf(expected)?.name ?? '')}. If ${quoted(repositoryOf(sent)?.name ?? '')} had that name before, GitHub sends the new one.`,
  owner: (expected, sent) =>
    `It is meant for a repository of another owner, ${quoted(repositoryOf(expected)?.owner ?? '')}. If it was transferred to ${quoted(repositoryOf(sent)?.owner ?? '')}, or this is a fork, GitHub sends the owner that it has now.`,
};

const since = 'created, renamed or transferred after 2026-07-15, and those that opted in';

function tellIds(expected: string, sent: string, issuer: string): string {
  const [wanted, own] = [repositoryOf(expected), repositoryOf(sent)];
  if (own?.ownerId == null) {
    return issuer.endsWith('/_services/token')
      ? 'GitHub Enterprise Server sends no ids in sub: take @ and the numbers out.'
      : `The policy expects the immutable sub with the ids of owner and repository, which GitHub sends for repositories ${since}. This one sends the old form.`;
  }
  return wanted?.ownerId == null
    ? `This repository sends the immutable sub with the ids of owner and repository, as do those ${since}. The policy has the old form.`
    : 'The names are the same and the ids are not: the policy has other ids, or those of a repository that had the name before.';
}

function tellContext(expected: string, sent: string): string {
  const wanted = contextOf(expected);
  const own = contextOf(sent);
  if (own === null || wanted === null) {
    return 'What follows the repository differs.';
  }
  const how = `The policy is for ${described(wanted)}, and this job is for ${described(own)}.`;
  if (own.kind === 'environment') {
    return wanted.kind === 'environment'
      ? how
      : `${how} The job has an environment:, which takes the place of branch, tag and event in sub.`;
  }
  if (wanted.kind === 'environment') {
    return `${how} The job has no environment:, and without one sub has the branch, the tag or pull_request.`;
  }
  return own.kind === 'pull-request'
    ? `${how} In runs of a pull request sub names no branch; let them into a role that only reads.`
    : how;
}

function described({ kind, name }: SubjectContext): string {
  switch (kind) {
    case 'environment':
      return `the environment ${quoted(name)}`;
    case 'branch':
      return `the branch ${quoted(name)}`;
    case 'tag':
      return `the tag ${quoted(name)}`;
    case 'ref':
      return `the ref ${quoted(name)}`;
    case 'pull-request':
      return 'pull requests';
    case 'other':
      return quoted(name);
  }
}
