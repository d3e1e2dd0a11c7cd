/**
 * Shapes as secret scanners know them: an id is its prefix and sixteen characters of base32 (gitleaks), a secret
 * access key forty characters of base64, a session token at least a hundred (trufflehog, git-secrets).
 */
export const shapes = {
  accessKeyId: /^(AKIA|ASIA)[A-Z2-7]{16}$/,
  secretAccessKey: /^[A-Za-z0-9/+]{40}$/,
  sessionToken: /^[A-Za-z0-9/+]{100,}={0,2}$/,
} as const;

/** An access key id by its prefix and length, with digits that the base32 alphabet lacks allowed. */
export const looksLikeKeyId = /^(AKIA|ASIA)[A-Z0-9]{16}$/;

/** Bedrock's own keys are no SigV4 credentials: they go into `AWS_BEARER_TOKEN_BEDROCK`. Source: trufflehog. */
export const looksLikeBedrockKey = /^(ABSK|bedrock-api-key-)/;

/** True for text that has the shape of a real value, whichever of the three. */
export function looksReal(text: string): boolean {
  return Object.values(shapes).some((shape) => shape.test(text));
}
