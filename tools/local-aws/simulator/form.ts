type Parameters = Readonly<Record<string, string>>;

/** A list of the Query protocol: `NAME.member.1`, `NAME.member.2` and so on. */
export function readList(parameters: Parameters, name: string): readonly string[] {
  return readStructures(parameters, name).flatMap((member) => (member[''] === undefined ? [] : [member['']]));
}

/** A list of structures; each has what stands behind its number, without the dot, as keys. */
export function readStructures(parameters: Parameters, name: string): readonly Parameters[] {
  const prefix = `${name}.member.`;
  const members = new Map<number, Record<string, string>>();
  for (const [key, value] of Object.entries(parameters)) {
    const [number = '', ...rest] = key.startsWith(prefix) ? key.slice(prefix.length).split('.') : [];
    if (/^\d+$/.test(number)) {
      const member = members.get(Number(number)) ?? {};
      member[rest.join('.')] = value;
      members.set(Number(number), member);
    }
  }
  return [...members].sort(([a], [b]) => a - b).map(([, member]) => member);
}
