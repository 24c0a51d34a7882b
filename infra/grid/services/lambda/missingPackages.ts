import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { GridContext } from '../../service.ts';
import { codeFolder } from './code.ts';
import type { LambdaFunction } from './function.ts';
import { layersFolder } from './layers.ts';
import { howToInstall } from './troubles.ts';

/** A package of the AWS SDK as code asks for it. The native implementations (`-crt`) are optional, on AWS too. */
const ASKED = /(?:\brequire\(|\bfrom|\bimport\(?)\s*["'](?<name>@(?:aws-sdk|smithy)\/(?![\w-]*-crt["'/])[\w-]+)/g;

/** What no code asks for without holding it. */
const [SDK, SMITHY] = ['@aws-sdk/', '@smithy/'];

/**
 * Packages of the AWS SDK that functions ask for, that AWS's runtime would bring, and that are neither with their code or
 * layers nor with the grid or the app: a line for each, with what to install. It reads all code, so it is asked for when nobody waits.
 */
export async function missingPackages(grid: GridContext, functions: readonly LambdaFunction[]): Promise<string[]> {
  const missing = new Map<string, string[]>();
  for (const fn of functions) {
    const folder = codeFolder(grid, fn.code);
    const layers = layersFolder(grid, fn);
    const places = [folder, ...(layers ? [join(layers, 'nodejs')] : []), import.meta.dirname, grid.appFolder];
    for (const name of await askedFor(folder)) {
      if (canBeFound(name, places)) continue;
      missing.set(name, [...(missing.get(name) ?? []), fn.name]);
    }
  }
  return [...missing].map(([name, users]) => `lambda: ${users.join(', ')}: ${howToInstall(name)}`);
}

async function askedFor(folder: string): Promise<ReadonlySet<string>> {
  const asked = new Set<string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.[cm]?js$/.test(file) || file.includes(`node_modules`)) continue;
    const content = await readFile(file);
    if (!content.includes(SDK) && !content.includes(SMITHY)) continue;
    for (const { groups } of content.toString('latin1').matchAll(ASKED)) if (groups?.name) asked.add(groups.name);
  }
  return asked;
}

function canBeFound(name: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    try {
      createRequire(join(folder, 'index.js')).resolve(name);
      return true;
    } catch {
      return false;
    }
  });
}
