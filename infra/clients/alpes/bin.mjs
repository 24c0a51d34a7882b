#!/usr/bin/env node
// Plain JavaScript, for whatever Node starts it: the command line itself is TypeScript, which needs the project's Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  // Stripping types and compiling takes most of the time of a short command.
  nodeModule.enableCompileCache(path.join(here, '../../../node_modules/.cache/alpes/cli'));
  await import('./main.ts');
} else {
  rerun();
}

function rerun() {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const node = path.join(here, '../../../node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (!existsSync(node)) {
    console.error(`alpes necesita Node ${NEEDED} y no está en ${node}; instálelo con: npm ci`);
    process.exitCode = 1;
    return;
  }
  const args = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both: this one waits for what the child makes of it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
