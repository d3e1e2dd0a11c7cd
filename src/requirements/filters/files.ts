/** What the name of a file ends with, such as `.zip`, in the case that it is written in. */
export function fileExtension(value: string): string | null {
  const name = value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 && dot < name.length - 1 ? name.slice(dot) : null;
}
