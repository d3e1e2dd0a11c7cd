import { habitsOf } from './flags.ts';
import { beginning, behind, literal, type Word } from './word.ts';

/** An option as it is given; `null` where none belongs to it. */
export interface GivenOption {
  readonly name: string;
  /** All that belong to it, the first one first. */
  readonly values: readonly Word[];
  readonly word: Word;
}

/** The words behind a program, told apart. */
export interface Arguments {
  /** The words that are no options and belong to none. */
  readonly positions: readonly Word[];
  readonly options: readonly GivenOption[];
}

const nothing: readonly Word[] = [];

/**
 * Tells the options of a program from its other words: `--name value`, `--name=value`, and options without a value. A word
 * that begins with a hyphen is never a value. `expected` are the words of a subcommand that is looked for: where the
 * program is not in the table, they are not taken for values.
 */
export function readArguments(program: string, words: readonly Word[], expected: readonly string[]): Arguments {
  const positions: Word[] = [];
  const options: GivenOption[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as Word;
    const [, name, hasValue] = /^(-[\w-][^=\s]{0,100})(=)?/.exec(beginning(word)) ?? [];
    if (literal(word) === '--') {
      positions.push(...words.slice(index + 1));
      break;
    }
    if (name === undefined) {
      positions.push(word);
    } else if (hasValue !== undefined) {
      options.push({ name, values: [behind(word, name.length + 1)], word });
    } else {
      const isFileCommand = program === 'aws' && literal(positions[0]) === 's3';
      const { flags, isGreedy, isKnown } = habitsOf(program, isFileCommand);
      const isFlag = flags.has(name) || /^--no-./.test(name);
      // Before the subcommand is complete, an option takes one value.
      const most = isFlag ? 0 : isGreedy && positions.length >= (program === 'aws' ? 2 : 1) ? words.length : 1;
      const values = isFlag ? nothing : valuesFrom(words, index + 1, most);
      const isSubcommand = !isKnown && literal(values[0]) === expected[positions.length];
      options.push({ name, values: isSubcommand ? nothing : values, word });
      index += isSubcommand ? 0 : values.length;
    }
  }
  return { positions, options };
}

function valuesFrom(words: readonly Word[], from: number, most: number): readonly Word[] {
  let end = from;
  while (end < words.length && end - from < most && !beginning(words[end] as Word).startsWith('-')) {
    end += 1;
  }
  return words.slice(from, end);
}
