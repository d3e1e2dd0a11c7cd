import type { ServiceAuthorization } from '../../requirements/service-authorization.ts';
import type { PolicyProblem } from '../evaluation/located-policy.ts';
import type { ServiceNames } from './action-catalogue.ts';
import type { FoundPolicy } from './found-policy.ts';
import { actionProblems } from './lint/actions.ts';
import { conditionProblems } from './lint/conditions.ts';
import { elementProblems } from './lint/elements.ts';
import { resourceProblems } from './lint/resources.ts';
import { sidProblems } from './lint/sids.ts';
import { sizeProblems } from './lint/size.ts';
import { subjectOf } from './lint/subject.ts';
import { versionProblems } from './lint/version.ts';

/**
 * What makes a policy decide otherwise than it is meant to, or makes IAM refuse it, in the order of the document. Only
 * what changes a decision is said; matters of style are not. Patterns such as `s3:Get*` and misspelt condition keys are
 * looked at when `authorization` has the lists of `actionCatalogue`.
 */
export function lintPolicy(
  found: FoundPolicy,
  authorization: ServiceAuthorization & Partial<ServiceNames>,
): readonly PolicyProblem[] {
  const subject = subjectOf(found, authorization);
  const { origin, locate } = found.located;
  const all = [
    ...sizeProblems(subject),
    ...versionProblems(subject),
    ...sidProblems(subject),
    ...elementProblems(subject),
    ...actionProblems(subject),
    ...resourceProblems(subject),
    ...conditionProblems(subject),
  ];
  return all
    .map(({ path, sentence }) => ({ origin, position: nearestPosition(path, locate), sentence }))
    .sort((a, b) => compare(a, b));
}

/** The place of a path, or of the nearest thing above it that has one. */
function nearestPosition(
  path: readonly (string | number)[],
  locate: FoundPolicy['located']['locate'],
): PolicyProblem['position'] {
  return locate(path) ?? (path.length === 0 ? null : nearestPosition(path.slice(0, -1), locate));
}

function compare({ position: a }: PolicyProblem, { position: b }: PolicyProblem): number {
  return a === null || b === null ? 0 : a.line - b.line || a.column - b.column;
}
