import type { Draft } from './draft.ts';
import { explainLog } from './explain-log.ts';
import type { Facts } from './facts.ts';
import { InputError } from './input-error.ts';
import { valueOf } from './inputs.ts';
import { logEvidence } from './log-evidence.ts';
import type { Workspace } from './workspace.ts';

/**
 * Explains the log that `explain-log` names, last, when it is known who the caller is. What it finds stands beside what
 * was found before; a log that says why the deployment failed does not keep the rest from being looked at.
 */
export async function explainGivenLog(
  facts: Facts,
  { workspace }: { readonly workspace: Workspace },
  draft: Draft,
  { deadline }: { readonly deadline: AbortSignal },
): Promise<void> {
  const path = valueOf(facts.inputs, 'explain-log');
  if (path === '') {
    return;
  }
  const opened = workspace.openLog(path);
  if (!opened.ok) {
    throw new InputError('explain-log', `explain-log names ${path}, which ${opened.why}.`);
  }
  const explained = await explainLog(opened.lines, path, logEvidence(facts, true, draft.identity), deadline).catch(
    () => {
      throw new InputError('explain-log', `explain-log names ${path}, which cannot be read to its end.`);
    },
  );
  draft.observe(explained.observations);
  draft.notCovered.push(...explained.notCovered);
}
