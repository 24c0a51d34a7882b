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
  /** The styles of each role, and of what several roles show. */
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

/** Those on their way or here, by address, beside what the document brought. */
const styles = new Map<string, Promise<void>>();

/**
 * Loads the styles of a role, or of a part by its name, that the document did not bring; done once they are there. What needs
 * them is better shown without them than not at all: it is done as well when they could not be loaded, and asks anew the next time.
 */
export async function loadStyles(name: string): Promise<void> {
  await Promise.all((told.estilos[name] ?? []).map((file) => style(at(`/estaticos/${file}`))));
}

function style(href: string): Promise<void> {
  const known = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
  if (known.some((link) => new URL(link.href).pathname === href)) return styles.get(href) ?? Promise.resolve();
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
  const loaded = new Promise<void>((done) => {
    link.addEventListener('load', () => done());
    link.addEventListener('error', () => {
      link.remove();
      done();
    });
  });
  styles.set(href, loaded);
  document.head.append(link);
  return loaded;
}
