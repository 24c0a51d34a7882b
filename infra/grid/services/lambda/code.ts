import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { GridContext } from '../../service.ts';
import type { Code } from './function.ts';

/**
 * The folder a function's code is in. Text from the template is written to a folder of its own, as `index.js`, beside
 * a `package.json` that keeps it CommonJS whatever package the data folder lies in.
 */
export function codeFolder(grid: GridContext, code: Code): string {
  if ('folder' in code) return code.folder;
  if ('bucket' in code) return grid.assetFolder(code.bucket, code.key);
  const folder = join(
    grid.dataFolder,
    'inline-code',
    createHash('sha256').update(code.text).digest('hex').slice(0, 24),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), code.text);
  writeFileSync(join(folder, 'package.json'), '{}\n');
  return folder;
}

/** Whether two places hold the same code: instances that run the one need not end for the other. */
export function isSameCode(grid: GridContext, a: Code, b: Code): boolean {
  if (isDeepStrictEqual(a, b)) return true;
  const [before, now] = [contentOf(grid, a), contentOf(grid, b)];
  return before !== undefined && isDeepStrictEqual(before, now);
}

/** The files of some code, by path; `undefined` when they cannot be read, as when an old assembly was deleted. */
function contentOf(grid: GridContext, code: Code): Record<string, Buffer> | undefined {
  try {
    const folder = codeFolder(grid, code);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    const files = paths.filter((path) => statSync(join(folder, path)).isFile());
    return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path))]));
  } catch {
    return undefined;
  }
}
