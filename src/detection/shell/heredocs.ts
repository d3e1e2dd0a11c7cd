/** The here-documents that a line has opened and that begin below it (POSIX, Shell Command Language, 2.7.4). */
export class Heredocs {
  #open: { readonly end: string; readonly tabs: boolean }[] = [];

  /** Reads `<<EOF`, `<<-'EOF'` and the like at the beginning of `rest`, and tells how long that is. */
  begin(rest: string): number {
    const found = /^<<(-?)[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\s;&|<>()]*))/.exec(rest);
    const end = found?.[2] ?? found?.[3] ?? (found?.[4] ?? '').replaceAll('\\', '');
    if (end !== '') {
      this.#open.push({ end, tabs: found?.[1] === '-' });
    }
    return found?.[0].length ?? 2;
  }

  /** Where the script goes on when what was opened begins at `at`, and how many lines that is. */
  skip(text: string, at: number): { readonly at: number; readonly lines: number } {
    let position = at;
    let lines = 0;
    for (const { end, tabs } of this.#open) {
      for (let found = false; !found && position < text.length; lines += 1) {
        const next = text.indexOf('\n', position);
        const stop = next < 0 ? text.length : next;
        const line = text.slice(position, stop).replace(/\r$/, '');
        found = (tabs ? line.replace(/^\t+/, '') : line) === end;
        position = stop + 1;
      }
    }
    this.#open = [];
    return { at: position, lines };
  }
}
