import { at } from '../core/config.ts';
import { VEHICLE_STATES } from '../core/states.ts';
import { Barra } from '../piezas/Barra.tsx';
import { Icono } from '../piezas/Icono.tsx';
import type { Tablero } from './datos.ts';

/** The fleet, and how far each vehicle is with its day. */
export function ListaFlota({ tablero }: { tablero: Tablero }) {
  const { flota, routes, nameOf, silent } = tablero;
  const all = [...flota.rows.value.values()].toSorted((a, b) => a.vehiculoId.localeCompare(b.vehiculoId));
  const onRoad = all.filter(({ estado }) => estado === 'enRuta').length;
  return (
    <>
      <div class="ficha-cabeza">
        <h2>Flota</h2>
        <span class="tenue">
          {onRoad} en ruta · {all.length - onRoad} en bodega
        </span>
      </div>
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
