#!/usr/bin/env node
// Plain JavaScript, for whatever Node starts it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isRecent, NEEDED, runByPackage } from './ownNode.mjs';

if (isRecent) {
  // In the repository the sources run. Node strips no types below node_modules, so there it is what they were compiled to.
  const sources = new URL('./main.ts', import.meta.url);
  await import(existsSync(sources) ? sources.href : './dist/main.js');
} else {
  const missing = (name) =>
    `alpes-grid needs Node ${NEEDED}, and this is ${process.version}: npm install ${name}@${NEEDED}`;
  runByPackage(fileURLToPath(import.meta.url), missing);
}
