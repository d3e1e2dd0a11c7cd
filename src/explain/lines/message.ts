import type { LogLine } from './line.ts';

/** Several lines of a log that belong together, as one text. */
export interface Message {
  /** The parts of one sentence joined by blanks, what stands by itself on lines of its own; no run of blanks is left. */
  readonly text: string;
  readonly packageManager: boolean;
  /** True for one of Terraform's boxes. */
  readonly boxed: boolean;
  /** The number of the line that the character at an offset of `text` comes from. */
  lineAt(offset: number): number;
}

/** A part that stands by itself: a bullet, a key with its value, a heading, a bracket, the place in the source. */
const ownLine =
  /^(?:[*∙•·>{}[\]()<]|- |["']?[$\w-]{1,60}["']?: |Error: |(?:with|on) \S+.*[,:]$|\d+ errors? occurred|caused by|resolution|status code:)/i;

/** Terraform wraps what stands in its boxes at 78 columns, so that a line there begins anywhere. */
const ownBoxLine = /^(?:\* |Error: |Warning: |(?:with|on) \S+.*[,:]$|\d+: |\d+ errors? occurred|status code:)/;

/** The toolkit puts blank lines between the parts of one sentence. */
const attached = /^error (?:code|message) ?:/i;

/** Frames of stack traces say where, not what. */
const frame =
  /^(?:at [\w$.<>[\]#/@ ~`+]+[(: ]|at (?:file|node|https?):|File ".{1,300}", line \d|\.\.\. \d+ more|#\d+ \S+ |from \S+:\d+:in )/;

/** UTF-16 units of a message; what comes later belongs to the dump of an object, not to what it says. */
const mostCharacters = 16_384;

/** Puts the lines of one message together. */
export class MessageBuilder {
  readonly #starts: { readonly offset: number; readonly line: number }[] = [];
  #text = '';
  readonly #boxed: boolean;
  readonly #packageManager: boolean;
  #paragraph = false;

  constructor(first: LogLine) {
    this.#boxed = first.box !== null;
    this.#packageManager = first.packageManager;
    this.add(first, first.text);
  }

  get text(): string {
    return this.#text;
  }

  get isFull(): boolean {
    return this.#text.length >= mostCharacters;
  }

  /** `text` is the part of the line that counts; `glue` overrides what stands between it and what was there before. */
  add(line: LogLine, text: string, glue?: string): void {
    const part = text.trim().replace(/\s+/g, ' ');
    if (part === '') {
      this.#paragraph = true;
      return;
    }
    if (frame.test(part)) {
      return;
    }
    const standsAlone = (this.#paragraph || (this.#boxed ? ownBoxLine : ownLine).test(part)) && !attached.test(part);
    const between = this.#text === '' ? '' : (glue ?? (standsAlone ? '\n' : ' '));
    this.#paragraph = false;
    this.#starts.push({ offset: this.#text.length + between.length, line: line.number });
    this.#text += between + part.slice(0, mostCharacters);
  }

  build(): Message {
    const starts = this.#starts;
    return {
      text: this.#text,
      packageManager: this.#packageManager,
      boxed: this.#boxed,
      lineAt: (offset) => (starts.findLast((start) => start.offset <= offset) ?? starts[0])?.line ?? 1,
    };
  }
}
