import type { Location } from './diagnoses/finding.ts';

/**
 * An input that the run cannot go on with. The message says what is wrong and what to write instead; it never holds a
 * secret value. `input` is the input's name in action.yml.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly input: string;
  readonly location: Location | null;

  constructor(input: string, message: string, location: Location | null = null) {
    super(message);
    this.input = input;
    this.location = location;
  }
}
