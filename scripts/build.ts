import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Bundle {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
}
type Ncc = (input: string, options: object) => Promise<Bundle>;

/** ncc is a CommonJS package without types of its own. */
const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc;

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/**
 * One file for the action and one for the command line; both find targets/ and data/ one folder up. ncc checks the
 * types of what tsconfig.json includes, which is src/; `npm run lint` checks all the rest.
 */
const entries: Readonly<Record<string, string>> = { 'index.js': 'src/index.ts', 'cli.js': 'src/cli.ts' };

const files = new Map<string, { readonly content: string | Buffer; readonly mode: number }>();
for (const [file, entry] of Object.entries(entries)) {
  const { code, assets } = await ncc(join(root, entry), { license: 'licenses.txt', quiet: true, cache: false }).catch(
    (error: unknown) => {
      throw new Error(`${entry} cannot be bundled: ${String(error).slice(0, 2000)}`);
    },
  );
  if (code.includes('webpackMissingModule')) {
    throw new Error(`${file} holds a stub for a module that could not be found.`);
  }
  files.set(file, { content: code, mode: file === 'cli.js' ? 0o755 : 0o644 });
  for (const [name, asset] of Object.entries(assets)) {
    files.set(name, { content: asset.source, mode: 0o644 });
  }
  console.log(`dist/${file}: ${Buffer.byteLength(code)} bytes`);
}

// Only now, so that what cannot be built does not cost what was.
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const [name, { content, mode }] of files) {
  writeFileSync(join(dist, name), content, { mode });
}
