/** What the page of the documentation is made from. */
interface Parts {
  /** Its markup, with an empty `style` and an empty `script`. */
  readonly html: string;
  readonly styles: readonly string[];
  /** ES modules, in the order in which they import one another. */
  readonly scripts: readonly string[];
}

/** The page as one document: it reads `openapi.json` beside it, and needs nothing from anywhere else. */
export function pageOf({ html, styles, scripts }: Parts): string {
  return html
    .replace('<style></style>', () => `<style>\n${styles.join('\n')}</style>`)
    .replace('<script type="module"></script>', () => `<script type="module">\n${joined(scripts)}</script>`);
}

/**
 * The policy under which the page runs: its own style and script, known by their digests, requests to this API, and
 * nothing else.
 * @param digestOf gives a text's SHA-256 in base64.
 */
export function policyOf(page: string, digestOf: (text: string) => string): string {
  const digests = (tag: string) =>
    [...page.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))].map(
      ([, text]) => `'sha256-${digestOf(text as string)}'`,
    );
  return [
    "default-src 'none'",
    `script-src ${digests('script').join(' ')}`,
    `style-src ${digests('style').join(' ')}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Modules as one: inside one script nothing is imported. */
function joined(scripts: readonly string[]): string {
  return scripts.map((text) => text.replace(/^import [^;]*;\n/gm, '').replace(/^export /gm, '')).join('\n');
}
