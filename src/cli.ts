#!/usr/bin/env node
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommandLine } from './command-line.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  packageRoot: dirname(dirname(fileURLToPath(import.meta.url))),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
