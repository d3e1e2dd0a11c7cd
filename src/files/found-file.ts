/**
 * What there is under a path that may hold credentials or settings. Read once at the edge; a file that cannot be looked
 * at is a value too, with the reason in words.
 */
export type FoundFile =
  | { readonly kind: 'absent'; readonly path: string }
  | {
      readonly kind: 'unreadable';
      readonly path: string;
      /** Goes after the path in a sentence: `may not be read by this user`. */
      readonly why: string;
      /** True when it is the mode of the file, or of a folder above it, that stands in the way. */
      readonly denied: boolean;
    }
  | TextFile;

export interface TextFile {
  readonly kind: 'text';
  /** As a person knows it: relative to the workspace with forward slashes, `~/.aws/config`, or absolute. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16';
  /** Permission bits, such as 0o600; `null` where the system has none. */
  readonly mode: number | null;
}

/** The text of a file, empty when it is absent or unreadable. */
export function textOf(file: FoundFile): string {
  return file.kind === 'text' ? file.text : '';
}
