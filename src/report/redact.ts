import { results } from './report.ts';
import { verdicts } from '../authorization/verdict.ts';
import { encodings, secretVariants, shortest, unmistakable } from './secret-variants.ts';
import { kindWords, severities } from './wording.ts';

export { secretVariants } from './secret-variants.ts';

const hidden = '***';

/**
 * A deep copy in which no secret, and no form or encoding of one, is left in any string; keys of objects stay. A secret
 * of eight characters or more is replaced wherever it occurs. A shorter one is nothing that AWS or GitHub issues, but a
 * mistake or a stand-in such as `test`: it is replaced where it stands as a token of its own, and if it is a plain word,
 * only where it is written as a value, so that sentences keep theirs. Below four characters nothing is replaced.
 */
export function redact<T>(value: T, secrets: readonly string[]): T {
  const pattern = compile(secrets);
  const known = new Map<string, string>();
  return copy(value, (text) => {
    if (pattern === null || vocabulary.has(text)) return text;
    const earlier = known.get(text);
    if (earlier !== undefined) return earlier;
    const clean = redactText(text, pattern);
    known.set(text, clean);
    return clean;
  });
}

/** A string that is one of the report's own closed words says nothing about a secret, and code branches on it. */
const vocabulary: ReadonlySet<string> = new Set([
  ...results,
  ...verdicts,
  ...severities,
  ...Object.keys(kindWords),
  ...['caller', 'Allow', '2012-10-17'],
]);

/** All replacements at once: one after the other, the second would miss a secret that overlaps the first. */
function redactText(text: string, pattern: RegExp): string {
  let result = '';
  let written = 0;
  let open: { readonly start: number; end: number } | null = null;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + (match[1] ?? '').length;
    if (open !== null && match.index <= open.end) {
      open.end = Math.max(open.end, end);
      continue;
    }
    if (open !== null) {
      result += text.slice(written, open.start) + hidden;
      written = open.end;
    }
    open = { start: match.index, end };
  }
  if (open === null) return text;
  return result + text.slice(written, open.start) + hidden + text.slice(open.end);
}

/** A look-ahead, so that every place is tried and overlapping secrets are all seen; the longest form comes first. */
function compile(secrets: readonly string[]): RegExp | null {
  const variants = secrets.flatMap(secretVariants).filter((variant) => variant.trim().length >= shortest);
  const forms = [...new Set(variants.flatMap((variant) => [variant, ...encodings(variant)]))];
  const alternatives = forms.sort((a, b) => b.length - a.length).map(alternative);
  return alternatives.length === 0 ? null : new RegExp(`(?=(${alternatives.join('|')}))`, 'gu');
}

function alternative(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  if (form.length >= unmistakable) return literal;
  return /^(?:\p{Lu}?\p{Ll}+|\p{Lu}+)$/u.test(form)
    ? `(?<=^|["'\`=:])${literal}(?=$|["'\`,;&])`
    : `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`;
}

function copy<T>(value: T, clean: (text: string) => string): T {
  return copyUnknown(value, clean) as T;
}

function copyUnknown(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((item) => copyUnknown(item, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyUnknown(item, clean)]));
}
