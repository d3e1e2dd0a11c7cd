import type { Location } from '../diagnoses/finding.ts';
import type { EventFacts } from '../github/event.ts';
import { openLibrary, type ReadFile } from './library.ts';
import { grantingLines } from './permissions.ts';
import { locate, type Located } from './place.ts';
import type { Spot } from './sources.ts';
import { withheldBy, type Reason } from './withheld.ts';
import { quoted, shownFile } from './wording.ts';

export interface IdTokenQuestion {
  readonly event: EventFacts;
  readonly read: ReadFile;
}

export interface IdTokenExplanation {
  /** The most certain first; none when both variables are there, or outside GitHub Actions. Names, files and lines only. */
  readonly sentences: readonly string[];
  readonly established: boolean;
  /** The `permissions:` that withhold it, or the job that has none. */
  readonly location: Location | null;
  /** What to paste into which jobs; empty when the files do not withhold it. */
  readonly grants: readonly Grant[];
  readonly forkPullRequest: boolean;
  readonly dependabot: boolean;
}

/** A `permissions:` block for a job, its lines from the first column on. */
export interface Grant {
  /** The line of the job's name. */
  readonly location: Location;
  readonly job: string;
  readonly lines: readonly string[];
}

/**
 * Says why this job has no means to ask for an OIDC token. The runner sets ACTIONS_ID_TOKEN_REQUEST_URL and
 * ACTIONS_ID_TOKEN_REQUEST_TOKEN for the steps of a job with `id-token: write`, and only then (actions/runner, script
 * and action handlers; GitHub docs, "OpenID Connect reference").
 */
export function explainMissingIdToken({ event, read }: IdTokenQuestion): IdTokenExplanation {
  const { forkPullRequest, dependabot, idTokenUrl, idTokenRequestToken } = event;
  const flags = { forkPullRequest, dependabot };
  if (!event.inActions || (idTokenUrl && idTokenRequestToken)) {
    return { sentences: [], established: false, location: null, grants: [], ...flags };
  }
  const located = locate(event, openLibrary(read));
  const withheld = withheldBy(located);
  const files = [...fromFork(event), ...withheld.reasons, ...fromDependabot(event)];
  const certain = files.some(({ established }) => established);
  const reasons = idTokenUrl !== idTokenRequestToken ? [half(event)] : [...files, ...(certain ? [] : others(located))];
  const ranked = reasons.filter(
    (reason, index) => reasons.findIndex(({ sentence }) => sentence === reason.sentence) === index,
  );
  const sorted = [
    ...ranked.filter(({ established }) => established),
    ...ranked.filter(({ established }) => !established),
  ];
  const at = sorted.find((reason) => reason.at !== null)?.at ?? jobOf(located);
  return {
    sentences: sorted.slice(0, 6).map(({ sentence }) => sentence),
    established: sorted[0]?.established ?? false,
    location: at === null ? null : locationOf(at),
    grants: (idTokenUrl || idTokenRequestToken ? [] : withheld.frames).map((frame) => ({
      location: locationOf({ file: frame.workflow.file, line: frame.job.line }),
      job: frame.job.id,
      lines: grantingLines(frame),
    })),
    ...flags,
  };
}

/** GitHub docs, "Workflow syntax", how the permissions are calculated; private repositories can send write tokens. */
function fromFork({ forkPullRequest, visibility }: EventFacts): readonly Reason[] {
  const mayBeSent = visibility === 'private' || visibility === 'internal';
  const setting = mayBeSent ? ' unless the settings of this private repository send them' : '';
  return forkPullRequest
    ? [
        {
          sentence: `A pull request from a fork started this run, and GitHub grants it no write permissions${setting}, so no id-token: write, whatever the workflow says.`,
          established: !mayBeSent,
          at: null,
        },
      ]
    : [];
}

/** Read-only unless the workflow asks for more (GitHub docs, "Troubleshooting Dependabot on GitHub Actions"). */
function fromDependabot({ dependabot, name }: EventFacts): readonly Reason[] {
  if (!dependabot) {
    return [];
  }
  const sentence =
    name === 'pull_request_target'
      ? 'Dependabot opened the pull request, and for pull_request_target GitHub makes the permissions of such a run read-only.'
      : 'Dependabot started this run, whose permissions are read-only unless permissions: of the job ask for more.';
  return [{ sentence, established: false, at: null }];
}

/** One of the two variables alone: the job has the permission, and something between lost the other. */
function half({ idTokenUrl }: EventFacts): Reason {
  const [there, gone] = idTokenUrl
    ? ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN']
    : ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL'];
  return {
    sentence: `${there} is set and ${gone} is not: the job has the permission, and what starts this step, such as a container or a script, has to pass both on.`,
    established: true,
    at: null,
  };
}

function others(located: Located): readonly Reason[] {
  if (located.kind !== 'found') {
    return [
      guess(
        'The job needs id-token: write under permissions:. A block on the job replaces that of the workflow, and what a block does not name is none.',
      ),
      guess('In a workflow that another one calls, the calling job has to grant id-token: write as well.'),
    ];
  }
  const [{ workflow, job }] = located.place.frames;
  const container =
    job.container === null
      ? 'A container or a script that the step starts by itself does not get the two variables unless they are passed on.'
      : `Job ${quoted(job.id)} runs in a container (line ${job.container}), whose steps do get the two variables; containers that they start do not.`;
  return [
    guess(container),
    guess(
      `${shownFile(workflow.file)} in the workspace grants the permission; the run may have been started from another version of it.`,
    ),
  ];
}

function guess(sentence: string): Reason {
  return { sentence, established: false, at: null };
}

function jobOf(located: Located): Spot | null {
  if (located.kind !== 'found') {
    return null;
  }
  const [{ workflow, job }] = located.place.frames;
  return { file: workflow.file, line: job.line };
}

function locationOf({ file, line }: Spot): Location {
  return { file, line, endLine: line };
}
