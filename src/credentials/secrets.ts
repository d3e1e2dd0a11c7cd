import type { CredentialFacts } from './facts.ts';
import { isExpression } from './flaws/unexpanded.ts';
import { meantVariable } from './near-names.ts';
import { variableNames } from './value.ts';

/**
 * Every value that has to be masked before anything is printed, raw, each once: the three key inputs, and every `AWS_`
 * variable whose name says that it holds a credential, misspelt and older names included. Of a value that holds more
 * than itself (a pasted block, an assignment, JSON) also the parts, because a log shows those on their own.
 *
 * Values and parts of fewer than four characters are left out: masking them hides nothing and eats the log.
 */
export function secretValues(facts: CredentialFacts): readonly string[] {
  const { inputs, environment } = facts;
  const named = Object.entries(environment).filter(
    ([name, value]) => isKeyName(name) || (isSecretName(name) && !isPublic(value)),
  );
  const values = [
    inputs.accessKeyId,
    inputs.secretAccessKey,
    inputs.sessionToken,
    ...named.map(([, value]) => value),
  ].filter((value) => !isExpression(value));
  const all = values.flatMap((value) => [value, ...parts(value)]);
  return [...new Set(all)].filter((value) => value.trim().length >= 4);
}

/** One of the three variables that hold static keys, however it is spelt. */
function isKeyName(name: string): boolean {
  const variables: readonly string[] = Object.values(variableNames);
  return variables.includes(meantVariable(name) ?? name);
}

/** Names of credentials, and not of the files, times and addresses that go with them. */
function isSecretName(name: string): boolean {
  return (
    /SECRET|SECURITY|TOKEN|_KEY$|ACCESS_KEY|PASSW|PASSPHRASE|PRIVATE|BEARER|CREDENTIAL/i.test(name) &&
    !/_(FILE|EXPIRATION|URI|URL|ARN|REGION|PROFILE|ENDPOINTS?)$/i.test(name)
  );
}

/** Short words and ARNs occur all over a log; a name such as AWS_SECRETS_ENABLED does not make them secret. */
function isPublic(value: string): boolean {
  return /^(true|false|\d{1,3}|arn:aws[a-z-]*:.*)$/.test(value);
}

/** What follows the `=` or `:` of each line, and each run of characters that could be a key by itself. */
function parts(value: string): readonly string[] {
  const lines = value.split(/[\r\n]+/);
  const afterSign = lines.map((line) => line.slice(line.search(/[=:]/) + 1).trim());
  const runs = value.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? [];
  return lines.length > 1 || /[=:]/.test(value) ? [...afterSign, ...runs] : runs;
}
