/** Names that nothing but AWS gives to an error: they may stand before a colon without any other mark. */
export const awsOnly: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationHeaderMalformed',
  'ExpiredToken',
  'ExpiredTokenException',
  'IDPCommunicationError',
  'IDPCommunicationErrorException',
  'IDPRejectedClaim',
  'IDPRejectedClaimException',
  'IllegalLocationConstraintException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidIdentityToken',
  'InvalidIdentityTokenException',
  'InvalidSignatureException',
  'KMSOptInRequired',
  'MalformedPolicyDocument',
  'MalformedPolicyDocumentException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'PackedPolicyTooLarge',
  'PackedPolicyTooLargeException',
  'PermanentRedirect',
  'RegionDisabledException',
  'RequestExpired',
  'RequestLimitExceeded',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'SubscriptionRequiredException',
  'ThrottlingException',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
]);

/** Names of the SDK for JavaScript for what goes wrong before AWS is asked. */
export const sourceNames: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ProviderError',
  'TokenProviderError',
  'CredentialsError',
  'ConfigError',
]);

/** Marks that the SDKs for JavaScript and AWS itself leave in the dump of an error, and ARNs in its words. */
const marks =
  /\$metadata|\$fault|\$service|\$response|ResponseMetadata|requestId|RequestId|extendedRequestId|@aws-sdk|@smithy|aws-sdk|arn:aws|amazonaws|x-amz|com\.amazon|statusCode: \d{3}|aws-cdk|cloudformation/i;

export function bearsMark(text: string): boolean {
  return marks.test(text);
}

/** Words with which other systems refuse under one of AWS's names: Spring, Symfony and Java's file system. */
const foreignWords = /^(?:access (?:is )?denied\.?|full authentication is required|\/|[A-Za-z]:\\)/i;

/** True when a name before a colon, with the words behind it, is an error of AWS's. */
export function isAwsError(name: string, words: string, marked: boolean): boolean {
  if (name === 'AccessDeniedException' || name === 'AccessDenied') {
    return marked || !foreignWords.test(words) || (name === 'AccessDenied' && /^access denied\.?/i.test(words));
  }
  if (awsOnly.has(name)) {
    return true;
  }
  return marked && /^[A-Z]\w{2,80}$/.test(name) && (/(?:Exception|Fault)$/.test(name) || markedOnly.has(name));
}

/** Names that others use too: they count only beside a mark of AWS's. */
export const markedOnly: ReadonlySet<string> = new Set([
  'AccountProblem',
  'AuthFailure',
  'AuthorizationError',
  'Blocked',
  'BucketAlreadyExists',
  'BucketAlreadyOwnedByYou',
  'Forbidden',
  'InternalError',
  'InternalFailure',
  'InvalidParameterValue',
  'InvalidToken',
  'LimitExceeded',
  'NoSuchBucket',
  'NoSuchEntity',
  'NoSuchKey',
  'NotSignedUp',
  'PendingVerification',
  'RequestInTheFuture',
  'ServiceUnavailable',
  'SlowDown',
  'Throttling',
  'Unauthorized',
  'UnknownError',
  'ValidationError',
]);
