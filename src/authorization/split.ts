import type { SimulationRequest } from '../aws/port.ts';

const sentence = 'require different authorization information';

/** Whether the simulator refused a call because its actions do not go together. */
export function isMixedActions(message: string): boolean {
  return message.includes(sentence);
}

/**
 * Splits a refused call as AWS says: `Invalid Input Actions: [a, b] and [c] require different authorization
 * information.` A sentence that names no groups, or groups that do not part the actions, ends in one action a call.
 */
export function splitMixedActions(request: SimulationRequest, message: string): readonly SimulationRequest[] {
  const named = bracketed(message).map((group) => new Set(group.split(',').map((name) => name.trim().toLowerCase())));
  const groups = named
    .map((names) => request.actions.filter((action) => names.has(action.toLowerCase())))
    .filter((actions) => actions.length > 0);
  const placed = new Set(groups.flat());
  const rest = request.actions.filter((action) => !placed.has(action));
  const disjoint = groups.flat().length === placed.size;
  const parted = groups.length > 1 || (groups.length === 1 && rest.length > 0);
  const parts =
    disjoint && parted ? [...groups, ...(rest.length > 0 ? [rest] : [])] : request.actions.map((action) => [action]);
  return parts.map((actions) => ({ ...request, actions }));
}

/** Texts between `[` and `]`, by position: the message is foreign text of any length. */
function bracketed(message: string): readonly string[] {
  const groups: string[] = [];
  for (let open = message.indexOf('['); open !== -1; open = message.indexOf('[', open + 1)) {
    const close = message.indexOf(']', open);
    if (close === -1) {
      break;
    }
    groups.push(message.slice(open + 1, close));
  }
  return groups;
}
