import { useLocation } from 'preact-iso/router';
import { at } from '../core/config.ts';
import { useKeys } from '../core/keys.ts';
import { Mapa } from '../mapa/mapas.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { BarraEstados } from '../piezas/BarraEstados.tsx';
import { Perezoso } from '../piezas/Perezoso.tsx';
import { Atencion } from './Atencion.tsx';
import { MOST, useTablero } from './datos.ts';
import { FichaVehiculo } from './FichaVehiculo.tsx';
import { ListaFlota } from './ListaFlota.tsx';
import { ListaMapa } from './ListaMapa.tsx';
import { Novedades } from './Novedades.tsx';

/** `/torre`: is anything wrong? Counts, what needs a person, the map, and the fleet or one vehicle beside it. */
export function Vista() {
  const { query, route } = useLocation();
  const tablero = useTablero();
  const chosen = query.vehiculo;
  const { ordenes, flota, bodegas, posiciones, routes, silent, counts, atencion, nameOf } = tablero;
  const isList = query.vista === 'lista';
  /** The board's address: what is chosen, and whether it is a map or a list. */
  const pathOf = (plate: string | undefined, asList = isList) => {
    const asked = new URLSearchParams({ ...(asList && { vista: 'lista' }), ...(plate && { vehiculo: plate }) });
    return at(`/torre${asked.size > 0 ? `?${asked}` : ''}`);
  };
  const toggle = () => route(pathOf(chosen, !isList));
  useKeys([{ keys: 'm', says: 'Mapa o lista', act: toggle }], [chosen, isList]);
  useKeys([{ keys: 'Escape', says: 'Cerrar la ficha', act: () => route(pathOf(undefined)) }], [isList]);
  const { error, readAt, state } = ordenes.reading.value;
  const scene = {
    bodegas: bodegas.value,
    vehiculos: [...flota.rows.value.values()],
    posiciones: posiciones.value,
    routes: routes.value,
    chosen,
    silent: silent.value,
    isRead: readAt !== undefined && bodegas.value.length > 0,
  };
  return (
    <main class="vista">
      <h1 class="oculto">Torre de control</h1>
      <BarraEstados
        counts={readAt === undefined ? undefined : counts.value}
        corta={ordenes.more.value ? MOST : undefined}
      />
      <div class="vista-lado">
        {state === 'error' && <Aviso error={error} reintentar={ordenes.again} />}
        <Atencion
          asuntos={atencion.asuntos.value}
          mas={atencion.mas.value}
          readAt={atencion.reading.value.readAt}
          nameOf={nameOf}
        />
        <Novedades ordenes={ordenes} />
      </div>
      {isList ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (axe: scrollable-region-focusable).
        <section class="vista-mapa mapa-lista" aria-label="Lo que muestra el mapa" tabIndex={0}>
          <button type="button" class="secundario ver-como" onClick={toggle}>
            Ver el mapa
          </button>
          <ListaMapa tablero={tablero} />
        </section>
      ) : (
        <div class="vista-mapa">
          <button type="button" class="secundario ver-como" onClick={toggle}>
            Ver como lista
          </button>
          <Perezoso clase="vista-mapa-lugar">
            <Mapa
              scene={scene}
              onVehicle={(plate) => route(pathOf(plate))}
              onStop={({ orden }) =>
                route(
                  at(
                    orden.vehiculoId && orden.vehiculoId !== chosen
                      ? `/torre?vehiculo=${orden.vehiculoId}`
                      : `/torre/ordenes/${orden.ordenId}`,
                  ),
                )
              }
            />
          </Perezoso>
        </div>
      )}
      <section class={`ficha${chosen === undefined ? '' : ' abierta'}`} aria-label={chosen ?? 'Flota'}>
        {chosen === undefined ? <ListaFlota tablero={tablero} /> : <FichaVehiculo tablero={tablero} plate={chosen} />}
      </section>
    </main>
  );
}
