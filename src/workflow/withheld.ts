import { idTokenOf } from './permissions.ts';
import type { Frame, Located } from './place.ts';
import type { Spot } from './sources.ts';
import { quoted, where } from './wording.ts';

/** Why a job has no permission, as a sentence. */
export interface Reason {
  readonly sentence: string;
  readonly established: boolean;
  readonly at: Spot | null;
}

/** What the files say about `id-token: write`. */
export interface Withheld {
  readonly reasons: readonly Reason[];
  /** The jobs that have to grant it. */
  readonly frames: readonly Frame[];
}

/**
 * The permission can only shrink on the way from the calling job to the called one, and a job without a block has what
 * the one above it has (GitHub docs, "Reusing workflow configurations", supported keywords). The default of a repository
 * never includes `id-token: write` (GitHub docs, "GITHUB_TOKEN reference").
 */
export function withheldBy(located: Located): Withheld {
  if (located.kind === 'unknown') {
    return { reasons: [], frames: [] };
  }
  if (located.kind === 'found') {
    const chain = withheldIn(located.place.frames);
    const reasons = chain.reasons.map((reason) => ({ ...reason, established: reason.established && located.alone }));
    return { ...chain, reasons };
  }
  const each = located.calls.map((call) => ({ call, ...withheldIn([call]) }));
  const all = each.every(({ reasons }) => reasons.some(({ established }) => established));
  return {
    reasons: each.flatMap(({ call, reasons }) =>
      reasons.map((reason) => ({
        ...reason,
        sentence: `${reason.sentence} Job ${quoted(call.job.id)} calls a workflow of another repository, which cannot have more.`,
        established: all,
      })),
    ),
    frames: each.flatMap(({ frames }) => frames),
  };
}

function withheldIn(frames: readonly [Frame, ...Frame[]]): Withheld {
  const told = frames.map((frame) => ({ frame, idToken: idTokenOf(frame) }));
  const reasons = told.flatMap(({ idToken }): readonly Reason[] => {
    if (idToken.kind === 'withheld') {
      return [{ sentence: idToken.sentence, established: true, at: idToken.at }];
    }
    return idToken.kind === 'unreadable'
      ? [
          {
            sentence: `What the permissions: in ${where(idToken.at)} grant cannot be told.`,
            established: false,
            at: idToken.at,
          },
        ]
      : [];
  });
  const lacking = told.filter(({ idToken }) => idToken.kind === 'withheld').map(({ frame }) => frame);
  const top = frames.at(-1) ?? frames[0];
  const topSilent = told.at(-1)?.idToken.kind === 'silent';
  if (!topSilent) {
    return { reasons, frames: lacking };
  }
  const at = { file: top.workflow.file, line: top.job.line };
  return { reasons: [...reasons, { sentence: nowhere(frames, at), established: true, at }], frames: [...lacking, top] };
}

function nowhere(frames: readonly [Frame, ...Frame[]], at: Spot): string {
  const [{ job }] = frames;
  const whose =
    frames.length === 1
      ? `Neither job ${quoted(job.id)} (${where(at)}) nor its workflow has`
      : `Neither the job that calls (${where(at)}) nor its workflow has`;
  return `${whose} permissions:, and the permissions that a repository gives by default never include id-token: write.`;
}
