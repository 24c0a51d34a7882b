import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { entrySource } from './derive/entries.ts';
import type { Declared } from './derive/functions.ts';

/** A function's code, ready to deploy. */
export interface Bundle {
  /** The folder with `index.mjs`. */
  readonly folder: string;
  /** Digest of its content: the same code is the same asset. */
  readonly hash: string;
  readonly bytes: number;
}

/** The bundles by function, and what esbuild knows of them. */
export interface Bundles {
  readonly of: Readonly<Record<string, Bundle>>;
  readonly metafile: Metafile;
}

/** The folder of the source maps, beside those of the bundles. */
export const MAPS = 'maps';

/** CommonJS packages inside an ES module still ask for `require`. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Bundles all functions in one esbuild run.
 * @param files files to lay beside a function's bundle, by function: name → content.
 */
export async function bundleAll(
  functions: readonly Declared[],
  outdir: string,
  files: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Promise<Bundles> {
  const result = await build({
    entryPoints: functions.map(({ name }) => ({ in: `alpes:${name}`, out: `${name}/index` })),
    outdir,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'external',
    metafile: true,
    logLevel: 'warning',
    banner: { js: REQUIRE },
    alias: { '@aws-sdk/credential-provider-node': path.resolve(import.meta.dirname, 'credentials.ts') },
    plugins: [entries(functions)],
  });
  for (const { path: file, contents } of result.outputFiles) {
    // Source maps stand apart: they are for reading a stack trace, not for loading at each cold start.
    const place = file.endsWith('.map') ? path.join(outdir, MAPS, mapName(path.relative(outdir, file))) : file;
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, contents);
  }
  for (const [name, content] of Object.entries(files)) {
    for (const [file, text] of Object.entries(content)) writeFileSync(path.join(outdir, name, file), text);
  }
  const of = Object.fromEntries(
    functions.map(({ name }) => [name, describe(path.join(outdir, name), Object.keys(files[name] ?? {}))]),
  );
  return { of, metafile: result.metafile };
}

/** `<function>/index.mjs.map` → `<function>.map` */
function mapName(file: string): string {
  return `${path.dirname(file)}.map`;
}

function describe(folder: string, extra: readonly string[]): Bundle {
  const digest = createHash('sha256');
  let bytes = 0;
  for (const file of ['index.mjs', ...extra.toSorted()]) {
    const content = readFileSync(path.join(folder, file));
    digest.update(file).update(content);
    bytes += content.length;
  }
  return { folder, hash: digest.digest('hex'), bytes };
}

function entries(functions: readonly Declared[]): Plugin {
  const byName = new Map(functions.map((declared) => [declared.name, declared]));
  return {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^alpes:/ }, ({ path: name }) => ({ path: name.slice('alpes:'.length), namespace: 'entry' }));
      onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: name }) => ({
        contents: entrySource(byName.get(name) as Declared),
        loader: 'ts',
        resolveDir: process.cwd(),
      }));
    },
  };
}
