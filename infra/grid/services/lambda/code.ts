import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GridContext } from '../../service.ts';
import type { Code } from './function.ts';

/**
 * The folder a function's code is in. Text from the template is written to a folder of its own, as `index.js`, beside
 * a `package.json` that keeps it CommonJS whatever package the data folder lies in.
 */
export function codeFolder(grid: GridContext, code: Code): string {
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
