import type { Calendario } from '#events/comun/calendario.ts';
import type { Zona } from '#events/comun/lugar.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import { ParadaAgregada } from '#events/vehiculos/ParadaAgregada.ts';
import { ParadaCerrada } from '#events/vehiculos/ParadaCerrada.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { RecogidaHecha } from '#events/vehiculos/RecogidaHecha.ts';
import { RutaConfiada } from '#events/vehiculos/RutaConfiada.ts';
import { RutaDeshecha } from '#events/vehiculos/RutaDeshecha.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { VehiculoCorregido } from '#events/vehiculos/VehiculoCorregido.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { VehiculoRetirado } from '#events/vehiculos/VehiculoRetirado.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** What is known of a vehicle: where it starts, what it can carry, when it works. */
export interface Ficha {
  readonly bodegaId: string;
  readonly base: Zona;
  readonly capacidadKg: number;
  readonly capacidadM3: number;
  /** Absent: it works at any hour. */
  readonly calendario?: Calendario | undefined;
}

/** A stop of a route, and what became of it. */
export interface ParadaEnRuta extends Parada {
  readonly estado: 'abierta' | 'entregada' | 'parcial' | 'fallida' | 'retirada' | 'transbordada';
}

/** What the goods of an order weigh and measure. */
export interface Bulto {
  readonly ordenId: string;
  readonly pesoKg: number;
  readonly volumenM3: number;
}

/** A plan on the road. */
export interface Ruta {
  readonly rutaId: string;
  readonly dia: string;
  readonly iniciadaEn: string;
  readonly conductorId?: string | undefined;
  readonly paradas: readonly ParadaEnRuta[];
  /** What it has aboard though no stop is for it: it came back with it once, and nobody has received it. */
  readonly aBordo: readonly Bulto[];
  /** Whether anything was done since it left: then it cannot be undone. */
  readonly empezada: boolean;
}

/** A vehicle, as its own commands need it. Without `ficha` there is none. */
export interface Vehiculo {
  readonly ficha?: Ficha;
  /** Whether it can go nowhere: it is in the workshop, or broke down on its route. */
  readonly taller: boolean;
  readonly retirado: boolean;
  readonly ruta?: Ruta | undefined;
  /** Who drove the last route, at its end: proof of it may come later. */
  readonly anterior?: { readonly rutaId: string; readonly conductorId?: string | undefined };
  /** What may be aboard since its last route: it was not delivered on it. */
  readonly traidos: readonly Bulto[];
}

const INICIAL: Vehiculo = { taller: false, retirado: false, traidos: [] };

/** A vehicle and its route. Such a stream lives as long as the vehicle, so it carries snapshots. */
export const vehiculo = aggregate<Vehiculo>('vehiculo', INICIAL, { every: 50, revision: 5 })
  .on(VehiculoRegistrado, (v, { vehiculoId: _, ...ficha }) => ({ ...v, ficha, retirado: false }))
  .on(VehiculoCorregido, (v, { vehiculoId: _, ...cambios }) =>
    v.ficha ? { ...v, ficha: fichaCon(v.ficha, cambios) } : v,
  )
  .on(VehiculoRetirado, (v) => ({ ...v, retirado: true }))
  .on(MantenimientoIniciado, (v) => ({ ...v, taller: true }))
  .on(MantenimientoTerminado, (v) => ({ ...v, taller: false }))
  .on(RutaIniciada, (v, { rutaId, dia, conductorId, paradas, aBordo }, iniciadaEn) => ({
    ...v,
    ruta: {
      rutaId,
      dia,
      iniciadaEn,
      conductorId,
      paradas: paradas.map((parada) => ({ ...parada, estado: 'abierta' })),
      aBordo,
      empezada: false,
    },
  }))
  .on(ParadaAgregada, (v, { parada }) =>
    conParadas(v, (paradas) => [...paradas, { ...parada, estado: 'abierta' as const }]),
  )
  .on(RecogidaHecha, (v, { bodegaId, ordenes }) =>
    conParadas(v, (paradas) =>
      paradas.map((parada) => (ordenes.includes(parada.ordenId) ? recogida(parada, bodegaId) : parada)),
    ),
  )
  .on(ParadaCerrada, (v, { ordenId, fin }) =>
    conParadas(v, (paradas) => {
      const cual = paradas.findLastIndex((parada) => parada.ordenId === ordenId);
      return paradas.map((parada, n) => (n === cual ? { ...parada, estado: fin } : parada));
    }),
  )
  .on(RutaConfiada, (v, { conductorId }) => (v.ruta ? { ...v, ruta: { ...v.ruta, conductorId } } : v))
  .on(RutaDeshecha, (v) => ({ ...v, ruta: undefined }))
  .on(RutaFinalizada, ({ ruta, ...v }) => ({
    ...v,
    ruta: undefined,
    ...(ruta && { anterior: { rutaId: ruta.rutaId, conductorId: ruta.conductorId } }),
    traidos: ruta ? bultosDe(ruta) : [],
  }));

