import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { hush } from '../core/announce.ts';
import { learnNames } from '../core/catalogue.ts';
import { at } from '../core/config.ts';
import { focusTitle } from '../core/focus.ts';
import { useKeys } from '../core/keys.ts';
import { caller, home, may, signOut } from '../core/session.ts';
import { Icono } from '../piezas/Icono.tsx';
import { Ayuda, ayudaAbierta } from './Ayuda.tsx';
import { Antiguedad, Conexion } from './Conexion.tsx';
import { Voces } from './Voces.tsx';

/** A page that the navigation leads to. */
export interface Destino {
  readonly path: string;
  readonly titulo: string;
  /** After `g`. */
  readonly tecla?: string;
  /** The right without which it is not offered. */
  readonly permiso: string;
}

interface Props {
  readonly destinos: readonly Destino[];
  /** In the middle of the bar. */
  readonly busqueda?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** As the styles have it: the navigation then has a line of its own. */
const NARROW = matchMedia('(max-width: 52rem)');

/** The frame of the pages of a role: brand, navigation, search, connection, and who it is. */
export function Marco({ destinos: all, busqueda, children }: Props) {
  const { path, route, url } = useLocation();
  const destinos = all.filter(({ permiso }) => may(permiso));
  const isAbove = (one: Destino) => all.some((other) => other !== one && other.path.startsWith(one.path));
  const isHere = (one: Destino) => (isAbove(one) ? path === at(one.path) : path.startsWith(at(one.path)));
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    // Codes do where names could not be read.
    void learnNames().catch(() => undefined);
  }, []);
  // What one is at is in sight, where not all of them are.
  useEffect(() => {
    const show = () =>
      nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    show();
    NARROW.addEventListener('change', show);
    return () => NARROW.removeEventListener('change', show);
  }, [path]);
  useEffect(hush, [path]);
  const page = useRef<HTMLDivElement>(null);
  const shown = useRef(url);
  useEffect(() => {
    // Whoever has just opened a document begins at its beginning.
    if (shown.current === url || !page.current) return;
    shown.current = url;
    return focusTitle(page.current);
  }, [url]);
  useKeys([
    ...destinos.flatMap(({ tecla, titulo, path: to }) =>
      tecla ? [{ keys: `g ${tecla}`, says: `Ir a ${titulo}`, act: () => route(at(to)) }] : [],
    ),
    { keys: '?', says: 'Mostrar las teclas', act: () => (ayudaAbierta.value = true) },
  ]);
  return (
    <>
      <a class="saltar" href="#contenido">
        Ir al contenido
      </a>
      <header class="marco">
        <a class="marca" href={at(home.value)}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M2 27 13 7l5 9 3-5 9 16z" />
          </svg>
          <span>Entregas de los Alpes</span>
        </a>
        <nav ref={nav} aria-label="Páginas">
          {destinos.map((one) => (
            <a key={one.path} href={at(one.path)} {...(isHere(one) && { 'aria-current': 'page' as const })}>
              {one.titulo}
            </a>
          ))}
        </nav>
        {busqueda}
        <Conexion />
        <details class="quien">
          <summary>
            <Icono nombre="persona" dice="Cuenta" />
            <span>{caller.value?.name}</span>
          </summary>
          <div class="quien-menu">
            <button type="button" class="discreto" onClick={() => (ayudaAbierta.value = true)}>
              Teclas
            </button>
            {home.value.startsWith('/torre') && <a href={at('/torre/ajustes')}>Ajustes</a>}
            <a href={at('/docs')}>API</a>
            <button type="button" class="discreto" onClick={() => void signOut()}>
              Salir
            </button>
          </div>
        </details>
      </header>
      <Antiguedad />
      <div id="contenido" ref={page} tabIndex={-1}>
        {children}
      </div>
      <Ayuda />
      <Voces />
    </>
  );
}
