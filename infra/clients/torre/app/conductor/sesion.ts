import { at, told } from '../core/config.ts';
import { signIn, signOut } from '../core/session.ts';
import { quien } from './estado.ts';
import { borrarLoDe } from './guardado.ts';
import { sePuedeEntrar } from './red.ts';

/** Forgets on this telephone who it was, and all of the day. */
export async function salir(): Promise<void> {
  await borrarLoDe(quien());
  await signOut().catch(() => location.assign(at('/entrar')));
}

/** Goes to sign in, if the way there and back is open. */
export async function entrar(): Promise<void> {
  if (told.emisor && (await sePuedeEntrar())) await signIn().catch(() => undefined);
}
