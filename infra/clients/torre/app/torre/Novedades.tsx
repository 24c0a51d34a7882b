import { useComputed } from '@preact/signals';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { day, orderName, plural, precise } from '../core/format.ts';
import { useHeld } from '../core/held.ts';
import { ORDER_STATES } from '../core/states.ts';
import { Intento } from '../piezas/Estado.tsx';
import { Icono } from '../piezas/Icono.tsx';
import type { Tablero } from './datos.ts';
import { attemptOf } from './tablero.ts';
import type { Orden } from './tipos.ts';

const SHOWN = 12;

/** The last that happened. While somebody is at it, what is new waits behind a button. */
export function Novedades({ ordenes }: Pick<Tablero, 'ordenes'>) {
  const newest = useComputed(() =>
    [...ordenes.rows.value.values()].toSorted((a, b) => b.actualizadaEn.localeCompare(a.actualizadaEn)).slice(0, SHOWN),
  );
  const { shown, release, handlers } = useHeld(newest, ({ ordenId }) => ordenId);
  const waiting = newest.value.filter((one) => !shown.includes(one)).length;
  return (
    <section class="novedades" aria-label="Lo último">
      <h2>
        Lo último <span class="tenue">{day(now.value)}</span>
      </h2>
      {waiting > 0 && (
        <button type="button" class="pildora" onClick={release}>
          {plural(waiting, 'novedad', 'novedades')}
        </button>
      )}
      <ul {...handlers}>
        {shown.map((orden) => (
          <Renglon key={orden.ordenId} orden={orden} changed={ordenes.changes.value.get(orden.ordenId)} />
        ))}
      </ul>
    </section>
  );
}

function Renglon({ orden, changed }: { orden: Orden; changed: number | undefined }) {
  const { icon, tone } = ORDER_STATES[orden.estado];
  return (
    <li key={changed} class={changed === undefined ? '' : 'cambio'}>
      <a class="renglon" href={at(`/torre/ordenes/${orden.ordenId}`)}>
        <Icono nombre={icon} clase={`tono-${tone}`} />
        <span>
          <span class="fuerte">
            {whatOf(orden)} <Intento numero={attemptOf(orden)} />
          </span>
          {(orden.estado === 'asignada' || orden.estado === 'enTransito') && orden.ultimoFallo && (
            <span class="corrido">Antes: {inSentence(orden.ultimoFallo.motivo)}</span>
          )}
          <span class="tenue">
            {[orderName(orden), orden.vehiculoId, orden.destino.direccion].filter(Boolean).join(' · ')}
          </span>
        </span>
        <time class="tenue chica" dateTime={orden.actualizadaEn}>
          {precise(orden.actualizadaEn).replace(/ [ap]\. m\.$/, '')}
        </time>
      </a>
    </li>
  );
}

function whatOf({ estado, clienteId, recibidoPor, vehiculoId, motivo }: Orden): string {
  switch (estado) {
    case 'creada':
      return `Orden nueva de ${clienteId}`;
    case 'asignada':
      return `Asignada a ${vehiculoId}`;
    case 'entregada':
      return recibidoPor ? `Entregada a ${recibidoPor}` : 'Entregada';
    case 'entregaFallida':
      return motivo ? `Entrega fallida: ${inSentence(motivo)}` : 'Entrega fallida';
    default:
      return ORDER_STATES[estado].one;
  }
}

function inSentence(phrase: string): string {
  return phrase.charAt(0).toLowerCase() + phrase.slice(1);
}
