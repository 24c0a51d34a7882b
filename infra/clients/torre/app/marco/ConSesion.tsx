import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { at, told } from '../core/config.ts';
import { caller, signIn } from '../core/session.ts';

/** Shows something to whoever has signed in. Anybody else goes to the provider and comes back to this very address. */
export function ConSesion({ children }: { children: ComponentChildren }) {
  const { route } = useLocation();
  const isIn = caller.value !== undefined;
  useEffect(() => {
    if (isIn) return;
    if (told.emisor) signIn().catch(() => route(`${at('/entrar')}?motivo=sinEmisor`, true));
    else route(at('/entrar'), true);
  }, [isIn]);
  return isIn ? children : <p class="centro tenue">Entrando…</p>;
}
