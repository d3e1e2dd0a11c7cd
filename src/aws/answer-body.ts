import { parseXML } from '@aws-sdk/xml-builder';

/**
 * The body of an answer as plain values, whatever the protocol: JSON as it is, XML as objects by element name, without
 * attributes, where the children of a list (`member`, or `entry` in a map) stand in an array, and every value is a
 * text. `null` for a body that is neither.
 */
export function readAnswerBody(body: string): unknown {
  const text = body.trimStart();
  try {
    if (text.startsWith('<')) {
      return plain(parseXML(text));
    }
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** The Query protocol writes a list as `<Names><member>a</member></Names>`, and an empty one as `<Names/>`. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.map(plain);
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const entries = Object.entries(node).filter(([key]) => !key.startsWith('xmlns') && key !== '__proto__');
  const [only, ...more] = entries;
  if (only !== undefined && more.length === 0 && (only[0] === 'member' || only[0] === 'entry')) {
    const items: unknown = only[1];
    return (Array.isArray(items) ? items : [items]).map(plain);
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, plain(value)]));
}
