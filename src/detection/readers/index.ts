import { amplifyOutputs } from './amplify-outputs.ts';
import { cdkManifest } from './cdk-manifest.ts';
import { ebConfig } from './eb-config.ts';
import { ecsTaskDefinition } from './ecs-task-definition.ts';
import type { Reader } from './reader.ts';
import { samConfig } from './sam-config.ts';
import { serverless } from './serverless.ts';
import { terraformBackend } from './terraform-backend.ts';

/** The readers that `reader` in a target file may name. */
export const readers: ReadonlyMap<string, Reader> = new Map([
  ['amplify-outputs', amplifyOutputs],
  ['cdk-manifest', cdkManifest],
  ['eb-config', ebConfig],
  ['ecs-task-definition', ecsTaskDefinition],
  ['sam-config', samConfig],
  ['serverless', serverless],
  ['terraform-backend', terraformBackend],
]);
