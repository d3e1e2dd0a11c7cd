import { clip, plain, plainLines } from '../plain.ts';

/**
 * How foreign text gets into the job summary. Every block of the summary is raw HTML without a blank line, so that
 * CommonMark does not look for Markdown inside it; what would end such a block, or HTML itself, is taken out here. The
 * characters that open links, images, code, tables and mathematics are encoded as well, in case a block is moved.
 *
 * The characters that ARNs and AWS keys are made of stay as they are on purpose: the runner masks a repository's other
 * secrets (a role's ARN often is one) by looking for their text in the summary, and would not find it encoded.
 */
const special = /[&<>"`[\]|\\~$]/;

/** The ampersand comes first, because the others bring one. */
const entities = ['&', '<', '>', '"', '`', '[', ']', '|', '\\', '~', '$'].map(
  (character) => [character, `&#${character.charCodeAt(0)};`] as const,
);

/** Foreign text as one line. */
export function text(foreign: string, max: number): string {
  return breakReferences(attribute(foreign, max));
}

/** Foreign text as the value of an attribute between double quotes. */
export function attribute(foreign: string, max: number): string {
  return encode(clip(plain(foreign), max));
}

/** Foreign text that is a name: GitHub turns nothing inside `code` into a mention, an issue or an emoji. */
export function code(foreign: string, max: number): string {
  return foreign === '' ? '' : `<code>${attribute(foreign, max)}</code>`;
}

/** Sentences that may hold foreign text: what stands between two backticks becomes code, and a line break stays one. */
export function prose(foreign: string, max: number): string {
  return plainLines(clip(foreign, max)).map(proseLine).join('<br>');
}

/** A code block that its content cannot end: no line break survives `visibleJson` but its own. */
export function fence(language: string, content: string): string {
  const longest = (content.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${content}\n${ticks}`;
}

function proseLine(line: string): string {
  const pieces = line.split('`');
  const lone = pieces.length % 2 === 0 ? pieces.pop() : undefined;
  const spans = pieces.map((piece, index) => (index % 2 === 0 ? breakReferences(encode(piece)) : codeSpan(piece)));
  return spans.join('') + (lone === undefined ? '' : encode('`') + breakReferences(encode(lone)));
}

function codeSpan(content: string): string {
  return content === '' ? encode('``') : `<code>${encode(content)}</code>`;
}

/**
 * Takes apart what GitHub would turn into a mention or an issue, by a place to break the line, which copying leaves out.
 * A `#` after an ampersand belongs to an entity, which must stay whole.
 */
function breakReferences(encoded: string): string {
  return encoded.replace(/(^|[^\w])@(?=[a-z0-9])/gi, '$1@<wbr>').replace(/(^|[^&])#(?=\d)/g, '$1#<wbr>');
}

/** One pass per character is faster than one pass with a callback, by far where a text is full of them. */
function encode(clean: string): string {
  if (!special.test(clean)) return clean;
  return entities.reduce((text, [character, entity]) => text.replaceAll(character, entity), clean);
}
