import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inputDefaults } from '../src/inputs.ts';

/**
 * Says whether everything that is generated is what its sources make: dist/, docs/diagnoses/ and data/, and whether
 * action.yml has the inputs and defaults that the code reads. Leaves the working tree as it should be, so that
 * `git diff` shows what was missing. Exits 1 when anything differs.
 */
const root = join(import.meta.dirname, '..');
const generated = ['dist', 'docs', 'data'];
const problems: string[] = [];

const run = (script: string) =>
  execFileSync(process.execPath, ['--import', 'tsx', join(root, 'scripts', script)], { cwd: root, stdio: 'inherit' });
run('build.ts');
run('diagnosis-pages.ts');
run('env-file-matrix.ts');
run('established-table.ts');
run('service-authorization.ts');
run('target-data.ts');
run('resource-type-data.ts');
run('target-page.ts');
run('accuracy-table.ts');
const changed = execFileSync('git', ['status', '--porcelain', '--', ...generated], {
  cwd: root,
  encoding: 'utf8',
}).trim();
if (changed !== '') {
  problems.push(`Generated files differ from what is committed; commit them:\n${changed}`);
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description?: string }>>;
};
const declared = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']));
if (JSON.stringify(declared) !== JSON.stringify(inputDefaults)) {
  problems.push('action.yml and src/inputs.ts differ in their inputs, the order of them, or their defaults.');
}

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, { readonly license?: string; readonly resolved?: string }>>;
};
for (const [name, { license, resolved }] of Object.entries(lock.packages)) {
  if (/GPL/.test(license ?? '')) {
    problems.push(`${name} is under ${license ?? ''}, which this project does not take.`);
  }
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) {
    problems.push(`${name} is locked to an address that other people do not have.`);
  }
}

for (const problem of problems) {
  console.error(problem);
}
console.log(problems.length === 0 ? 'Everything generated is what its sources make.' : `${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
