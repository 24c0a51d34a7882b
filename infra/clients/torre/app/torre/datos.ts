import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { count } from '../core/announce.ts';
import { read } from '../core/api.ts';
import { now } from '../core/clock.ts';
import { startOf, thisDay } from '../core/format.ts';
import { useList, useReport } from '../core/reading.ts';
import { may } from '../core/session.ts';
import { settings } from '../core/settings.ts';
import { ORDER_STATES, type OrderState } from '../core/states.ts';
import { view } from '../core/store.ts';
import { useOrdenesDe } from './ordenesDe.ts';
import { countsOf, dayAt, planKey, planned, type Route, routesOf, silentSince } from './tablero.ts';
import type { Asunto, Bodega, Conductor, Orden, Plan, Posicion, Vehiculo } from './tipos.ts';

/** States in which an order is still somebody's work: all of them are on the board, whatever their age. */
const OPEN = ['creada', 'confirmada', 'asignada', 'enTransito', 'entregaFallida'];
/** Rows of each state that the board reads: beyond that, the map and the lists are shortened, and the server counts. */
export const MOST = 2_000;
const BOARD = 'tablero';
const ASKED_MS = 15_000;
/** Many orders change together. */
const SETTLED_MS = 1_500;

/** The orders of the board: all that are open, and those of today that are over. */
export function useOrdenes() {
  const paths = Object.keys(ORDER_STATES).map((estado) =>
    OPEN.includes(estado) ? `/ordenes?estado=${estado}` : `/ordenes?estado=${estado}&desde=${startOf(thisDay.value)}`,
  );
  return useList<Orden>({ view: 'ordenes', topic: BOARD, paths, keyOf: ({ ordenId }) => ordenId, most: MOST });
}

/** As many as one search answers. */
const MOST_FOUND = 20;

/** Which orders the server finds for what was typed, among all there are; those that no list has brought are read. */
export function useHallados(q: string | undefined) {
  const { data, ...rest } = useReport<{ readonly resultados: readonly { readonly ordenId?: string }[] }>(
    q === undefined || !may('torre:leer') ? undefined : `/busqueda?q=${encodeURIComponent(q)}`,
    { everyMs: ASKED_MS },
  );
  const hits = useComputed<ReadonlySet<string>>(
    () => new Set(data.value?.resultados.flatMap(({ ordenId }) => ordenId ?? [])),
  );
  useOrdenesDe(hits.value);
  return { ...rest, hits, isFull: useComputed(() => (data.value?.resultados.length ?? 0) >= MOST_FOUND) };
}

/** The fleet. */
export function useFlota() {
  return useList<Vehiculo>({
    view: 'vehiculos',
    topic: BOARD,
    paths: ['/vehiculos'],
    keyOf: ({ vehiculoId }) => vehiculoId,
  });
}

/** What vehicles are to leave with today, and on another day where one is named. */
function usePlanes(dia = thisDay.value) {
  return useList<Plan>({
    view: 'planes',
    topic: BOARD,
    paths: [...new Set([thisDay.value, dia])].map((one) => `/planes?dia=${one}`),
    keyOf: planKey,
  });
}

/** The warehouses; they change rarely. */
export function useBodegas() {
  const { data, ...rest } = useReport<{ readonly elementos: readonly Bodega[] }>('/bodegas', { everyMs: 300_000 });
  const bodegas = useComputed(() => data.value?.elementos ?? []);
  const names = useComputed(() => new Map(bodegas.value.map(({ bodegaId, nombre }) => [bodegaId, nombre])));
  return { ...rest, bodegas, nameOf: (bodegaId: string) => names.value.get(bodegaId) ?? bodegaId };
}

/** The drivers, and what they drive. */
export function useConductores() {
  const { data, ...rest } = useReport<{ readonly elementos: readonly Conductor[] }>('/conductores?limite=200', {
    everyMs: ASKED_MS,
  });
  const conductores = useComputed(() => data.value?.elementos ?? []);
  return { ...rest, conductores };
}

/** Where the vehicles on the road are: read once for each, then by the channel. */
export function usePosiciones(vehiculos: ReadonlySignal<ReadonlyMap<string, Vehiculo>>) {
  const live = view<Posicion>('ubicaciones');
  const asked = useSignal<ReadonlySet<string>>(new Set());
  const onRoad = [...vehiculos.value.values()].filter(({ ruta }) => ruta).map(({ vehiculoId }) => vehiculoId);
  useEffect(() => {
    const missing = onRoad.filter((plate) => !asked.peek().has(plate));
    if (missing.length === 0) return;
    asked.value = new Set([...asked.peek(), ...missing]);
    for (const plate of missing) {
      read<Vehiculo>(`/vehiculos/${plate}`).then(
        ({ posicion }) => posicion && live.put(plate, Date.parse(posicion.registradaEn), posicion),
        () => {
          asked.value = new Set([...asked.peek()].filter((one) => one !== plate));
        },
      );
    }
  }, [onRoad.join(' ')]);
  return live.rows;
}

/** What needs a person: asked again every few seconds, and soon after an order has changed. */
function useAtencion() {
  const { data, again, ...rest } = useReport<{
    readonly atencion: readonly Asunto[];
    readonly mas: number;
    readonly porEstado: Readonly<Record<OrderState, number>>;
  }>(may('torre:leer') ? '/tablero' : undefined, { everyMs: ASKED_MS });
  const { changes } = view('ordenes');
  useEffect(() => {
    const timer = setTimeout(again, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [changes.value]);
  return {
    ...rest,
    asuntos: useComputed(() => data.value?.atencion ?? []),
    mas: useComputed(() => data.value?.mas ?? 0),
    porEstado: useComputed(() => data.value?.porEstado),
  };
}

/** Counts for screen readers what becomes of orders while one looks. */
function useDigest({ rows, changes }: Pick<ReturnType<typeof useOrdenes>, 'rows' | 'changes'>): void {
  const told = useSignal(performance.now());
  useEffect(() => {
    const newer = [...changes.value].filter(([, when]) => when > told.peek());
    told.value = Math.max(told.peek(), ...newer.map(([, when]) => when));
    for (const [key] of newer) {
      const orden = rows.peek().get(key);
      if (orden && settings.peek().digest) count(ORDER_STATES[orden.estado].many.toLowerCase());
    }
  }, [changes.value]);
}

/** All that the board shows. @param dia a day of which the plans are known beside those of today */
export function useTablero(dia?: string) {
  const ordenes = useOrdenes();
  useDigest(ordenes);
  const flota = useFlota();
  const planes = usePlanes(dia);
  const { bodegas, nameOf } = useBodegas();
  const posiciones = usePosiciones(flota.rows);
  const atencion = useAtencion();
  const counts = useComputed(() => {
    const live = countsOf(ordenes.rows.value.values());
    return ordenes.more.value ? { ...live, ...atencion.porEstado.value } : live;
  });
  const routes = useComputed<ReadonlyMap<string, Route>>(() =>
    routesOf(planned(ordenes.rows.value.values(), planes.rows.value), (placa) =>
      dayAt(flota.rows.value.get(placa), thisDay.value),
    ),
  );
  const silent = useComputed(() => {
    const all = [...flota.rows.value.values()];
    const found = all.filter((one) => silentSince(one, posiciones.value.get(one.vehiculoId), now.value) !== undefined);
    return new Set(found.map(({ vehiculoId }) => vehiculoId));
  });
  return { ordenes, flota, planes, bodegas, nameOf, posiciones, counts, routes, atencion, silent };
}

export type Tablero = ReturnType<typeof useTablero>;
