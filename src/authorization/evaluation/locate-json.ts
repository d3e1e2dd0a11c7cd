import { JsonFault, scanJson, type JsonNode } from './json-scan.ts';
import type { LocatedPolicy, PolicyOrigin, PolicyProblem, Position } from './located-policy.ts';

export type JsonReading =
  { readonly ok: true; readonly located: LocatedPolicy } | { readonly ok: false; readonly problem: PolicyProblem };

/** Reads a policy's JSON text with the place of everything in it. Text that is no JSON is a problem with its place. */
export function locateJson(text: string, origin: PolicyOrigin): JsonReading {
  const positions = positionsOf(text);
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

/** Turns an offset into a line and a column by halving; lines are looked for once. */
function positionsOf(text: string): (offset: number) => Position {
  let starts: readonly number[] | null = null;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}
