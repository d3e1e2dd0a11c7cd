import { createHash } from 'node:crypto';

/** What a signature says it was made with: `keyid/date/region/service/aws4_request`. */
export interface Scope {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/**
 * An Authorization header. A malformed one still has the scope that can be made out, because the service in it decides
 * how the answer is worded. `hashedDetail` is the newer wording, which no longer repeats the header.
 */
export type HeaderReading =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'malformed';
      readonly detail: string;
      readonly hashedDetail: string;
      readonly scope: Scope;
    }
  | {
      readonly kind: 'present';
      readonly scope: Scope;
      readonly signedHeaders: readonly string[];
      readonly signature: string;
    };

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * Reads a Signature Version 4 header as AWS does: blanks and commas both end a parameter, so that a blank in a key id
 * leaves a piece without an equal sign, and a slash makes the credential too long (public reports of both messages).
 */
export function readAuthorization(header: string | undefined): HeaderReading {
  if (header === undefined || header === '') {
    return { kind: 'absent' };
  }
  const [, ...pieces] = header.split(/[\s,]+/).filter((piece) => piece !== '');
  const scope = findScope(pieces);
  const malformed = (detail: string, hashedDetail = detail): HeaderReading => ({
    kind: 'malformed',
    detail,
    hashedDetail,
    scope,
  });
  if (!header.startsWith(`${algorithm} `)) {
    return malformed(`Unsupported AWS 'algorithm': '${header.split(' ')[0] ?? ''}'.`);
  }
  const stray = pieces.find((piece) => !piece.includes('='));
  if (stray !== undefined) {
    const what = 'key=value pair (missing equal-sign) in Authorization header';
    const hash = createHash('sha256').update(header).digest('base64');
    return malformed(
      `'${stray}' not a valid ${what}: '${header}'.`,
      `Invalid ${what} (hashed with SHA-256 and encoded with Base64): '${hash}'.`,
    );
  }
  const parameters = new Map(pieces.map((piece) => [before(piece, '='), after(piece, '=')]));
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parameters.get(name));
  if (missing.length > 0) {
    return malformed(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '));
  }
  const credential = parameters.get('Credential') ?? '';
  if (credential.split('/').length !== 5) {
    const form = 'keyid/date/region/service/term';
    return malformed(`Credential must have exactly 5 slash-delimited elements, e.g. ${form}, got '${credential}'`);
  }
  return {
    kind: 'present',
    scope,
    signedHeaders: (parameters.get('SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: parameters.get('Signature') ?? '',
  };
}

/** Reads the scope from its end, where it is right even if the key id is not. */
function findScope(pieces: readonly string[]): Scope {
  const piece = pieces.find((candidate) => candidate.endsWith('/aws4_request')) ?? pieces[0] ?? '';
  const elements = piece.replace('Credential=', '').split('/');
  const [terminator = '', service = '', region = '', date = '', ...keyId] = elements.reverse();
  return { accessKeyId: keyId.reverse().join('/'), date, region, service, terminator };
}

function before(text: string, separator: string): string {
  return text.slice(0, text.indexOf(separator));
}

function after(text: string, separator: string): string {
  return text.slice(text.indexOf(separator) + 1);
}
