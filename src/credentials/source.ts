/**
 * Three values as the tools sign with them: inputs trimmed, as `core.getInput` reads them for
 * configure-aws-credentials; variables as they are. An absent or empty token is `null`.
 */
export interface StaticKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** One place that credentials can come from. Each is resolved by itself, so that its own error is not hidden by the next. */
export type CredentialSource =
  | { readonly kind: 'inputs'; readonly keys: StaticKeys }
  | { readonly kind: 'environment'; readonly keys: StaticKeys }
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'web-identity'; readonly tokenFile: string; readonly roleArn: string }
  | { readonly kind: 'container' }
  | { readonly kind: 'instance' };
