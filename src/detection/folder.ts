/**
 * A path below the workspace, with forward slashes, from a folder and a path that may be relative to it; the empty text is
 * the workspace itself. `null` when it leads out of the workspace, or is absolute.
 */
export function joinPath(folder: string, path: string): string | null {
  const plain = path.replaceAll('\\', '/');
  if (plain.startsWith('/') || plain.startsWith('~') || /^[A-Za-z]:/.test(plain) || plain.length > longest) {
    return null;
  }
  const parts: string[] = folder === '' ? [] : folder.split('/');
  for (const part of plain.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) {
        return null;
      }
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

const longest = 500;

/** The folder of a path. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
