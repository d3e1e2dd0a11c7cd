/** Printable ASCII is numbered from 1, capitals as their small letters; 0 is every other character. */
const symbols = 96;

const numbers = Uint8Array.from({ length: 127 }, (_, code) => {
  const small = code >= 65 && code <= 90 ? code + 32 : code;
  return small < 32 ? 0 : small - 31;
});

/**
 * Says whether a text holds one of many words, in any case, in one pass whatever their number (Aho and Corasick,
 * 1975). Words are of printable ASCII.
 */
export function wordFinder(words: readonly string[]): (text: string) => boolean {
  const { next, ends } = automaton(words);
  return (text) => {
    let state = 0;
    for (let index = 0; index < text.length; index += 1) {
      state = next[state * symbols + (numbers[text.charCodeAt(index)] ?? 0)] ?? 0;
      if (ends[state] === 1) return true;
    }
    return false;
  };
}

/** States are the beginnings of words; from each, every symbol leads to the longest beginning that the text ends with. */
interface Automaton {
  readonly next: Int32Array;
  readonly ends: Uint8Array;
}

function automaton(words: readonly string[]): Automaton {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const next = new Int32Array(most * symbols);
  const ends = new Uint8Array(most);
  let states = 1;
  for (const word of words) {
    let state = 0;
    for (let index = 0; index < word.length; index += 1) {
      const edge = state * symbols + (numbers[word.charCodeAt(index)] ?? 0);
      if (next[edge] === 0) {
        next[edge] = states;
        states += 1;
      }
      state = next[edge] ?? 0;
    }
    ends[state] = 1;
  }
  return { next: link(next, ends, states), ends };
}

/** Fills in where a text goes on when it leaves a word: to the longest other beginning, level by level. */
function link(next: Int32Array, ends: Uint8Array, states: number): Int32Array {
  const fallback = new Int32Array(states);
  const queue = [0];
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    const back = fallback[state] ?? 0;
    if (ends[back] === 1) ends[state] = 1;
    for (let symbol = 0; symbol < symbols; symbol += 1) {
      const edge = state * symbols + symbol;
      const child = next[edge] ?? 0;
      const other = state === 0 ? 0 : (next[back * symbols + symbol] ?? 0);
      if (child === 0) {
        next[edge] = other;
      } else {
        fallback[child] = other;
        queue.push(child);
      }
    }
  }
  return next;
}
