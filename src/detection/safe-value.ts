/** Names of variables whose values are never read, wherever they stand. */
const secretNames = /^AWS_(?:SECRET|SESSION|ACCESS)|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|PRIVATE/i;

/** Names that are read where a file of the project writes the value, and not from the environment of the process. */
const processNames = /KEY|^(?:ACTIONS|INPUT|RUNNER|GITHUB)_|^(?:PATH|HOME|USER|PWD|OLDPWD|SHELL|LOGNAME|HOSTNAME)$/i;

/** Whether a value written in a workflow under this name may be told. */
export function isTold(name: string): boolean {
  return /^[A-Za-z_]\w{0,200}$/.test(name) && !secretNames.test(name);
}

/** Whether the value that this process has under this name may be told. */
export function isReadable(name: string): boolean {
  return isTold(name) && !processNames.test(name);
}

const longest = 2000;

/**
 * A value on one line without white space around it; `null` for none, for one that is too long to be a parameter, for one
 * with control characters, and for one that is or holds what AWS issues as an access key.
 */
export function safeValue(text: string): string | null {
  const value = text
    .slice(0, longest + 1)
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  return value === '' || value.length > longest || /\p{Cc}/u.test(value) || isKey(value) ? null : value;
}

/** Key ids, and forty characters of base64 with both cases and digits, as secret keys are; a commit id is in lower case. */
function isKey(value: string): boolean {
  const runs = value.match(/[A-Za-z0-9/+]{40,}/g) ?? [];
  return (
    /(?:AKIA|ASIA)[A-Z0-9]{12}/.test(value) ||
    runs.some((run) => run.length === 40 && /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run))
  );
}
