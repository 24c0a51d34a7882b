import { at, told } from '../core/config.ts';
import { signIn, signOut } from '../core/session.ts';
import { quien } from './estado.ts';
import { borrarLoDe } from './guardado.ts';

/** Forgets on this telephone who it was, and all of the day. */
export async function salir(): Promise<void> {
  await borrarLoDe(quien());
  await signOut().catch(() => location.assign(at('/entrar')));
}

/** Goes to sign in, if the way there is open: without a network a browser would leave the page for nothing. */
export async function entrar(): Promise<void> {
  if (!told.emisor) return;
  const discovery = `${told.emisor.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await fetch(discovery, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (found?.ok) await signIn().catch(() => undefined);
}
