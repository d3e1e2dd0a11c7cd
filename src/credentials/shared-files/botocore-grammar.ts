import type { FormatProblem, ParsedFile, ParsedSection, ParsedValue, ProblemKind } from './parsed-file.ts';
import { forEachPythonLine, pythonIndent, pythonSplitLines, pythonStrip, pythonStripEnd } from './python-text.ts';
import type { FileValue } from './shared-files.ts';

/**
 * A file as botocore reads it: Python's `configparser.RawConfigParser` in its strict form. Names are lower-cased, `=`
 * and `:` both divide, only whole lines are comments, an indented line continues the value above it, anything twice is
 * an error, and `[DEFAULT]` is no section but lends its settings to all others. Indented lines under an empty value are
 * settings of their own (`botocore.configloader._parse_nested`).
 *
 * Reading goes on behind a problem, so that the rest of the file can still be judged.
 */
export function parseForBotocore(text: string, file: string): ParsedFile {
  const reader = new Reader(file);
  forEachPythonLine(text, (content, line) => {
    reader.read(content, line);
  });
  return reader.finish();
}

interface OpenSection {
  readonly line: number;
  readonly values: Map<string, ParsedValue>;
}

/** The setting that an indented line would continue. */
interface Option {
  readonly section: OpenSection;
  readonly name: string;
  readonly line: number;
  readonly parts: { readonly text: string; readonly line: number }[];
}

const mostProblems = 1000;

/** Above this many settings, those of `[DEFAULT]` are not copied into every section: no real file comes near. */
const mostInherited = 50_000;

class Reader {
  readonly #file: string;
  readonly #problems: FormatProblem[] = [];
  readonly #sections = new Map<string, OpenSection>();
  readonly #headers = new Map<number, string>();
  readonly #defaults: OpenSection = { line: 0, values: new Map() };
  /** Problems within `[DEFAULT]` that botocore comes upon only when another section takes its settings over. */
  readonly #inDefaults: FormatProblem[] = [];
  #section: OpenSection | null = null;
  /** True within a section that is there for the second time, which is reported once. */
  #repeats = false;
  #option: Option | null = null;
  #indent = 0;

  constructor(file: string) {
    this.#file = file;
  }

  read(text: string, line: number): void {
    const content = pythonStrip(text);
    if (content.startsWith('#') || content.startsWith(';')) {
      return;
    }
    if (content === '') {
      this.#option?.parts.push({ text: '', line });
      return;
    }
    const indent = pythonIndent(text);
    if (this.#option !== null && indent > this.#indent) {
      this.#option.parts.push({ text: content, line });
      return;
    }
    this.#indent = indent;
    const end = content.startsWith('[') ? content.lastIndexOf(']') : -1;
    if (end > 1) {
      this.#open(content.slice(1, end), line);
    } else if (this.#section === null) {
      this.#report('no-header', line);
    } else {
      this.#add(this.#section, content, line);
    }
  }

  finish(): ParsedFile {
    this.#close();
    const { values: inherited } = this.#defaults;
    if (this.#sections.size > 0) {
      this.#problems.push(...this.#inDefaults);
    }
    if (inherited.size > 0 && inherited.size * this.#sections.size <= mostInherited) {
      for (const { values } of this.#sections.values()) {
        for (const [name, value] of inherited) {
          values.set(name, values.get(name) ?? value);
        }
      }
    }
    const sections: ReadonlyMap<string, ParsedSection> = this.#sections;
    const problems = this.#problems.sort((one, other) => one.line - other.line);
    return { sections, headers: this.#headers, problems };
  }

  #open(name: string, line: number): void {
    this.#close();
    const known = this.#sections.get(name);
    if (known !== undefined) {
      this.#report('section-twice', line, known.line);
    }
    this.#repeats = known !== undefined;
    this.#headers.set(line, name);
    this.#section = name === 'DEFAULT' ? this.#defaults : (known ?? { line, values: new Map() });
    if (name !== 'DEFAULT' && known === undefined) {
      this.#sections.set(name, this.#section);
    }
  }

  #add(section: OpenSection, content: string, line: number): void {
    const divider = content.search(/[=:]/);
    if (divider <= 0) {
      this.#report(divider < 0 ? 'no-divider' : 'no-name', line);
      return;
    }
    this.#close();
    const name = pythonStripEnd(content.slice(0, divider)).toLowerCase();
    const known = section.values.get(name);
    if (known !== undefined && !this.#repeats) {
      this.#report('setting-twice', line, known.line);
    }
    this.#option = { section, name, line, parts: [{ text: pythonStrip(content.slice(divider + 1)), line }] };
  }

  /** Puts the setting that is being read into its section. */
  #close(): void {
    if (this.#option === null) {
      return;
    }
    const { section, name, line, parts } = this.#option;
    const value = pythonStripEnd(parts.map((part) => part.text).join('\n'));
    const nested = value.startsWith('\n') ? this.#nested(this.#option) : null;
    section.values.set(name, { value, file: this.#file, line, nested });
    this.#option = null;
  }

  #nested({ section, parts }: Option): ReadonlyMap<string, FileValue> {
    const values = new Map<string, FileValue>();
    for (const { text, line } of parts) {
      for (const piece of pythonSplitLines(text).map(pythonStrip)) {
        const divider = piece.indexOf('=');
        if (divider >= 0) {
          const value = pythonStrip(piece.slice(divider + 1));
          values.set(pythonStrip(piece.slice(0, divider)), { value, file: this.#file, line });
        } else if (piece !== '' && section === this.#defaults) {
          this.#inDefaults.push({ kind: 'nested-without-divider', line });
        } else if (piece !== '') {
          this.#report('nested-without-divider', line);
        }
      }
    }
    return values;
  }

  #report(kind: ProblemKind, line: number, first = line): void {
    if (this.#problems.length < mostProblems) {
      this.#problems.push({ kind, line, first });
    }
  }
}
