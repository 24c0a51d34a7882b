import { at } from '../core/config.ts';
import { VEHICLE_STATES } from '../core/states.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Barra } from '../piezas/Barra.tsx';
import { Esqueleto } from '../piezas/Esqueleto.tsx';
import { Icono } from '../piezas/Icono.tsx';
import type { Tablero } from './datos.ts';
import { fleetInWords } from './flota.ts';

/** The fleet, and how far each vehicle is with its day. */
export function ListaFlota({ tablero }: { tablero: Tablero }) {
  const { flota, routes, nameOf, silent } = tablero;
  const all = [...flota.rows.value.values()].toSorted((a, b) => a.vehiculoId.localeCompare(b.vehiculoId));
  return (
    <>
      <div class="ficha-cabeza">
        <h2>Flota</h2>
        {flota.reading.value.readAt !== undefined && <span class="tenue">{fleetInWords(all)}</span>}
      </div>
      {flota.reading.value.state === 'error' && <Aviso error={flota.reading.value.error} reintentar={flota.again} />}
      {flota.reading.value.readAt === undefined && flota.reading.value.state === 'cargando' && <Esqueleto lineas={8} />}
      <ul>
        {all.map(({ vehiculoId, estado, bodegaId }) => {
          const look = VEHICLE_STATES[estado];
          const { stops = [], done = 0 } = routes.value.get(vehiculoId) ?? {};
          return (
            <li key={vehiculoId}>
              <a class="renglon" href={at(`/torre?vehiculo=${vehiculoId}`)}>
                {look && <Icono nombre={look.icon} clase={`tono-${look.tone}`} dice={look.one} />}
                <span>
                  <span class="fuerte">{vehiculoId}</span>
                  <span class={silent.value.has(vehiculoId) ? 'tono-aviso con-tono' : 'tenue corrido'}>
                    {silent.value.has(vehiculoId) ? 'no dice dónde está' : nameOf(bodegaId)}
                  </span>
                </span>
                <span class="avance">
                  <span class="tenue chica">{stops.length === 0 ? 'sin paradas' : `${done} de ${stops.length}`}</span>
                  <Barra parte={done} total={stops.length} />
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </>
  );
}
