import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';
import { samples } from '../../__tests__/report/factories.ts';
import { summary } from '../../src/report/summary.ts';
import { terminal } from '../../src/report/terminal.ts';

/**
 * Writes the sample reports as they would look in a job summary and on a terminal, one file each, and one page with all
 * of them: `npx tsx tools/preview/summary.ts FOLDER`. The page's style only resembles GitHub's.
 */
function main(folder: string | undefined): void {
  if (folder === undefined) {
    console.error('usage: tsx tools/preview/summary.ts FOLDER');
    process.exitCode = 2;
    return;
  }
  mkdirSync(folder, { recursive: true });
  const sections: string[] = [];
  for (const [name, report] of Object.entries(samples)) {
    const markdown = summary(report);
    writeFileSync(join(folder, `${name}.md`), markdown);
    writeFileSync(join(folder, `${name}.txt`), terminal(report, { color: false, width: 100 }));
    sections.push(`<section><h1>${name}</h1>\n${marked.parse(markdown, { async: false })}</section>`);
  }
  writeFileSync(join(folder, 'index.html'), page(sections.join('\n')));
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Job summaries</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 1000px; margin: 2em auto; color: #1f2328; }
section { border: 1px solid #d1d9e0; border-radius: 6px; padding: 1em 2em; margin: 2em 0; }
section > h1 { font-size: 14px; color: #59636e; }
code, pre { font: 85% ui-monospace, monospace; background: #f0f1f3; border-radius: 6px; }
code { padding: .2em .4em; white-space: break-spaces; }
pre { padding: 1em; overflow: auto; }
pre code { padding: 0; white-space: pre; }
table { border-collapse: collapse; display: block; overflow: auto; margin: 0 0 1em; }
th, td { border: 1px solid #d1d9e0; padding: 6px 13px; }
h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3em; }
</style>
${body}
</html>
`;
}

main(process.argv[2]);
