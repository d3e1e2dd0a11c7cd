import { codeOf, type Seen } from './seen.ts';

/** What earlier messages of the same log have told. */
export interface Memory {
  /** True once configure-aws-credentials has said that the job may not ask for a token. */
  idTokenMissing: boolean;
  /** The last line at which there were no credentials; 0 before. */
  noCredentialsAt: number;
}

/** Lines within which a tool shows the end of the chain of sources below what that comes to. */
const chainLines = 12;

/** Leaves of the errors of one message those that each tell something of their own. */
export function condense(seen: readonly Seen[], memory: Memory): readonly Seen[] {
  return withoutEndOfChain(withoutWrappers(once(seen)), memory);
}

/** Dumps and traces repeat an error: within a message each is one. */
function once(seen: readonly Seen[]): readonly Seen[] {
  const kept: Seen[] = [];
  for (const one of seen) {
    const isKept = kept.some(
      (other) => codeOf(other) === codeOf(one) && (one.action === null || other.action === one.action),
    );
    if (!isKept) kept.push(one);
  }
  return kept;
}

/** Beside an error that is named, one that is not is only what a tool has wrapped around it. */
function withoutWrappers(seen: readonly Seen[]): readonly Seen[] {
  const isNamed = seen.some(({ verdict }) => verdict.kind === 'diagnosis');
  return isNamed ? seen.filter(({ verdict, voice }) => verdict.kind !== 'unknown' || voice === 'answer') : seen;
}

/** The instance is asked last: below "no credentials" its silence is no failure of its own. */
function withoutEndOfChain(seen: readonly Seen[], memory: Memory): readonly Seen[] {
  memory.noCredentialsAt = seen.find((one) => codeOf(one) === 'env-no-credentials')?.line ?? memory.noCredentialsAt;
  const last = memory.noCredentialsAt;
  const isBelow = ({ line }: Seen): boolean => last > 0 && line >= last && line - last <= chainLines;
  return seen.filter((one) => !(endsOfChain.includes(codeOf(one)) && isBelow(one)));
}

const endsOfChain: readonly string[] = ['imds-unavailable', 'container-credentials'];
