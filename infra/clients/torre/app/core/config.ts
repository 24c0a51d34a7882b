/** What the server says to the page; see `functions/torre/pagina.ts`. */
interface Told {
  /** The live channel's address; without it the page asks every five seconds. */
  readonly vivo?: string;
  /** The OpenID provider's. */
  readonly emisor?: string;
  readonly cliente?: string;
  /** What it is asked for. */
  readonly permisos?: string;
  /** The template of the map's tiles. */
  readonly teselas?: string;
  /** The styles of each role. */
  readonly estilos: Readonly<Record<string, readonly string[]>>;
}

const { dataset } = document.documentElement;

export const told: Told = JSON.parse(document.getElementById('datos')?.textContent || '{"estilos":{}}');

/** The path that stands before all pages, without a slash at its end: a stage's or a domain's; most often empty. */
export const root = new URL(`${dataset.raiz ?? '.'}/`, location.href).pathname.replace(/\/$/, '');

/** A path of the pages or of the API, as this browser has to ask for it. */
export function at(path: string): string {
  return root + path;
}

/** Loads the styles of a role that the document did not bring. */
export function loadStyles(role: string): void {
  for (const file of told.estilos[role] ?? []) {
    const href = at(`/estaticos/${file}`);
    const known = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
    if (known.some((link) => new URL(link.href).pathname === href)) continue;
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href }));
  }
}
