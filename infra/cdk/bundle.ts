import path from 'node:path';
import { type BuildOptions, build, context, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { type Bundle, BundleCache, type Compiled, type Ordered } from './bundleCache.ts';

/** Where bundles are kept. */
export const BUNDLES = path.resolve('node_modules/.cache/alpes/bundles');

/** What every bundle begins with, so that the stack of whatever fails after it names lines of the sources. */
const FIRST = "import '#shared/runtime/lambda/sourceLines.ts';";

/** Where an entry's source stands for esbuild: in no file, but as a path of its own. */
const ENTRY = 'entry';

/** CommonJS packages inside an ES module still ask for `require`. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Compiles some functions, and gives what came out for each name. */
export type Compile = (ordered: readonly Ordered[]) => Promise<(name: string) => Compiled>;

/** A compiler that stays. */
export interface KeptCompiler {
  /** One function after the other. Tells no errors on the console. @throws Error when one does not compile. */
  readonly compile: Compile;
  close(): Promise<void>;
}

/**
 * The bundles of some functions, by name. What none of its sources has changed for is taken from the cache; all others are
 * compiled.
 * @param folder of the cache; bundles are left where they are in it.
 * @param compile what compiles: all in one esbuild run, if nothing else is said.
 * @throws Error when one does not compile, or when a source changes under it.
 */
export async function bundleAll(
  ordered: readonly Ordered[],
  folder: string,
  compile: Compile = compileTogether,
): Promise<Readonly<Record<string, Bundle>>> {
  const cache = new BundleCache(folder);
  const ready = new Map(ordered.flatMap((one) => cache.kept(one) ?? []).map((bundle) => [bundle.name, bundle]));
  const missing = ordered.filter(({ name }) => !ready.has(name));
  if (missing.length > 0) {
    const compiled = await compile(missing);
    for (const one of missing) ready.set(one.name, cache.keep(one, compiled(one.name)));
  }
  return Object.fromEntries(ordered.map(({ name }) => [name, ready.get(name) as Bundle]));
}

/**
 * A compiler that parses a package once and keeps it: what it compiles next takes half the time, and is byte for byte what
 * a run for all functions makes.
 */
export async function keptCompiler(): Promise<KeptCompiler> {
  const out = 'slot';
  let wanted: Ordered | undefined;
  const kept = await context({
    ...optionsFor([{ in: 'alpes:slot', out }], () => wanted as Ordered),
    logLevel: 'silent',
  });
  const compileInTurn: Compile = async (ordered) => {
    const compiled = new Map<string, Compiled>();
    for (const one of ordered) {
      wanted = one;
      compiled.set(one.name, compiledOf(await kept.rebuild(), one.name, out));
    }
    return (name) => compiled.get(name) as Compiled;
  };
  let before: Promise<unknown> = Promise.resolve();
  return {
    // There is one slot: esbuild gives who asks while it is at work the result of another.
    compile: (ordered) => {
      const turn = before.then(() => compileInTurn(ordered));
      before = turn.catch(() => {});
      return turn;
    },
    close: () => kept.dispose(),
  };
}

async function compileTogether(ordered: readonly Ordered[]): Promise<(name: string) => Compiled> {
  const byName = new Map(ordered.map((one) => [one.name, one]));
  const entryPoints = ordered.map(({ name }) => ({ in: `alpes:${name}`, out: name }));
  const result = await build({
    ...optionsFor(entryPoints, (name) => byName.get(name) as Ordered),
    logLevel: 'warning',
  });
  return (name) => compiledOf(result, name, name);
}

/** Options for esbuild. @param find gives what is ordered where `alpes:` and this stands. */
function optionsFor(entryPoints: { in: string; out: string }[], find: (asked: string) => Ordered) {
  return {
    entryPoints,
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
    banner: { js: REQUIRE },
    alias: {
      '@aws-sdk/credential-provider-node': path.resolve(import.meta.dirname, 'credentials.ts'),
      '@smithy/node-http-handler': path.resolve(import.meta.dirname, 'nodeHttpHandler.ts'),
    },
    plugins: [entries(find)],
  } satisfies BuildOptions;
}

/** What esbuild gives with these. */
interface Result {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
}

/** What came out for a function, under a name of the compiler's. */
function compiledOf({ outputFiles, metafile }: Result, name: string, out: string): Compiled {
  const written = (file: string) =>
    outputFiles.find((one) => path.relative(process.cwd(), one.path) === file)?.contents as Uint8Array;
  return { code: written(`${out}.mjs`), map: written(`${out}.mjs.map`), inputs: inputsOf(metafile, name, out) };
}

/** The files that a bundle was made from (its entry stands in none), with the bytes that each has in it. */
function inputsOf({ inputs, outputs }: Metafile, name: string, out: string): Record<string, number> {
  const entry = `${ENTRY}:${name}`;
  const found = new Set<string>([entry]);
  for (const file of found)
    for (const { path: imported } of inputs[file]?.imports ?? []) if (inputs[imported]) found.add(imported);
  found.delete(entry);
  const sizes = outputs[`${out}.mjs`]?.inputs ?? {};
  return Object.fromEntries([...found].sort().map((file) => [file, sizes[file]?.bytesInOutput ?? 0]));
}

function entries(find: (asked: string) => Ordered): Plugin {
  return {
    name: 'entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^alpes:/ }, ({ path: asked }) => ({
        path: find(asked.slice('alpes:'.length)).name,
        namespace: ENTRY,
      }));
      onLoad({ filter: /.*/, namespace: ENTRY }, ({ path: name }) => ({
        contents: `${FIRST}\n${find(name).entry}`,
        loader: 'ts',
        resolveDir: process.cwd(),
      }));
    },
  };
}
