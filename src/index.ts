import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAction } from './github/action.ts';

await runAction(process.env, dirname(dirname(fileURLToPath(import.meta.url))));
