import type { LogLine } from './line.ts';

/** A group that the runner forgot to close, or that the log does not show to its end, does not swallow the rest. */
const longestGroup = 400;

/** Follows the groups in which the runner shows what it is about to do: a script, its shell, its environment. */
export class ShownGroups {
  #lines: number | null = null;

  /** True for a line that the runner only shows. Every line of a log has to pass here, in order. */
  isShown({ text, script }: LogLine): boolean {
    if (text.startsWith('##[')) {
      return this.#mark(text);
    }
    if (this.#lines === null) {
      return script;
    }
    this.#lines += 1;
    this.#lines = this.#lines > longestGroup ? null : this.#lines;
    return true;
  }

  #mark(text: string): boolean {
    if (text.startsWith('##[group]')) {
      this.#lines = text.startsWith('##[group]Run ') ? 0 : null;
    } else if (text.startsWith('##[endgroup]')) {
      this.#lines = null;
    }
    return true;
  }
}

/**
 * Tells lines in which something is shown from lines in which something happens: scripts that a shell prints before it
 * runs them, comments, source code, plans, and the names of tests.
 */
export function isEcho({ text, box }: LogLine): boolean {
  return box === null && (openings.test(text) || printing.test(text) || tests.test(text));
}

/** First words that stand before what is shown; and a shell's trace, a prompt, a comment, an added line of a plan. */
const openings =
  /^(?:\s{0,12}(?:\++ |\/\/ |<!--|REM |echo |printf |grep |console\.|print\(|logger\.|log\.|raise |throw |except |catch ?\(|assert|expect\(|if |elif |case |when |return |await |const |let |var |def |func |import |from |use |- `|`(?!\w+ )|\|.*\|$)|# |\$ |> |-- )/;

/** A word that prints or searches, with the beginning of its argument behind it. */
const printing = /\b(?:echo|printf|grep)(?: -[A-Za-z]{1,8}){0,4} ["']/;

/** Results of test runners: the line says what was tested, not what happened. */
const tests =
  /^\s{0,40}(?:[✓✔√]\s|[✕✗×]\s.{0,300}\(\d+(?:\.\d+)? ?m?s\)$|(?:PASS|RUNS) |(?:not )?ok \d+ |--- (?:PASS|FAIL|SKIP): |=== (?:RUN|CONT|PAUSE) |test \S{1,200} \.\.\. )|::\w{1,200}(?:\[.{0,200}\])? (?:PASSED|SKIPPED|XFAIL)/;
