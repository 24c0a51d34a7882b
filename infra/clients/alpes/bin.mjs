#!/usr/bin/env node
// Plain JavaScript, for whatever Node starts it: the command line itself is TypeScript, which needs the project's Node 24.
import nodeModule from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRecent, NEEDED, runByPackage } from '#infra/grid/ownNode.mjs';

if (isRecent) {
  // Stripping types and compiling takes most of the time of a short command.
  nodeModule.enableCompileCache(path.join(import.meta.dirname, '../../../node_modules/.cache/alpes/cli'));
  await import('./main.ts');
} else {
  const missing = (name) => `alpes necesita Node ${NEEDED}, que es el paquete ${name}; instálelo con: npm ci`;
  runByPackage(fileURLToPath(import.meta.url), missing);
}
