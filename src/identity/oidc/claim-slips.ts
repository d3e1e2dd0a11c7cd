import type { TokenClaims } from './claims.ts';
import { anything, generalSlips, rewriting, type Slip } from './slips.ts';
import { readRepository } from './subject.ts';

/** The ways to miss the value of a claim other than `sub`; what the other claims say counts among them. */
export function claimSlips(claim: string, { all }: Pick<TokenClaims, 'all'>): readonly Slip[] {
  const other = (name: string): string => all.get(name)?.[0] ?? '';
  return [...generalSlips, ...(Object.hasOwn(ownSlips, claim) ? (ownSlips[claim]?.(other) ?? []) : [])];
}

/** What a slip means, as a sentence; empty for a name that is none of these. */
export function tellClaimSlip(name: string): string {
  return Object.hasOwn(sentences, name) ? (sentences[name] ?? '') : '';
}

type Other = (claim: string) => string;

const ownSlips: Readonly<Record<string, (other: Other) => readonly Slip[]>> = {
  aud: () => [
    rewriting('scheme', 2, (pattern) => (pattern.startsWith('https://sts.') ? pattern.slice('https://'.length) : null)),
    rewriting('slash', 1, (pattern) => (pattern.endsWith('/') ? pattern.slice(0, -1) : null)),
    rewriting('regional-audience', 2, (pattern) =>
      pattern.replace(/^(https:\/\/)?sts\.[a-z0-9-]+\.amazonaws/, 'sts.amazonaws'),
    ),
    rewriting('china-audience', 2, (pattern, sent) => chinaAudience(pattern, sent)),
    rewriting('default-audience', 3, (pattern, sent) =>
      pattern.startsWith('https://github.com/') && sent.startsWith('sts.') ? sent : null,
    ),
    rewriting('no-audience', 3, (pattern, sent) =>
      sent.startsWith('https://github.com/') && pattern.startsWith('sts.') ? sent : null,
    ),
  ],
  repository: () => [
    rewriting('repository-prefix', 1, (pattern) =>
      pattern.replace(/^(?:repo:|repository:)?(?:https:\/\/github\.com\/)?/, ''),
    ),
    rewriting('repository-ids', 2, (pattern) => {
      const { owner, ownerId, name } = readRepository(pattern) ?? { owner: '', ownerId: null, name: '' };
      return ownerId === null ? null : `${owner}/${name}`;
    }),
    rewriting('no-owner', 2, (pattern) => (pattern.includes('/') ? null : `${anything}/${pattern}`)),
    rewriting('other-repository', 10, (pattern) => (pattern.includes('/') ? `${anything}/${anything}` : null)),
  ],
  ref: () => [
    rewriting('ref-prefix', 1, (pattern) => pattern.replace(/^ref:/, '')),
    rewriting('short-ref', 2, (pattern, sent) =>
      pattern.startsWith('refs/')
        ? null
        : `${/^refs\/(?:heads|tags)\//.exec(sent)?.[0] ?? ''}${pattern.replace(/^(?:heads|tags)\//, '')}`,
    ),
    rewriting('pull-request-ref', 5, (_, sent) => (sent.startsWith('refs/pull/') ? sent : null)),
    rewriting('tag-for-branch', 5, (pattern, sent) =>
      pattern.startsWith('refs/heads/') === sent.startsWith('refs/heads/') ? null : sent,
    ),
    rewriting('other-ref', 10, (_, sent) => sent),
  ],
  environment: () => [
    rewriting('environment-prefix', 1, (pattern) => pattern.replace(/^environment:/, '')),
    rewriting('environment-colon', 1, (pattern) => pattern.replace(/%3a/gi, ':')),
  ],
  job_workflow_ref: (other) => [
    rewriting('workflow-prefix', 1, (pattern) => pattern.replace(/^(?:job_workflow_ref:|https:\/\/github\.com\/)/, '')),
    rewriting('no-repository', 2, (pattern) => (pattern.startsWith('.github/') ? `${anything}/${pattern}` : null)),
    rewriting('no-ref', 2, (pattern) => (pattern.includes('@') ? null : `${pattern}@${anything}`)),
    rewriting('short-workflow-ref', 3, (pattern, sent) => {
      const at = pattern.indexOf('@');
      const own = /@refs\/(?:heads|tags)\//.exec(sent)?.[0];
      return at === -1 || own === undefined || pattern.startsWith('@refs/', at)
        ? null
        : `${pattern.slice(0, at)}${own}${pattern.slice(at + 1)}`;
    }),
    rewriting('workflow-ref', 5, (pattern) =>
      pattern.includes('@') ? `${pattern.slice(0, pattern.indexOf('@'))}@${anything}` : null,
    ),
    rewriting('reusable', 6, (pattern, sent) => (isCallers(pattern, other('workflow_ref'), sent) ? sent : null)),
  ],
  repository_id: (other) => [named('repository_id', other), swapped('repository_owner_id', other)],
  repository_owner_id: (other) => [named('repository_owner_id', other), swapped('repository_id', other)],
  actor: () => [rewriting('bot', 1, (pattern) => (pattern.endsWith('[bot]') ? null : `${pattern}[bot]`))],
  actor_id: (other) => [named('actor_id', other), swapped('actor', other)],
  enterprise_id: (other) => [named('enterprise_id', other), swapped('enterprise', other)],
  workflow: () => [
    rewriting('workflow-file', 3, (pattern, sent) =>
      /\.ya?ml\b/.test(pattern) && !/\.ya?ml$/.test(sent) ? sent : null,
    ),
  ],
};

