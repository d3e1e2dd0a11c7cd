/** What is known of a request's context. The case of key names does not matter. */
export interface KnownContext {
  /** A list without a value says that the key is absent. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that the real request will not carry. */
  readonly absent: readonly string[];
  /** What any other key is. Nothing is made up: not even `aws:PrincipalArn` is taken from the principal. */
  readonly others: 'unknown' | 'absent';
}

/** The values of a key; none where the request does not carry it. */
export type KeyState = readonly string[] | 'unknown';

/** Looks a key up by its name in lower case. */
export type KeyReader = (foldedKey: string) => KeyState;

const absent: readonly string[] = [];

/** One context serves many requests, so its keys are folded once. */
const readers = new WeakMap<KnownContext, KeyReader>();

/** Condition keys are compared without regard to case (IAM User Guide, "IAM JSON policy elements: Condition"). */
export function readerOf(context: KnownContext): KeyReader {
  const known = readers.get(context);
  if (known !== undefined) {
    return known;
  }
  const states = new Map<string, KeyState>(context.absent.map((key) => [key.toLowerCase(), absent]));
  for (const [key, value] of Object.entries(context.values)) {
    states.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  const other = context.others === 'unknown' ? 'unknown' : absent;
  const reader: KeyReader = (foldedKey) => states.get(foldedKey) ?? other;
  readers.set(context, reader);
  return reader;
}
