import { existsSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile } from 'esbuild';

/** Where the application stands. It is named, not imported: what is deployed depends on no client. */
const APP = 'infra/clients/torre/app';
const MAIN = `${APP}/main.tsx`;

/** Those for whom there are pages; each has a folder with a module and styles of its name. */
export const ROLES = ['torre', 'conductor', 'cliente', 'seguimiento', 'entrada', 'docs'] as const;

/** What several roles show and load when it is first shown; each has a folder with styles of its name. */
const PARTS = ['mapa'] as const;

type Role = (typeof ROLES)[number];

/** What a page function serves, as `functions/torre/pagina.ts` reads it, and what a test weighs. */
export interface Page {
  /** The content of `pagina.json`. */
  readonly json: string;
  /** Bytes by gzip -9 of each script. */
  readonly scripts: Readonly<Record<string, number>>;
  /** Those that the first view of a role asks for. */
  readonly first: Readonly<Record<Role, readonly string[]>>;
  /** All files that they are made from. */
  readonly inputs: readonly string[];
  /** Those that hold a package, by its name. */
  holding(name: string): readonly string[];
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/** Builds the pages: scripts in pieces by role, styles, icon and service worker. @throws Error when a source does not compile. */
export async function buildPage(): Promise<Page> {
  const styles = [
    `${APP}/estilos/base.css`,
    ...[...ROLES, ...PARTS].map((name) => `${APP}/${name}/${name}.css`).filter((file) => existsSync(file)),
  ];
  const [built, worker] = await Promise.all([
    build({ ...OPTIONS, entryPoints: [MAIN, ...styles, `${APP}/icono.svg`], splitting: true, format: 'esm' }),
    build({ ...OPTIONS, entryPoints: [`${APP}/sw.ts`], entryNames: '[name]', format: 'iife' }),
  ]);
  const files = Object.fromEntries(
    [...built.outputFiles, ...worker.outputFiles].map(({ path: file, text }) => [
      path.basename(file),
      { tipo: TYPES[path.extname(file)] ?? 'application/octet-stream', texto: text },
    ]),
  );
  const named = namesOf(built.metafile);
  const first = Object.fromEntries(
    ROLES.map((role) => [role, [...new Set([...named.closure(MAIN), ...named.closure(`${APP}/${role}/${role}.tsx`)])]]),
  ) as Record<Role, string[]>;
  const guion = named.of(MAIN) as string;
  const roles = Object.fromEntries(
    ROLES.map((role) => {
      const own = [...(role === 'docs' ? [] : [`${APP}/estilos/base.css`]), `${APP}/${role}/${role}.css`].flatMap(
        (file) => named.of(file) ?? [],
      );
      return [role, { estilos: own, guion, previos: first[role].filter((file) => file !== guion) }];
    }),
  );
  const partes = Object.fromEntries(PARTS.map((part) => [part, [named.of(`${APP}/${part}/${part}.css`)]]));
  const scripts = Object.entries(files).filter(([name]) => name.endsWith('.js'));
  return {
    json: JSON.stringify({ archivos: files, roles, partes, icono: named.of(`${APP}/icono.svg`), trabajador: 'sw.js' }),
    scripts: Object.fromEntries(scripts.map(([name, { texto }]) => [name, gzipSync(texto, { level: 9 }).length])),
    first,
    inputs: [built, worker].flatMap(({ metafile }) => Object.keys(metafile.inputs)),
    holding: (name) => named.holding(`node_modules/${name}/`),
  };
}

const OPTIONS = {
  outdir: path.resolve('out'),
  bundle: true,
  write: false,
  minify: true,
  metafile: true,
  target: ['es2022', 'chrome111', 'firefox128', 'safari16.4'],
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.svg': 'copy', '.png': 'dataurl', '.json': 'file' },
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

/** What came out of what. */
function namesOf({ outputs }: Metafile) {
  const entries = Object.entries(outputs);
  const find = (source: string) =>
    entries.find(
      ([, { entryPoint, inputs }]) =>
        entryPoint === source || (Object.keys(inputs).length === 1 && source in inputs && source.endsWith('.svg')),
    );
  const closure = (file: string, found: Set<string>): Set<string> => {
    if (found.has(file)) return found;
    found.add(file);
    for (const { path: imported, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement') closure(imported, found);
    return found;
  };
  return {
    of: (source: string) => {
      const [file] = find(source) ?? [];
      return file && path.basename(file);
    },
    closure: (source: string) => {
      const [file] = find(source) ?? [];
      return file ? [...closure(file, new Set())].map((one) => path.basename(one)) : [];
    },
    holding: (part: string) =>
      entries
        .filter(([, { inputs }]) => Object.keys(inputs).some((file) => file.includes(part)))
        .map(([file]) => path.basename(file)),
  };
}
