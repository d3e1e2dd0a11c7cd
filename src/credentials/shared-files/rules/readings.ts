import type { FileView } from '../file-view.ts';

/** A setting as a family finds it in one line. */
export interface Reading {
  readonly name: string;
  readonly value: string;
}

export type Readings = ReadonlyMap<number, Reading>;

/** Every setting of the profiles and sessions of one file by its line; a nested one with the name of the outer in front. */
export function readingsOf({ profiles, ssoSessions }: FileView): Readings {
  const readings = new Map<number, Reading>();
  for (const { values } of [...profiles.values(), ...ssoSessions.values()]) {
    for (const [name, { value, line, nested }] of values) {
      if (nested === null) {
        readings.set(line, { name, value });
        continue;
      }
      for (const [inner, one] of nested) {
        readings.set(one.line, { name: `${name}.${inner}`, value: one.value });
      }
    }
  }
  return readings;
}
