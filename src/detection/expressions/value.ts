import type { Spot } from '../../workflow/sources.ts';

/** What an expression or a text with expressions comes to, as far as the files and the event tell. */
export type Told =
  | {
      readonly known: true;
      readonly value: string | number | boolean | null;
      /** Where it is written; `null` when it comes from the event or the environment. */
      readonly spot: Spot | null;
      /** What leads there, such as `env.STACK`; `null` when nothing does. */
      readonly via: string | null;
    }
  | { readonly known: false };

export const unknown: Told = { known: false };

export function plain(value: string | number | boolean | null, spot: Spot | null): Told {
  return { known: true, value, spot, via: null };
}

/** As GitHub writes a value into a text (GitHub docs, "Evaluate expressions in workflows and actions"). */
export function asText(value: string | number | boolean | null): string {
  return value === null ? '' : String(value);
}
