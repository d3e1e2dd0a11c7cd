import type { Place } from '../placeholder.ts';
import { regional } from './arn.ts';

/**
 * A model id stands for a foundation model, whose ARN has no account; an id with a geographic prefix, such as `us.` or
 * `global.`, for an inference profile (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html).
 */
export function modelArn(value: string, place: Place): string | null {
  if (value.startsWith('arn:')) {
    return /^arn:[^:]+:bedrock:[^:]*:[^:]*:[^/]+\/./.test(value) ? value : null;
  }
  return geographicPrefix.test(value)
    ? regional('bedrock', `inference-profile/${value}`, place)
    : foundationModel(value, place);
}

const geographicPrefix = /^(?:[a-z]{2}|us-gov|apac|global)\./;

/** The model that a model id, an inference profile id or the ARN of either leads to. */
export function foundationModelId(value: string): string | null {
  const id = value.startsWith('arn:')
    ? (/^arn:[^:]+:bedrock:[^:]*:[^:]*:(?:inference-profile|foundation-model)\/(.+)$/s.exec(value)?.[1] ?? '')
    : value;
  return id.replace(geographicPrefix, '') || null;
}

export function foundationModel(id: string, place: Place): string {
  return `arn:${place.partition}:bedrock:${place.region}::foundation-model/${id}`;
}
