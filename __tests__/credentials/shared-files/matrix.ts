import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family, SharedFiles, SharedView } from '../../../src/credentials/shared-files/shared-files.ts';
import { viewOf } from '../../../src/credentials/shared-files/view.ts';
import { findFile } from '../../../src/files/find-file.ts';

/** Profiles or sessions by name, their settings by name; nested ones as `outer.inner`. */
export type PlainSections = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Expected {
  readonly broken?: { readonly file: string; readonly line: number };
  readonly profiles?: PlainSections;
  readonly ssoSessions?: PlainSections;
}

/** One variant of the two files and what each family sees in it. No file is written where there is no text. */
export interface Variant {
  readonly name: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly encoding?: 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'latin1';
  readonly both?: Expected;
  readonly botocore?: Expected;
  readonly javascript?: Expected;
}

export const matrix = JSON.parse(readFileSync(new URL('./matrix.json', import.meta.url), 'utf8')) as readonly Variant[];

export function expected(
  variant: Variant,
  family: Family,
): Required<Pick<Expected, 'profiles' | 'ssoSessions'>> & Pick<Expected, 'broken'> {
  const side = variant.both ?? variant[family] ?? {};
  return { profiles: {}, ssoSessions: {}, ...side };
}

export function bytesOf(text: string | undefined, encoding?: Variant['encoding']): Buffer | null {
  if (text === undefined) {
    return null;
  }
  switch (encoding) {
    case undefined:
      return Buffer.from(text);
    case 'utf-8-bom':
      return Buffer.from(`\uFEFF${text}`);
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'latin1':
      return Buffer.from(text, 'latin1');
  }
}

/** Paths of the two files of one variant; the SDK keeps what it has read by path, so that none is used twice. */
export interface Paths {
  readonly filepath: string;
  readonly configFilepath: string;
}

export function writeFiles(
  folder: string,
  id: number,
  variant: Pick<Variant, 'config' | 'credentials' | 'encoding'>,
): Paths {
  const paths = { filepath: join(folder, `credentials-${id}`), configFilepath: join(folder, `config-${id}`) };
  const credentials = bytesOf(variant.credentials, variant.encoding);
  const config = bytesOf(variant.config, variant.encoding);
  if (credentials !== null) {
    writeFileSync(paths.filepath, credentials);
  }
  if (config !== null) {
    writeFileSync(paths.configFilepath, config);
  }
  return paths;
}

export function found({ filepath, configFilepath }: Paths): SharedFiles {
  return { config: findFile(configFilepath, 'config'), credentials: findFile(filepath, 'credentials') };
}

/** A view without positions, to compare with what the real parsers answer. */
export function plain(family: Family, files: SharedFiles): Expected {
  const { broken, profiles, ssoSessions } = viewOf(family, files);
  return {
    ...(broken === null ? {} : { broken: { file: broken.file, line: broken.line } }),
    profiles: plainSections(profiles),
    ssoSessions: plainSections(ssoSessions),
  };
}

function plainSections(sections: SharedView['profiles']): PlainSections {
  return Object.fromEntries(
    [...sections].map(([name, { values }]) => [
      name,
      Object.fromEntries([...values].map(([setting, { value }]) => [setting, value])),
    ]),
  );
}
