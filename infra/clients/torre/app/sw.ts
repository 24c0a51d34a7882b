/**
 * Keeps the shell of the driver's page: its document and files, so that it opens without a network. It never keeps an answer
 * of the API, and no other page.
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
const SHELL = 'alpes-armazon-1';
const root = new URL('.', location.href).pathname;

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== location.origin) return;
  if (pathname.startsWith(`${root}estaticos/`)) event.respondWith(keptFirst(event.request));
  // Files have their digest in their name; a document is asked for first, since its files may be others by now.
  else if (mode === 'navigate' && pathname.startsWith(`${root}conductor`))
    event.respondWith(networkFirst(event.request));
});

async function keptFirst(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  return (await shell.match(request)) ?? keep(shell, request);
}

/** The document is the same for each of the driver's pages that lie at the same depth. */
async function networkFirst(request: Request): Promise<Response> {
  const shell = await caches.open(SHELL);
  try {
    return await keep(shell, request);
  } catch (error) {
    const kept = (await shell.match(request)) ?? (await shell.match(`${root}conductor`));
    if (kept) return kept;
    throw error;
  }
}

async function keep(shell: Cache, request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.ok) await shell.put(request, response.clone());
  return response;
}