/** The last stop of an order on the vehicle's route: a further attempt on the same route is one more stop. */
export function paradaEnRuta({ ruta }: Vehiculo, ordenId: string): ParadaEnRuta | undefined {
  return ruta?.paradas.findLast((parada) => parada.ordenId === ordenId);
}

/** The last stop of each order of a route, save those whose goods left the vehicle for good. */
export function paradasConMercancia({ paradas }: Ruta): readonly ParadaEnRuta[] {
  const ultimas = new Map(paradas.map((parada) => [parada.ordenId, parada]));
  return [...ultimas.values()].filter(({ estado }) => estado !== 'entregada' && estado !== 'transbordada');
}

/** What may be aboard of a vehicle on its route, each order once. */
export function bultosDe(ruta: Ruta): readonly Bulto[] {
  const todos = [...ruta.aBordo, ...paradasConMercancia(ruta)];
  return [
    ...new Map(todos.map(({ ordenId, pesoKg, volumenM3 }) => [ordenId, { ordenId, pesoKg, volumenM3 }])).values(),
  ];
}

/** Who drives a route, or drove it: whoever had it last. A route of long ago is asked of `salida`, who left with it. */
export function conductorDe(
  v: Vehiculo,
  salida: { readonly rutaId: string; readonly conductorId?: string | undefined },
) {
  const suya = [v.ruta, v.anterior].find((ruta) => ruta?.rutaId === salida.rutaId);
  return (suya ?? salida).conductorId;
}

/** The stops of the vehicle's route that are still to be made, in order. */
export function paradasAbiertas({ ruta }: Vehiculo): readonly ParadaEnRuta[] {
  return ruta?.paradas.filter(({ estado }) => estado === 'abierta') ?? [];
}

/** Whether the vehicle may be given stops of a later day: it is of the fleet, and neither broken down nor in the workshop. */
export function estaDisponible(v: Vehiculo): boolean {
  return v.ficha !== undefined && !v.taller && !v.retirado;
}

/** What is known of a vehicle after a correction. */
export function fichaCon(ficha: Ficha, cambios: { readonly [K in keyof Ficha]?: Ficha[K] | undefined }): Ficha {
  return {
    bodegaId: cambios.bodegaId ?? ficha.bodegaId,
    base: cambios.base ?? ficha.base,
    capacidadKg: cambios.capacidadKg ?? ficha.capacidadKg,
    capacidadM3: cambios.capacidadM3 ?? ficha.capacidadM3,
    calendario: cambios.calendario ?? ficha.calendario,
  };
}

/** Whether two say the same of a vehicle. */
export function mismaFicha(a: Ficha, b: Ficha): boolean {
  return enTexto(a) === enTexto(b);
}

function enTexto({ bodegaId, base, capacidadKg, capacidadM3, calendario }: Ficha): string {
  return JSON.stringify([bodegaId, base.lat, base.lon, capacidadKg, capacidadM3, calendario]);
}

function conParadas(v: Vehiculo, cambiar: (paradas: readonly ParadaEnRuta[]) => readonly ParadaEnRuta[]): Vehiculo {
  return v.ruta ? { ...v, ruta: { ...v.ruta, paradas: cambiar(v.ruta.paradas), empezada: true } } : v;
}

function recogida(parada: ParadaEnRuta, bodegaId: string): ParadaEnRuta {
  return { ...parada, recogidas: parada.recogidas.filter((una) => una.bodegaId !== bodegaId) };
}
