import { createHash } from 'node:crypto';
import path from 'node:path';
import { build, transform } from 'esbuild';
import type { Context } from '#shared/model/context.ts';
import { type Declared, FOLDERS, ofKind } from './functions.ts';

/** Enough of a digest: two folds of one name are never held for one. */
const LENGTH = 10;

/** The generation of each view's fold, by the view's name. */
export function generationsOf(functions: readonly Declared[]): Promise<Readonly<Record<string, string>>> {
  const views = [...ofKind(functions, 'projection'), ...ofKind(functions, 'notification')];
  return digestsOf(
    Object.fromEntries(
      views.map(({ kind, name, context }) => [name, `functions/${context.name}/${FOLDERS[kind]}/${name}.ts`]),
    ),
  );
}

/** The digest of each aggregate's fold, by the aggregate's name: the revision of its snapshots stands for it. */
export function foldsOf(contexts: readonly Context[]): Promise<Readonly<Record<string, string>>> {
  const aggregates = contexts.flatMap(({ name, aggregates: own }) =>
    Object.entries(own).map(([key, aggregate]) => [aggregate.name, `functions/${name}/${key}.ts`] as const),
  );
  return digestsOf(Object.fromEntries(aggregates));
}

/**
 * The digest of each file's source with all that it imports of ours, by a name for each file, without comments and layout:
 * what a fold does not use does not change it. Packages stay outside.
 */
export async function digestsOf(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    entryPoints: Object.entries(files).map(([name, file]) => ({ in: file, out: name })),
    outdir: process.cwd(),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
  return Object.fromEntries(
    await Promise.all(
      outputFiles.map(async (file) => [path.basename(file.path, '.js'), digestOf(await minified(file.text))] as const),
    ),
  );
}

/** Once it is bundled: short names are dealt out by how often letters stand in what is read, also in what is then left out. */
async function minified(source: string): Promise<string> {
  return (await transform(source, { minify: true, format: 'esm', legalComments: 'none' })).code;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, LENGTH);
}
