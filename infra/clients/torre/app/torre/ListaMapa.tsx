import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { ago, plural, time } from '../core/format.ts';
import { Intento } from '../piezas/Estado.tsx';
import type { Tablero } from './datos.ts';
import { STOP_WORDS, type Stop, tripsOf } from './tablero.ts';

/** What the map shows, to be read: warehouses, and each route with where its vehicle is and its stops in their order. */
export function ListaMapa({ tablero: { bodegas, routes, posiciones } }: { tablero: Tablero }) {
  const sorted = [...routes.value].toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <>
      <h2>Bodegas</h2>
      <ul>
        {bodegas.value.map(({ bodegaId, nombre, ciudad }) => (
          <li key={bodegaId}>
            <a class="renglon" href={at(`/torre/rutas/${bodegaId}`)}>
              <span>
                <span class="fuerte">{nombre}</span>
                <span class="tenue">{ciudad}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <h2>Rutas de hoy</h2>
      {sorted.length === 0 && <p class="vacio">Hoy no hay paradas.</p>}
      {sorted.map(([plate, { stops, done }]) => {
        const fix = posiciones.value.get(plate);
        return (
          <section key={plate} aria-label={`Ruta de ${plate}`}>
            <h3>
              <a href={at(`/torre?vista=lista&vehiculo=${plate}`)}>{plate}</a>{' '}
              <span class="tenue">
                {done} de {plural(stops.length, 'parada', 'paradas')}
                {fix && ` · posición ${ago(fix.registradaEn, now.value)}`}
              </span>
            </h3>
            {tripsOf(stops).map((trip) => (
              <ol key={trip[0]?.trip ?? ''}>
                {trip.map((stop) => (
                  <Parada key={`${stop.orden.ordenId} ${stop.attempt}`} stop={stop} />
                ))}
              </ol>
            ))}
          </section>
        );
      })}
    </>
  );
}

function Parada({ stop: { orden, attempt, state, when, number: place } }: { stop: Stop }) {
  const { ordenId, destino } = orden;
  return (
    <li>
      <a class="renglon" href={at(`/torre/ordenes/${ordenId}`)}>
        <span class={`numero-de-parada es-${state}`}>{place}</span>
        <span>
          <span>{destino.direccion ?? 'Dirección olvidada'}</span>
          <span class="tenue">
            {STOP_WORDS[state]} <Intento numero={attempt} />
          </span>
        </span>
        {when && <time dateTime={when}>{time(when)}</time>}
      </a>
    </li>
  );
}
