import { Icono } from '../piezas/Icono.tsx';
import type { Seguida } from './tipos.ts';

/** How far an order is: what is done, and what it is at. */
export function Pasos({ pasos, terminada }: Required<Pick<Seguida, 'pasos'>> & { readonly terminada: boolean }) {
  const ultimo = pasos.findLastIndex(({ hecho }) => hecho);
  return (
    <ol class="panel pasos-seguidos" aria-label="Pasos">
      {pasos.map(({ nombre, hecho }, n) => {
        const esEste = n === ultimo && !terminada;
        return (
          <li key={nombre} class={hecho ? 'hecho' : ''} {...(esEste && { 'aria-current': 'step' as const })}>
            <Icono
              nombre={esEste ? 'asignada' : hecho ? 'entregada' : 'creada'}
              clase={hecho ? 'tono-acento' : 'tono-tenue'}
            />
            <span>{nombre}</span>
            <span class="oculto">{esEste ? ', en esto va' : hecho ? ', hecho' : ', falta'}</span>
          </li>
        );
      })}
    </ol>
  );
}
