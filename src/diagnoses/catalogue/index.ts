import type { Diagnosis } from '../diagnosis.ts';

export type { RemedyContext } from '../diagnosis.ts';

/** Placeholder shape until the catalogue's files land: the helper that writes them replaces this one. */
export type DiagnosisCode = "x";
export const catalogue: Readonly<Record<DiagnosisCode, Diagnosis>> = {} as never;
