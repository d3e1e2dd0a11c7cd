import { amplifyStackPart } from './filters/amplify.ts';
import { appRunnerServiceArn } from './filters/app-runner.ts';
import { iamRole, regional } from './filters/arn.ts';
import { foundationModel, foundationModelId, modelArn } from './filters/bedrock.ts';
import { clusterName, serviceName, taskFamily } from './filters/clusters.ts';
import { parameterArn, secretArn, tableArn } from './filters/data.ts';
import { ecrImage, repositoryArn, repositoryName } from './filters/ecr.ts';
import { fileExtension } from './filters/files.ts';
import { roleArn } from './filters/iam.ts';
import { keyArn } from './filters/kms.ts';
import { functionArn, functionName } from './filters/lambda.ts';
import { queueArn, queueName, topicArn } from './filters/messages.ts';
import { bucketName, objectArn, s3ObjectArn, s3ObjectsArn, s3UriBucket } from './filters/s3.ts';
import { stateMachineArn } from './filters/states.ts';
import type { Place } from './placeholder.ts';

/** Turns a parameter's value, in whichever form its deploy tool takes it, into the part of the ARN that it stands for. */
export interface Filter {
  /** `null` when the value is of another kind, such as the ARN of a user where a role is meant. */
  apply(value: string, place: Place): string | null;
  /** What stands in the pattern when there is no value. */
  unknown(place: Place): string;
}

const anything = () => '*';

/** By the name after the colon in `${parameter:filter}`. */
export const filters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['role-arn', { apply: roleArn, unknown: (place) => iamRole('*', place) }],
  ['function-arn', { apply: functionArn, unknown: (place) => regional('lambda', 'function:*', place) }],
  ['function-name', { apply: functionName, unknown: anything }],
  ['table-arn', { apply: tableArn, unknown: (place) => regional('dynamodb', 'table/*', place) }],
  ['topic-arn', { apply: topicArn, unknown: (place) => regional('sns', '*', place) }],
  ['queue-arn', { apply: queueArn, unknown: (place) => regional('sqs', '*', place) }],
  ['queue-name', { apply: queueName, unknown: anything }],
  ['state-machine-arn', { apply: stateMachineArn, unknown: (place) => regional('states', 'stateMachine:*', place) }],
  ['repository-arn', { apply: repositoryArn, unknown: (place) => regional('ecr', 'repository/*', place) }],
  ['repository-name', { apply: repositoryName, unknown: anything }],
  ['ecr-image', { apply: ecrImage, unknown: anything }],
  ['cluster-name', { apply: clusterName, unknown: anything }],
  ['service-name', { apply: serviceName, unknown: anything }],
  [
    'app-runner-service-arn',
    { apply: appRunnerServiceArn, unknown: (place) => regional('apprunner', 'service/*/*', place) },
  ],
  ['task-family', { apply: taskFamily, unknown: anything }],
  ['secret-arn', { apply: secretArn, unknown: (place) => regional('secretsmanager', 'secret:*', place) }],
  ['parameter-arn', { apply: parameterArn, unknown: (place) => regional('ssm', 'parameter/*', place) }],
  ['model-arn', { apply: modelArn, unknown: (place) => foundationModel('*', place) }],
  ['foundation-model-id', { apply: foundationModelId, unknown: anything }],
  ['bucket-name', { apply: bucketName, unknown: anything }],
  ['s3-uri-bucket', { apply: s3UriBucket, unknown: anything }],
  ['s3-objects-arn', { apply: s3ObjectsArn, unknown: ({ partition }) => objectArn(partition, '*', '*') }],
  ['s3-object-arn', { apply: s3ObjectArn, unknown: ({ partition }) => objectArn(partition, '*', '*') }],
  ['key-arn', { apply: keyArn, unknown: (place) => regional('kms', 'key/*', place) }],
  ['file-extension', { apply: fileExtension, unknown: anything }],
  ['amplify-stack-part', { apply: amplifyStackPart, unknown: anything }],
]);
