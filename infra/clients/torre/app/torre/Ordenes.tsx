import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { now } from '../core/clock.ts';
import { at } from '../core/config.ts';
import { ago, orderName, phone, plural, window } from '../core/format.ts';
import { useHeld } from '../core/held.ts';
import { useList } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { ORDER_STATES, type OrderState } from '../core/states.ts';
import { Aviso } from '../piezas/Aviso.tsx';
import { Entero } from '../piezas/Entero.tsx';
import { Estado, Intento } from '../piezas/Estado.tsx';
import { Panel } from '../piezas/Panel.tsx';
import { type Columna, Tabla } from '../piezas/Tabla.tsx';
import { Vacio } from '../piezas/Vacio.tsx';
import { useHallados } from './datos.ts';
import { type Filtro, matches, pathOf, vehiclePath } from './filtro.ts';
import { expectedOf } from './promesa.ts';
import { attemptOf } from './tablero.ts';
import type { Orden } from './tipos.ts';

const PAGE = 100;

const COLUMNAS: readonly Columna<Orden>[] = [
  {
    titulo: 'Orden',
    celda: (orden) => <a href={at(`/torre/ordenes/${orden.ordenId}`)}>{orderName(orden)}</a>,
  },
  {
    titulo: 'Estado',
    celda: (orden) => (
      <>
        <Estado estado={orden.estado} /> <Intento numero={attemptOf(orden)} />
      </>
    ),
  },
  {
    titulo: 'Destinatario',
    celda: ({ destinatario: { nombre, telefono } }) => (
      <>
        {nombre ?? 'Olvidado'} <span class="tenue chica">{telefono && phone(telefono)}</span>
      </>
    ),
    clase: 'media',
  },
  { titulo: 'Cliente', celda: ({ clienteId }) => <Entero texto={clienteId} />, clase: 'media' },
  {
    titulo: 'Destino',
    celda: ({ destino }) => <Entero texto={`${destino.direccion ?? 'Dirección olvidada'}, ${destino.ciudad}`} />,
    clase: 'media',
  },
  {
    titulo: 'Vehículo',
    celda: ({ vehiculoId }) => vehiculoId && <a href={at(vehiclePath(vehiculoId, may('torre:leer')))}>{vehiculoId}</a>,
    clase: 'media',
  },
  { titulo: 'Ventana', celda: ({ ventana }) => (ventana ? window(ventana.desde, ventana.hasta) : '–'), clase: 'ancha' },
  {
    titulo: 'Se espera',
    celda: (orden) => expectedOf(orden, now.value),
  },
  { titulo: 'Último cambio', celda: ({ actualizadaEn }) => ago(actualizadaEn, now.value), clase: 'numero media' },
];

/** `/torre/ordenes`: the orders, by state and by what somebody looks for. What is chosen stands in the address. */
export function Ordenes() {
  const { query, route } = useLocation();
  const filtro: Filtro = { estado: query.estado as OrderState | undefined, q: query.q };
  const { rows, changes, reading, again, more } = useList<Orden>({
    view: 'ordenes',
    topic: 'tablero',
    paths: [pathOf(filtro)],
    keyOf: ({ ordenId }) => ordenId,
  });
  const search = useHallados(filtro.q);
  const chosen = useSignal(filtro);
  const shown = useSignal(PAGE);
  useEffect(() => {
    chosen.value = filtro;
    shown.value = PAGE;
  }, [filtro.estado, filtro.q]);
  const found = useComputed(() =>
    [...rows.value.values()]
      .filter((orden) => matches(orden, chosen.value, search.hits.value))
      .toSorted((a, b) => b.creadaEn.localeCompare(a.creadaEn) || a.ordenId.localeCompare(b.ordenId)),
  );
  const held = useHeld(found, ({ ordenId }) => ordenId);
  const go = (changed: Partial<Filtro>) => {
    const next = Object.entries({ ...filtro, ...changed }).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    );
    route(at(`/torre/ordenes${next.length > 0 ? `?${new URLSearchParams(next)}` : ''}`));
  };
  const hasFilter = filtro.estado !== undefined || filtro.q !== undefined;
  return (
    <main class="hoja">
      <div class="hoja-cabeza">
        <h1>Órdenes</h1>
        {may('ordenes:escribir') && (
          <a class="boton" href={at('/torre/ordenes/nueva')}>
            Nueva orden
          </a>
        )}
        <label class="en-linea">
          <span>Estado</span>
          <select
            value={filtro.estado ?? ''}
            onChange={({ currentTarget }) => go({ estado: (currentTarget.value || undefined) as OrderState })}
          >
            <option value="">Todos</option>
            {Object.entries(ORDER_STATES).map(([name, { one }]) => (
              <option key={name} value={name}>
                {one}
              </option>
            ))}
          </select>
        </label>
        {filtro.q && (
          <button type="button" class="secundario" onClick={() => go({ q: undefined })}>
            «{filtro.q}» ×
          </button>
        )}
      </div>
      <Panel
        titulo={plural(found.value.length, 'orden', 'órdenes')}
        reading={reading}
        again={again}
        lineas={10}
        junto={
          held.waiting.length > 0 && (
            <button type="button" class="pildora" onClick={held.release}>
              {plural(held.waiting.length, 'novedad', 'novedades')}
            </button>
          )
        }
      >
        {search.reading.value.state === 'error' && (
          <Aviso error={search.reading.value.error} reintentar={search.again} />
        )}
        {held.shown.length === 0 ? (
          <Vacio
            frase={hasFilter ? 'No hay órdenes con estos filtros.' : 'Todavía no hay órdenes.'}
            accion={hasFilter && <a href={at('/torre/ordenes')}>Quitar filtros</a>}
          />
        ) : (
          <Tabla
            titulo="Órdenes, la más nueva primero"
            columnas={COLUMNAS}
            filas={held.shown.slice(0, shown.value)}
            clave={({ ordenId }) => ordenId}
            cambio={({ ordenId }) => changes.value.get(ordenId)}
            mano={held.handlers}
          />
        )}
        {held.shown.length > shown.value && (
          <p class="vacio">
            <button type="button" class="secundario" onClick={() => (shown.value += PAGE)}>
              Mostrar más
            </button>
          </p>
        )}
        {more.value && filtro.q === undefined && (
          <p class="vacio">Hay más órdenes que estas. Busque por cliente, referencia, teléfono, placa o número.</p>
        )}
        {search.isFull.value && <p class="vacio">Puede haber más órdenes. Escriba más para precisar.</p>}
      </Panel>
    </main>
  );
}
