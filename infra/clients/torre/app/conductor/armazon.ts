import { at } from '../core/config.ts';
import { SHELL } from '../core/shell.ts';

/** The driver's documents, one for each depth of their paths: what they name is relative. */
const DOCUMENTS = ['/conductor', '/conductor/ruta'];

/**
 * Keeps what this page is made of, so that it opens without a network. Files first: a document is of use only with all of
 * its files. What an older page was made of goes.
 */
export async function guardarArmazon(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(at('/sw.js'));
  const shell = await caches.open(SHELL);
  const files = new Set(
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name.split('?')[0] as string)
      .filter((name) => name.startsWith(new URL(at('/estaticos/'), location.href).href)),
  );
  const kept = await shell.keys();
  const isKept = (url: string) => kept.some((one) => one.url === url);
  await shell.addAll([...files].filter((url) => !isKept(url)));
  await shell.addAll(DOCUMENTS.map((path) => new Request(at(path), { cache: 'reload' })));
  const wanted = new Set([...files, ...DOCUMENTS.map((path) => new URL(at(path), location.href).href)]);
  await Promise.all(kept.filter(({ url }) => !wanted.has(url)).map((one) => shell.delete(one)));
}
