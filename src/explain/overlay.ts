import type { DiagnosisCode } from '../diagnoses/catalogue/index.ts';
import type { Tool } from './explanation.ts';

/** A tool's own name for what AWS said: the cause stands in the words behind it. */
export interface Overlay {
  readonly diagnosis: DiagnosisCode;
  readonly tool: Tool;
  /** The tool's name for the failure. */
  readonly name: string;
  readonly offset: number;
}

/** ebcli/lib/aws.py gives every answer with status 403 this name. */
const ebCli = /\b(NotAuthorized(?:InRegion)?Error) - /;

/** amplify-backend: `[Name] words` from its formatter, `Name: words` from its error mapper. */
const amplify =
  /\[(InvalidCredentialError|SSMCredentialsError|ExpiredTokenError|RequestSignatureError|CredentialsError)\]|\b(ExpiredTokenError|SSMCredentialsError|InvalidCredentialError|RequestSignatureError): /;

/** The overlay of a message; `null` when no tool has renamed what it says. */
export function overlayOf(text: string): Overlay | null {
  const eb = ebCli.exec(text);
  if (eb !== null) {
    return { diagnosis: 'tool-eb-notauthorized', tool: 'EB CLI', name: eb[1] ?? '', offset: eb.index };
  }
  const ampx = amplify.exec(text);
  return ampx === null
    ? null
    : {
        diagnosis: 'tool-amplify-credentials',
        tool: 'Amplify',
        name: ampx[1] ?? ampx[2] ?? '',
        offset: ampx.index,
      };
}

/** configure-aws-credentials and the toolkit, before the words of the SDK. */
const oidcActions =
  /Could not assume role with OIDC|you might be trying to authenticate with OIDC|getIDToken call failed|Credentials could not be loaded, please check your action inputs|Could not assume role with user credentials/;

export function isCredentialsAction(text: string): boolean {
  return oidcActions.test(text);
}

export function isOidcAssumption(text: string): boolean {
  return text.includes('Could not assume role with OIDC') || text.includes('AssumeRoleWithWebIdentity');
}
