import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { GridContext } from '../../service.ts';
import { codeFolder } from './code.ts';
import type { LambdaFunction } from './function.ts';
import { refusal } from './properties.ts';

/**
 * The folder that stands for a function's `/opt`: what its layers hold, the later over the earlier
 * (https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html). `undefined` for a function without any.
 * @throws NotImplementedException for a layer that has extensions, which nobody would start.
 */
export function layersFolder(grid: GridContext, { layers }: Pick<LambdaFunction, 'layers'>): string | undefined {
  const folders = layers.map(({ content }) => codeFolder(grid, content));
  for (const [at, folder] of folders.entries()) {
    if (existsSync(join(folder, 'extensions'))) throw refusal(`the extensions of the layer ${layers[at]?.arn}`);
  }
  return folders.length > 1 ? merged(grid, folders) : folders[0];
}

/** Made once for the same layers: assets are called by their content. Written aside, since other grids may do the same. */
function merged(grid: GridContext, folders: readonly string[]): string {
  const parent = join(grid.cacheFolder, 'layers');
  const place = join(parent, createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 24));
  if (existsSync(place)) return place;
  mkdirSync(parent, { recursive: true });
  const aside = mkdtempSync(join(parent, 'new-'));
  for (const folder of folders) cpSync(folder, aside, { recursive: true, force: true, verbatimSymlinks: true });
  try {
    renameSync(aside, place);
  } catch (error) {
    rmSync(aside, { recursive: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}
