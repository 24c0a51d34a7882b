import { EstadoDeOrden } from '#events/comun/estadoDeOrden.ts';
import { diaEnColombia } from '#events/comun/tiempo.ts';
import { nombreDeOrden } from '#events/ordenes/nombre.ts';
import type { VistaInventario } from '#functions/bodegas/projections/inventario.ts';
import type { VistaOrden } from '#functions/ordenes/projections/ordenes.ts';
import type { VistaEntrega } from '#functions/vehiculos/projections/entregas.ts';
import type { VistaVehiculo } from '#functions/vehiculos/projections/flota.ts';
import {
  averiado,
  enSilencio,
  faltante,
  type Muertos,
  mensajesMuertos,
  ordenFallida,
  ordenRechazada,
  ordenRetrasada,
  ordenSinPlan,
  porRecibir,
  type UltimaPosicion,
} from './asuntos.ts';
import { type Asunto, MAS_ASUNTOS, type Tablero } from './respuesta.ts';

/** The states of orders that have not ended. */
export const ABIERTOS = ['creada', 'confirmada', 'asignada', 'enTransito', 'entregaFallida'] as const;

/** What the board is made of, as it was read. */
export interface Leido {
  /** Every order that has not ended. */
  readonly abiertas: readonly VistaOrden[];
  /** The orders of the last day that were refused. */
  readonly rechazadas: readonly VistaOrden[];
  /** What waits for a place in a plan. */
  readonly pendientes: readonly VistaEntrega[];
  readonly vehiculos: readonly VistaVehiculo[];
  /** What vehicles are to bring back, or have brought. */
  readonly regresos: readonly VistaEntrega[];
  /** The stock of which fewer units are there than orders were promised. */
  readonly faltantes: readonly VistaInventario[];
  /** When each vehicle on a route told where it was; absent of one that has told nothing for days. */
  readonly posiciones: UltimaPosicion;
  /** Today's totals of orders: `t:<state>` counts those that ended today. */
  readonly totales: readonly { readonly [medida: string]: number | string | undefined }[];
  readonly muertos: readonly Muertos[];
}

/** How many orders there are by state, and what needs a person, the worst first and of that the oldest. */
export function tablero({ abiertas, pendientes, vehiculos, ...leido }: Leido, now: string): Tablero {
  const asuntos = [
    ...leido.muertos.flatMap(mensajesMuertos),
    ...pendientes.flatMap((fila) => ordenSinPlan(fila, now)),
    ...abiertas.flatMap((orden) => [...ordenFallida(orden), ...ordenRetrasada(orden, now)]),
    ...leido.rechazadas.flatMap(ordenRechazada),
    ...leido.faltantes.flatMap(faltante),
    ...porRecibir(leido.regresos, now),
    ...vehiculos.flatMap((vehiculo) => [...averiado(vehiculo), ...enSilencio(vehiculo, leido.posiciones, now)]),
  ].sort((a, b) => rango(a) - rango(b) || comparar(a.desde ?? '', b.desde ?? ''));
  const leidas = new Map([...abiertas, ...leido.rechazadas].map((orden) => [orden.ordenId, orden]));
  return {
    dia: diaEnColombia(now),
    porEstado: Object.fromEntries(
      EstadoDeOrden.options.map((estado) => [estado, abiertasEn(abiertas, estado) + terminadasEn(leido, estado)]),
    ) as Tablero['porEstado'],
    atencion: asuntos.slice(0, MAS_ASUNTOS).map((asunto) => conNombre(asunto, leidas)),
    mas: Math.max(0, asuntos.length - MAS_ASUNTOS),
  };
}

const RANGO = [
  'mensajesMuertos',
  'averia',
  'porDecidir',
  'fallida',
  'rechazada',
  'faltante',
  'retrasada',
  'porRecibir',
  'silencio',
  'sinPlan',
  'reintento',
];

function conNombre(asunto: Asunto, leidas: ReadonlyMap<string, VistaOrden>): Asunto {
  const { ordenId } = asunto;
  return ordenId === undefined ? asunto : { ...asunto, orden: nombreDeOrden(leidas.get(ordenId) ?? { ordenId }) };
}

function rango({ gravedad, clase }: Asunto): number {
  return (gravedad === 'alta' ? 0 : RANGO.length) + RANGO.indexOf(clase);
}

function abiertasEn(abiertas: readonly VistaOrden[], estado: EstadoDeOrden): number {
  return abiertas.filter((orden) => orden.estado === estado).length;
}

function terminadasEn({ totales }: Pick<Leido, 'totales'>, estado: EstadoDeOrden): number {
  return totales.reduce((suma, total) => suma + Number(total[`t:${estado}`] ?? 0), 0);
}

function comparar(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
