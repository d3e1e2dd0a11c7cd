/** What nobody chooses and no run repeats: ids, hashes, times. */
const varying: readonly RegExp[] = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /[0-9a-f]{32,64}/g,
  /\d{13}-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g,
  /\d{13}/g,
];

/** An ARN with `*` for what differs from run to run, and for what the scenario says differs: its own patterns. */
export function blur(arn: string, patterns: readonly string[]): string {
  const [prefix, rest] = split(arn);
  const own = patterns.map((pattern) => new RegExp(pattern, 'g'));
  return `${prefix}${[...varying, ...own].reduce((text, pattern) => text.replace(pattern, '*'), rest)}`;
}

/** The account's number is no time, so what comes before the resource stays. */
function split(arn: string): readonly [string, string] {
  const prefix = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:/.exec(arn)?.[0] ?? '';
  return [prefix, arn.slice(prefix.length)];
}
