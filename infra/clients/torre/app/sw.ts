import { SHELL } from './core/shell.ts';

/**
 * Opens the driver's page without a network, from what the page itself keeps of its documents and files. It keeps nothing by
 * itself, no answer of the API, and no other page.
 */
const worker = self as unknown as {
  addEventListener(
    type: 'install' | 'activate',
    act: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: 'fetch',
    act: (event: { readonly request: Request; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
};
const root = new URL('.', location.href).pathname;
/** A network that is there and answers nothing is none. */
const PATIENCE_MS = 4_000;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith(`${root}estaticos/`)) event.respondWith(keptFirst(event.request));
  // Files have their digest in their name; a document is asked for first, since its files may be others by now.
  else if (mode === 'navigate' && new RegExp(`^${root}conductor(/|$)`).test(pathname))
    event.respondWith(networkFirst(event.request, pathname));
});

async function keptFirst(request: Request): Promise<Response> {
  return (await (await caches.open(SHELL)).match(request)) ?? fetch(request);
}

async function networkFirst(request: Request, pathname: string): Promise<Response> {
  const shell = await caches.open(SHELL);
  const sameDepth = pathname.slice(root.length).includes('/') ? `${root}conductor/ruta` : `${root}conductor`;
  const asked = fetch(request);
  const inTime = await Promise.race([asked.catch(() => undefined), after(PATIENCE_MS)]);
  return inTime ?? (await shell.match(sameDepth)) ?? asked;
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms);
  });
}
