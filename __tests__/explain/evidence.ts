import { noEvidence, type LogEvidence } from '../../src/explain/evidence.ts';

/** Evidence as the case files write it: what is not given is not known. */
export function evidenceOf(given: Partial<LogEvidence> | undefined): LogEvidence {
  return { ...noEvidence, ...given };
}