function chinaAudience(pattern: string, sent: string): string | null {
  const china = 'sts.amazonaws.com.cn';
  const usual = 'sts.amazonaws.com';
  return (pattern === china && sent === usual) || (pattern === usual && sent === china) ? sent : null;
}

function named(claim: string, other: Other): Slip {
  return rewriting('name-for-id', 3, (pattern) => (/^[\d*?]*$/.test(pattern) ? null : other(claim)));
}

function swapped(claim: string, other: Other): Slip {
  return rewriting('swapped', 2, (pattern, sent) => (pattern === other(claim) && pattern !== '' ? sent : null));
}

/** The policy names the workflow that was started, and the job is in one that it calls. */
function isCallers(pattern: string, workflowRef: string, sent: string): boolean {
  const file = (text: string): string =>
    text.slice(0, text.includes('@') ? text.indexOf('@') : text.length).toLowerCase();
  return workflowRef !== '' && file(workflowRef) !== file(sent) && file(pattern) === file(workflowRef);
}

const sentences: Readonly<Record<string, string>> = {
  'literal-wildcard':
    'Under this operator * and ? are plain characters: put the value under StringLike, or write it out.',
  case: 'They differ in capitals: values are compared with regard to case.',
  blank: 'The value in the policy has blanks around it.',
  'question-mark': 'Under StringLike ? stands for exactly one character; * stands for any number of them.',
  scheme: 'The audience has no https:// before it.',
  slash: 'The value in the policy has a slash at its end.',
  'regional-audience': 'The audience is the same in every region of the partition: sts.amazonaws.com.',
  'china-audience': 'In the regions of China the audience is sts.amazonaws.com.cn, elsewhere sts.amazonaws.com.',
  'default-audience':
    'The address of the owner is the audience of a token that is asked for without one; tools for AWS ask for sts.amazonaws.com.',
  'no-audience':
    'The token was asked for without an audience, so that it has the address of the owner: ask for sts.amazonaws.com.',
  'repository-prefix': 'The claim repository is OWNER/REPO, without anything before it.',
  'repository-ids': 'Only sub has ids; the claim repository is OWNER/REPO.',
  'no-owner': 'The claim repository names the owner too: OWNER/REPO.',
  'other-repository':
    'It is meant for another repository. If this one was renamed or transferred, GitHub sends its new name.',
  'ref-prefix': 'The claim ref has no ref: before it.',
  'short-ref': 'The claim ref is written out: refs/heads/BRANCH or refs/tags/TAG.',
  'pull-request-ref': 'In runs of a pull request the ref is refs/pull/NUMBER/merge, whatever its branch is called.',
  'tag-for-branch': 'Branches are in refs/heads/ and tags in refs/tags/.',
  'other-ref': 'The run is for another branch or tag.',
  'environment-prefix': 'The claim environment is the name alone.',
  'environment-colon': 'Only sub writes a colon as %3A; the claim environment has the name as it is.',
  'workflow-prefix': 'The claim job_workflow_ref begins with the owner: OWNER/REPO/.github/workflows/FILE@REF.',
  'no-repository': 'The claim job_workflow_ref begins with the repository: OWNER/REPO/.github/workflows/FILE@REF.',
  'no-ref': 'The claim job_workflow_ref ends in @ and the ref, such as @refs/heads/main.',
  'short-workflow-ref': 'The ref in job_workflow_ref is written out: @refs/heads/BRANCH or @refs/tags/TAG.',
  'workflow-ref': 'The workflow file is the right one, on another ref.',
  reusable:
    'The job is in a reusable workflow: job_workflow_ref names that one, and the policy names the workflow that calls it.',
  'name-for-id': 'The claim is a number, and the policy has a name.',
  swapped: 'That is the value of another claim: ids of owner, repository and actor are not the same.',
  bot: 'The name of an app ends in [bot].',
  'workflow-file': 'The claim workflow is the name of the workflow, and its file only where it has no name.',
};
