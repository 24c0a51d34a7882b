import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { type Bundle, BundleCache, type Compiled, type Extra, type Ordered } from './bundleCache.ts';
import { entrySource } from './derive/entries.ts';
import type { Declared } from './derive/functions.ts';

/** What every bundle begins with, so that the stack of whatever fails after it names lines of the sources. */
const FIRST = "import '#shared/runtime/lambda/sourceLines.ts';";

/** Where an entry's source stands for esbuild: in no file, but as a path of its own. */
const ENTRY = 'entry';

/** CommonJS packages inside an ES module still ask for `require`. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * The bundles of all functions, by name. What none of its sources has changed for is taken from the cache; all others
 * are bundled in one esbuild run.
 * @param folder of the cache; bundles are left where they are in it.
 * @param extras files to lay beside a function's bundle, by function.
 */
export async function bundleAll(
  functions: readonly Declared[],
  folder: string,
  extras: Readonly<Record<string, Extra>> = {},
): Promise<Readonly<Record<string, Bundle>>> {
  const ordered = functions.map(
    (declared): Ordered => ({
      name: declared.name,
      entry: entrySource(declared),
      extra: extras[declared.name] ?? {},
    }),
  );
  const cache = new BundleCache(folder);
  const ready = new Map(ordered.flatMap((one) => cache.kept(one) ?? []).map((bundle) => [bundle.name, bundle]));
  const missing = ordered.filter(({ name }) => !ready.has(name));
  if (missing.length > 0) {
    const compiled = await compile(missing);
    for (const one of missing) ready.set(one.name, cache.keep(one, compiled(one.name)));
  }
  return Object.fromEntries(ordered.map(({ name }) => [name, ready.get(name) as Bundle]));
}

/** Compiles some functions, and gives what came out for each name. */
async function compile(ordered: readonly Ordered[]): Promise<(name: string) => Compiled> {
  const { outputFiles, metafile } = await build({
    entryPoints: ordered.map(({ name }) => ({ in: `alpes:${name}`, out: name })),
    outdir: process.cwd(),
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    minify: true,
    // Without the sources themselves, which stand in the repository: with them, maps are three times as large.
    sourcemap: 'external',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    banner: { js: REQUIRE },
    alias: { '@aws-sdk/credential-provider-node': path.resolve(import.meta.dirname, 'credentials.ts') },
    plugins: [entries(ordered)],
  });
  const written = new Map(outputFiles.map((file) => [path.relative(process.cwd(), file.path), file.contents]));
  return (name) => ({
    code: written.get(`${name}.mjs`) as Uint8Array,
    map: written.get(`${name}.mjs.map`) as Uint8Array,
    inputs: inputsOf(metafile, name),
  });
}

/** The files that a bundle was made from (its entry stands in none), with the bytes that each has in it. */
function inputsOf({ inputs, outputs }: Metafile, name: string): Record<string, number> {
  const entry = `${ENTRY}:${name}`;
  const found = new Set<string>([entry]);
  for (const file of found)
    for (const { path: imported } of inputs[file]?.imports ?? []) if (inputs[imported]) found.add(imported);
  found.delete(entry);
  const sizes = outputs[`${name}.mjs`]?.inputs ?? {};
  return Object.fromEntries([...found].sort().map((file) => [file, sizes[file]?.bytesInOutput ?? 0]));
}

function entries(ordered: readonly Ordered[]): Plugin {
  const sources = new Map(ordered.map(({ name, entry }) => [name, entry]));
  return {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^alpes:/ }, ({ path: name }) => ({ path: name.slice('alpes:'.length), namespace: ENTRY }));
      onLoad({ filter: /.*/, namespace: ENTRY }, ({ path: name }) => ({
        contents: `${FIRST}\n${sources.get(name)}`,
        loader: 'ts',
        resolveDir: process.cwd(),
      }));
    },
  };
}
