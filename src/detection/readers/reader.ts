import type { DeployedValue } from '../../requirements/deployed.ts';
import type { Spot } from '../../workflow/sources.ts';
import { findEntry } from '../../workflow/workflow.ts';
import type { Resolver } from '../expressions/context.ts';
import { asText } from '../expressions/value.ts';
import type { ProjectFiles } from '../files/project-tree.ts';
import { locationOf } from '../location.ts';
import { safeValue } from '../safe-value.ts';
import { readArguments } from '../shell/arguments.ts';
import { literal } from '../shell/word.ts';
import type { Match } from '../targets/match.ts';
import type { CommandUse } from '../uses/use.ts';
import { wordValue } from '../uses/word-value.ts';

/** What a reader goes by. */
export interface ReaderFacts {
  readonly files: ProjectFiles;
  /** Below the workspace, where the tool looks for its files. */
  readonly folder: string;
  readonly deploying: Deploying;
  /** The branch that is checked out, as `refs/heads/main`; empty when none is. */
  readonly ref: string;
}

/** From the files of one tool to values by name. Never throws; nothing for files that are not there. */
export type Reader = (facts: ReaderFacts) => ReadonlyMap<string, DeployedValue>;

/** What a step says: a text, `null` where it says nothing, `undefined` where nobody knows what. */
export type Said = string | null | undefined;

/** What another command says, and where. */
export interface SaidAt {
  readonly value: string | undefined;
  readonly spot: Spot;
}

/** The step that deploys, for a reader that needs to know how it was called. */
export class Deploying {
  readonly #match: Match | null;
  readonly #resolver: Resolver;

  constructor(match: Match | null, resolver: Resolver) {
    this.#match = match;
    this.#resolver = resolver;
  }

  /** Where it stands; `null` when no step shows the deployment. */
  get spot(): Spot | null {
    return this.#match?.use.spot ?? null;
  }

  /** The value of an option, under any of its names. */
  option(...names: readonly string[]): Said {
    return this.options(...names).at(-1) ?? (this.options(...names).length > 0 ? undefined : null);
  }

  options(...names: readonly string[]): readonly (string | undefined)[] {
    const match = this.#match;
    return match?.kind !== 'command'
      ? []
      : match.options
          .filter(({ name }) => names.includes(name))
          .map(({ values: [value] }) =>
            value === undefined ? '' : wordValue(value, match.use.step.scope, this.#resolver)?.value,
          );
  }

  /** The words behind the command that are no options. */
  arguments(): readonly (string | undefined)[] {
    const match = this.#match;
    return match?.kind !== 'command'
      ? []
      : match.positions.map((word) => wordValue(word, match.use.step.scope, this.#resolver)?.value);
  }

  input(name: string): Said {
    return this.#match?.kind === 'action' ? this.#input(this.#match.use.step, name) : null;
  }

  /** A variable of the environment. */
  variable(name: string): Said {
    const scope = this.#match?.use.step.scope;
    if (scope === undefined) {
      return undefined;
    }
    const told = this.#resolver.variable(name, scope);
    return told.known ? asText(told.value) : this.#resolver.isUnset(name, scope) ? null : undefined;
  }

  /** The values of an option of another command of the same job that runs in the same folder. */
  optionsBeside(program: string, subcommand: string, option: string): readonly SaidAt[] {
    const match = this.#match;
    const own = match?.kind === 'command' ? match.use : null;
    return (own?.job ?? [])
      .filter((use) => use.program === program && use.folder === own?.folder)
      .flatMap((use) => this.#optionsOf(use, subcommand, option));
  }

  /** An input of the steps of the same job that use an action. */
  inputsBeside(action: string, name: string): readonly Said[] {
    const match = this.#match;
    const steps = match?.use.step.scope.frames[0].job.steps ?? [];
    return steps
      .filter(({ uses }) => uses?.split('@')[0]?.toLowerCase() === action)
      .map((step) => (match === null ? null : this.#input({ ...match.use.step, step }, name)));
  }

  #input({ step, scope }: Match['use']['step'], name: string): Said {
    const entry = findEntry(step.with, name);
    if (entry === null) {
      return step.with.dynamic ? undefined : null;
    }
    const told = entry.value === null ? null : this.#resolver.text(entry.value, scope, entry.line);
    return told?.known === true ? asText(told.value) || null : undefined;
  }

  #optionsOf(use: CommandUse, subcommand: string, option: string): readonly SaidAt[] {
    const { positions, options } = readArguments(use.program, use.words, [subcommand]);
    return literal(positions[0]) !== subcommand
      ? []
      : options
          .filter(({ name }) => name === option)
          .map(({ values: [value], word: { spot } }) => ({
            value: value === undefined ? undefined : wordValue(value, use.step.scope, this.#resolver)?.value,
            spot,
          }));
  }
}

/** Names of stacks and environments are foreign, and of any length. */
const longestWhat = 200;

/** The values that a reader gives, without those that must not be told. */
export class ReadValues {
  readonly values = new Map<string, DeployedValue>();

  /** `what` says where in the file it stands. A name that has a value keeps it. */
  add(name: string, text: string | null | undefined, what: string, file: string, line: number): this {
    const value = text == null ? null : safeValue(text);
    if (value !== null && !this.values.has(name)) {
      this.values.set(name, {
        value,
        origin: { kind: 'file', what: what.slice(0, longestWhat), location: locationOf({ file, line }) },
      });
    }
    return this;
  }

  /** For what the step itself says. */
  addFromStep(name: string, text: string | null | undefined, what: string, spot: Spot | null): this {
    const value = text == null ? null : safeValue(text);
    if (value !== null && !this.values.has(name)) {
      const location = spot === null ? null : locationOf(spot);
      this.values.set(name, { value, origin: { kind: 'step', what, location } });
    }
    return this;
  }
}
