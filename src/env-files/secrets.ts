import { regions } from '../credentials/regions.ts';
import type { FoundFile } from '../files/found-file.ts';
import { assignments } from './assignment.ts';
import { loaders } from './dialects.ts';
import { headOf } from './env-file.ts';
import { isMixed } from './relevance.ts';

/** Masking more than this slows the log down, and longer values are a file read wrongly, whose parts are masked. */
const mostValues = 2000;
const longestValue = 16 * 1024;

/**
 * Every value of these files that has to be masked before anything is printed, each once, those of AWS first: what any
 * loader, and the eye, reads under a name that speaks of a secret, token, password or key, and whatever has the shape
 * of an AWS key, wherever it stands. At least four characters each; raw, with the quotes and blanks that a loader keeps.
 */
export function secretsInEnvFiles(files: readonly FoundFile[]): readonly string[] {
  const texts = files.flatMap((file) => (file.kind === 'text' ? [file.text] : []));
  const shaped = texts.flatMap(keyShaped);
  const named = texts.flatMap((text) => [
    ...assignments(text).map(({ name, meant }) => [name, meant] as const),
    ...(secretNames.test(text) ? readings(headOf(text)) : []),
  ]);
  const ofAws = named.filter(([name]) => name.toUpperCase().includes('AWS_'));
  const values = [...ofAws, ...named].filter(([name]) => isSecretName(name)).map(([, value]) => value);
  const secrets = new Set<string>();
  for (const value of [...shaped, ...values]) {
    if (value.trim().length >= 4 && value.length <= longestValue && !isPublic(value.trim())) {
      secrets.add(value);
    }
    if (secrets.size >= mostValues) {
      break;
    }
  }
  return [...secrets];
}

function readings(text: string): readonly (readonly [string, string])[] {
  return loaders.flatMap(({ read }) =>
    [...read(text).variables].map(([name, { value }]): [string, string] => [name, value ?? '']),
  );
}

const secretNames = /SECRET|TOKEN|PASSW|PASSPHRASE|KEY|CREDENTIAL|PRIVATE|BEARER/i;

/** Names of secrets, and not of the files, times and places that go with them. */
function isSecretName(name: string): boolean {
  return secretNames.test(name) && !/_(FILE|EXPIRATION|ARN|REGION|PROFILE)$/i.test(name);
}

/** Words that occur all over a log. */
function isPublic(value: string): boolean {
  return /^(true|false|null|none|undefined|\d{1,4}|arn:aws[a-z-]*:.*)$/i.test(value) || regions.has(value);
}

function keyShaped(text: string): readonly string[] {
  const ids = text.match(/(?:AKIA|ASIA)[A-Z0-9]{16}/g) ?? [];
  const runs = text.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [];
  return [...ids, ...runs.filter(isMixed)];
}
