import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { type Declared, FOLDERS, ofKind } from './functions.ts';

/** Enough of a digest: two folds of one view are never held for one. */
const LENGTH = 10;

/**
 * The generation of each view's fold, by the view's name: the digest of its declaration's source with all that it imports
 * of ours, without comments and layout. What a fold does not use does not change it.
 */
export async function generationsOf(functions: readonly Declared[]): Promise<Readonly<Record<string, string>>> {
  const views = [...ofKind(functions, 'projection'), ...ofKind(functions, 'notification')];
  const sources = await bundled(
    views.map(({ kind, name, context }) => ({ name, file: `functions/${context.name}/${FOLDERS[kind]}/${name}.ts` })),
  );
  return Object.fromEntries([...sources].map(([name, text]) => [name, digestOf(text)]));
}

/** The text of each file joined with all that it imports of ours, minified; packages stay outside. */
async function bundled(
  files: readonly { readonly name: string; readonly file: string }[],
): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: files.map(({ name, file }) => ({ in: file, out: name })),
    outdir: process.cwd(),
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    legalComments: 'none',
    logLevel: 'warning',
  });
  return new Map(outputFiles.map((file) => [path.basename(file.path, '.js'), file.text]));
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, LENGTH);
}
