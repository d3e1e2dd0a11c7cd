import { lineFinder } from './line-finder.ts';
import { JsonFault, scanJson, type JsonNode } from './json-scan.ts';
import type { LocatedPolicy, PolicyOrigin, PolicyProblem } from './located-policy.ts';

export type JsonReading =
  { readonly ok: true; readonly located: LocatedPolicy } | { readonly ok: false; readonly problem: PolicyProblem };

/** Reads a policy's JSON text with the place of everything in it. Text that is no JSON is a problem with its place. */
export function locateJson(text: string, origin: PolicyOrigin): JsonReading {
  const positions = lineFinder(text);
  const root = scanJson(text);
  if (root instanceof JsonFault) {
    const sentence = `The policy is not valid JSON: ${root.message}`;
    return { ok: false, problem: { origin, position: positions(root.offset), sentence } };
  }
  return {
    ok: true,
    located: {
      origin,
      value: root.value,
      locate: (path) => {
        const node = follow(root, path);
        return node === null ? null : positions(node.offset);
      },
    },
  };
}

function follow(root: JsonNode, path: readonly (string | number)[]): JsonNode | null {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    node = node?.children?.get(step);
  }
  return node ?? null;
}
