import type { Conclusion } from '../conclusion.ts';
import type { Result } from '../report.ts';
import type { Extent } from './limit.ts';
import { resultMarks } from '../wording.ts';
import { prose, text } from './escape.ts';

/** Result, reason and what to do, before anything has to be scrolled. */
export function headline(result: Result, conclusion: Conclusion, { rows, chars }: Extent): string {
  const blocks = [
    `<h2>${resultMarks[result]} ${text(conclusion.headline, chars)}</h2>`,
    `<p><strong>${prose(conclusion.sentence, chars)}</strong></p>`,
  ];
  if (conclusion.steps.length > 0) blocks.push(`<p>What to do:</p>\n${steps(conclusion.steps.slice(0, rows), chars)}`);
  return blocks.join('\n\n');
}

function steps(sentences: readonly string[], chars: number): string {
  const [only] = sentences;
  const list = sentences.length === 1 ? 'ul' : 'ol';
  if (only === undefined) return '';
  return [`<${list}>`, ...sentences.map((step) => `<li>${prose(step, chars)}</li>`), `</${list}>`].join('\n');
}
