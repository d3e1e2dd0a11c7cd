import type { FileView } from './file-view.ts';
import { fileViewsOf } from './file-view.ts';
import type { ParsedSection } from './parsed-file.ts';
import { sentenceOf } from './parsed-file.ts';
import { remembered } from './remembered.ts';
import type { Family, FileSection, FileValue, FileValues, SharedView } from './shared-files.ts';

/**
 * What one family sees in both files together. An absent file is an empty one to both families, and so is one that may
 * not be read: botocore and the JavaScript SDK pass over the error. Of a file that was not looked at for another reason
 * (its size, its kind) nothing is known, and it counts as empty too.
 *
 * The JavaScript view leaves out names that `Object.prototype` has (`constructor`), because the SDK never finds such
 * profiles. A `[profile dev]` in the credentials file is a profile `profile.dev` to it, and `profile dev` to botocore.
 *
 * Sources: `load_config` and `full_config` of botocore; `loadSharedConfigFiles`, `parseKnownFiles` and
 * `loadSsoSessionData` of @smithy/core.
 */
export const viewOf = remembered((family, files): SharedView => {
  const { config, credentials } = fileViewsOf(family, files);
  const stop =
    family === 'botocore' ? [config, credentials].find(({ parsed }) => parsed.problems.length > 0) : undefined;
  const first = stop?.parsed.problems[0];
  return stop === undefined || first === undefined
    ? together(family, config, credentials)
    : {
        family,
        broken: { file: stop.file, line: first.line, sentence: sentenceOf(first) },
        profiles: new Map(),
        ssoSessions: new Map(),
      };
});

/** Both files together, reading on behind problems: for judging the rest of a file that botocore refuses. */
export function together(family: Family, config: FileView, credentials: FileView): SharedView {
  const profiles = new Map<string, FileSection>();
  for (const name of new Set([...config.profiles.keys(), ...credentials.profiles.keys()])) {
    profiles.set(name, merged(name, config, credentials));
  }
  const ssoSessions = new Map<string, FileSection>();
  for (const [name, { line, values }] of config.ssoSessions) {
    ssoSessions.set(name, { name, file: config.file, line, values: flat(values) });
  }
  return { family, broken: null, profiles, ssoSessions };
}

/** Setting by setting, the credentials file wins; nested ones go with the setting that they stand under. */
function merged(name: string, config: FileView, credentials: FileView): FileSection {
  const first = config.profiles.get(name);
  const second = credentials.profiles.get(name);
  const parts = { config: flat(first?.values), credentials: flat(second?.values) };
  const head = { name, file: first === undefined ? credentials.file : config.file, line: (first ?? second)?.line ?? 1 };
  if (first === undefined || second === undefined) {
    return { ...head, values: first === undefined ? parts.credentials : parts.config, parts };
  }
  const left = new Map([...first.values].filter(([key]) => !second.values.has(key)));
  return { ...head, values: new Map([...flat(left), ...parts.credentials]), parts };
}

const noValues: FileValues = new Map();

/** As it is where nothing is nested, which saves a copy of every section. */
function flat(values: ParsedSection['values'] | undefined): FileValues {
  if (values === undefined || !hasNested(values)) {
    return values ?? noValues;
  }
  const all = new Map<string, FileValue>();
  for (const [name, value] of values) {
    if (value.nested === null) {
      all.set(name, value);
    }
    for (const [inner, one] of value.nested ?? []) {
      all.set(`${name}.${inner}`, one);
    }
  }
  return all;
}

function hasNested(values: ParsedSection['values']): boolean {
  for (const { nested } of values.values()) {
    if (nested !== null) {
      return true;
    }
  }
  return false;
}
