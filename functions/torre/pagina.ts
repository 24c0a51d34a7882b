/** Who a document is for: each has scripts and styles of its own. */
export type Rol = 'torre' | 'conductor' | 'cliente' | 'seguimiento' | 'entrada' | 'docs';

/** The files of the pages, as they are built. Names are those under `estaticos/`. */
export interface Archivos {
  readonly archivos: Readonly<Record<string, { readonly tipo: string; readonly texto: string }>>;
  /** What the document of a role loads: styles and its one script, and what that script will ask for at once. */
  readonly roles: Readonly<
    Record<Rol, { readonly estilos: readonly string[]; readonly guion: string; readonly previos: readonly string[] }>
  >;
  /** The styles of what several roles show, such as a map, by its name. */
  readonly partes: Readonly<Record<string, readonly string[]>>;
  readonly icono: string;
  /** Not under `estaticos/`: a service worker rules the paths beside it. */
  readonly trabajador: string;
}

/** What the pages ask beside this API. */
export interface Vecinos {
  /** Of the live channel: `wss://…`. */
  readonly vivo?: string | undefined;
  /** The OpenID provider. */
  readonly emisor?: string | undefined;
  readonly cliente?: string | undefined;
  /** What it is asked for. */
  readonly permisos?: string | undefined;
  /** Further origins, with spaces between them. */
  readonly origenes?: string | undefined;
  /** The template of the map's tiles. */
  readonly teselas?: string | undefined;
}

/** The role of a page by the route's template, or nothing for what is no document. */
export function rolDe(ruta: string): Rol | undefined {
  if (ruta.startsWith('/torre')) return 'torre';
  if (ruta.startsWith('/conductor')) return 'conductor';
  if (ruta.startsWith('/cliente')) return 'cliente';
  if (ruta.startsWith('/seguimiento/')) return 'seguimiento';
  if (ruta === '/docs') return 'docs';
  return ruta === '/' || ruta === '/entrar' ? 'entrada' : undefined;
}

/**
 * The path of a page below the root of the pages, by the route that has led to it. The path that API Gateway tells may have
 * more before it: where a domain has several APIs, that of this one.
 *
 * @param proxy what the route's `{proxy+}` stands for.
 */
export function rutaPropia(ruta: string, path: string, proxy = ''): string {
  if (ruta === '/') return '/';
  const propia = ruta.replace('{proxy+}', proxy.replace(/\/$/, ''));
  return path.endsWith('/') ? `${propia}/` : propia;
}

/** The way from a page to the root of the pages: `..` from `/torre/ordenes`. Relative, since a stage or a domain may stand before it. */
export function raizDesde(path: string): string {
  const pasos = path.split('/').length - 2;
  return pasos <= 0 ? '.' : Array.from({ length: pasos }, () => '..').join('/');
}

/** The document of a role, as it is at a path. */
export function documento(
  rol: Rol,
  path: string,
  { archivos, vecinos }: { archivos: Archivos; vecinos: Vecinos },
): string {
  const raiz = raizDesde(path);
  const { estilos, guion, previos } = archivos.roles[rol];
  const en = (archivo: string) => `${raiz}/estaticos/${archivo}`;
  const sus = Object.entries(archivos.roles).map(([de, una]) => [de, una.estilos] as const);
  // Who goes from one role to another without a new document loads the styles of that; so does who first shows a part.
  const datos = { ...vecinos, estilos: { ...archivos.partes, ...Object.fromEntries(sus) } };
  return [
    '<!doctype html>',
    `<html lang="es" data-raiz="${raiz}" data-rol="${rol}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    '<meta name="color-scheme" content="light dark">',
    ...(rol === 'seguimiento' ? ['<meta name="robots" content="noindex, nofollow">'] : []),
    `<title>${TITULOS[rol]}</title>`,
    `<link rel="icon" type="image/svg+xml" href="${en(archivos.icono)}">`,
    ...(rol === 'conductor' ? [`<link rel="manifest" href="${raiz}/manifest.webmanifest">`] : []),
    ...estilos.map((archivo) => `<link rel="stylesheet" href="${en(archivo)}">`),
    ...previos.map((archivo) => `<link rel="modulepreload" href="${en(archivo)}">`),
    `<script type="application/json" id="datos">${JSON.stringify(datos).replaceAll('<', '\\u003c')}</script>`,
    `<script type="module" src="${en(guion)}"></script>`,
    '</head>',
    '<body>',
    '<div id="app"></div>',
    '<noscript><p class="sin-guiones">Esta página necesita JavaScript.</p></noscript>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** The policy under which pages run. What they ask of other origins may be pictures: proofs of delivery, tiles. */
export function politica({ vivo, emisor, origenes, teselas }: Vecinos): string {
  const deTeselas = teselas ? [origenDe(teselas)] : [];
  const otros = origenes?.trim().split(/\s+/) ?? [];
  const conectar = [...(vivo ? [origenDe(vivo)] : []), ...(emisor ? [origenDe(emisor)] : []), ...otros];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${["'self'", ...new Set([...conectar, ...deTeselas])].join(' ')}`,
    `img-src ${["'self'", 'data:', 'blob:', ...otros, ...deTeselas].join(' ')}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const TITULOS: Readonly<Record<Rol, string>> = {
  torre: 'Torre · Entregas de los Alpes',
  conductor: 'Ruta · Entregas de los Alpes',
  cliente: 'Mis órdenes · Entregas de los Alpes',
  seguimiento: 'Su entrega · Entregas de los Alpes',
  entrada: 'Entregas de los Alpes',
  docs: 'API · Entregas de los Alpes',
};

function origenDe(direccion: string): string {
  const [origen = direccion] = /^\w+:\/\/[^/]+/.exec(direccion) ?? [];
  return origen;
}
