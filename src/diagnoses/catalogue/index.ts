import type { Diagnosis } from '../diagnosis.ts';
import { academy } from './academy.ts';
import { authentication } from './authentication.ts';
import { authorization } from './authorization.ts';
import { files } from './files.ts';
import { identity } from './identity.ts';
import { network } from './network.ts';
import { oidc } from './oidc.ts';
import { region } from './region.ts';
import { roles } from './roles.ts';
import { run } from './run.ts';
import { simulation } from './simulation.ts';
import { sources } from './sources.ts';
import { targets } from './targets.ts';
import { tools } from './tools.ts';
import { values } from './values.ts';
import { variables } from './variables.ts';

export type { RemedyContext } from '../diagnosis.ts';

/** The parts of the catalogue, in the order of a run. No code is in two of them, which a test holds. */
export const parts = [
  run,
  variables,
  values,
  region,
  sources,
  files,
  network,
  oidc,
  roles,
  authentication,
  identity,
  academy,
  authorization,
  simulation,
  targets,
  tools,
] as const;

const entries = {
  ...run,
  ...variables,
  ...values,
  ...region,
  ...sources,
  ...files,
  ...network,
  ...oidc,
  ...roles,
  ...authentication,
  ...identity,
  ...academy,
  ...authorization,
  ...simulation,
  ...targets,
  ...tools,
};

/** Name of a diagnosis: part of the contract, so that a code is never renamed and never given another meaning. */
export type DiagnosisCode = keyof typeof entries;

/** Every diagnosis there is, by its code. */
export const catalogue: Readonly<Record<DiagnosisCode, Diagnosis>> = entries;
