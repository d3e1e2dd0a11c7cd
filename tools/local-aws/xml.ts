/** A value to write as XML or JSON. A list repeats the element that it stands under. */
export type Tree = string | number | boolean | readonly Tree[] | { readonly [name: string]: Tree };

/** An XML document with one root element; `attributes` are those of the root. */
export function xmlDocument(root: string, content: Tree, attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${written.join('')}>${inside(content)}</${root}>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes text for content and attributes, and replaces the control characters that XML 1.0 cannot hold at all. */
export function escapeXml(text: string): string {
  return text.replace(/\p{Cc}/gu, replaceControl).replace(/[&<>"']/g, (found) => entities[found] ?? found);
}

function replaceControl(character: string): string {
  return character === '\t' || character === '\n' || character === '\r' || character > '~' ? character : '\ufffd';
}

function inside(tree: Tree): string {
  if (typeof tree !== 'object') {
    return escapeXml(String(tree));
  }
  if (isList(tree)) {
    return tree.map(inside).join('');
  }
  return Object.entries(tree)
    .map(([name, value]) => element(name, value))
    .join('');
}

function element(name: string, value: Tree): string {
  if (typeof value === 'object' && isList(value)) {
    return value.map((one) => element(name, one)).join('');
  }
  return `<${name}>${inside(value)}</${name}>`;
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}
