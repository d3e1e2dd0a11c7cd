import type { DiagnosisCode } from '../../src/diagnoses/catalogue/index.ts';
import { academy } from './academy.ts';
import { authentication } from './authentication.ts';
import { authorization } from './authorization.ts';
import type { Evidence } from './evidence.ts';
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

/** By the name of the part of the catalogue, of the file here, and of the test beside it; in the order of a run. */
export const parts = {
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
} as const;

/** How each diagnosis is shown to be what its name says. A code of the catalogue that is missing here does not compile. */
export const evidence: Readonly<Record<DiagnosisCode, Evidence>> = {
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
