import type { Zona } from '#events/comun/lugar.ts';
import { antes, type Ventana } from '#events/comun/tiempo.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaReasignada } from '#events/vehiculos/EntregaReasignada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import type { Parada as EnPlan } from '#events/vehiculos/parada.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { RutaPlanificada } from '#events/vehiculos/RutaPlanificada.ts';
import { UbicacionRegistrada } from '#events/vehiculos/UbicacionRegistrada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { aggregate } from '#shared/model/aggregate.ts';
import type { Personal } from '#shared/model/personal.ts';
import type { Ficha } from './flota.ts';

/** A delivery that a vehicle is to make. */
export interface Parada {
  readonly ordenId: string;
  readonly clienteId: string;
  readonly bodegaId: string;
  readonly direccion: Personal<string>;
  readonly zona: Zona;
  readonly pesoKg: number;
  readonly volumenM3: number;
  readonly ventana?: Ventana | undefined;
  readonly prioridad: 'normal' | 'alta';
  readonly intento: number;
  readonly cambio: number;
  readonly eta: string;
}

/** A stop of a route that has begun, and what became of it. */
export interface ParadaEnRuta extends Parada {
  readonly estado: 'enRuta' | 'entregada' | 'fallida' | 'anulada';
}

interface Registrado {
  readonly ficha: Ficha;
  /** When its last known place was true. */
  readonly ubicadoEn?: string | undefined;
}

/** A vehicle at its base, or in the workshop, with what it is to bring; in the order of the plan. */
export type EnBase = Registrado & {
  readonly estado: 'disponible' | 'mantenimiento';
  readonly paradas: readonly Parada[];
};

/** A vehicle on its route, with all stops that it left with. */
export type EnRuta = Registrado & {
  readonly estado: 'enRuta';
  readonly rutaId: string;
  readonly iniciadaEn: string;
  readonly paradas: readonly ParadaEnRuta[];
};

/** A vehicle, as its own commands need it. */
export type Vehiculo = { readonly estado: 'inexistente' } | EnBase | EnRuta;

/**
 * A vehicle: it takes stops at its base, leaves with them, and comes back with none. What it takes never exceeds its
 * capacity. Such a stream lives as long as the vehicle, so it carries snapshots.
 */
export const vehiculo = aggregate<Vehiculo>('vehiculo', { estado: 'inexistente' }, { every: 50, revision: 2 })
  .on(VehiculoRegistrado, (_, { vehiculoId: __, ...ficha }) => ({ estado: 'disponible', ficha, paradas: [] }))
  .on(EntregaAsignada, (v, { vehiculoId: _, plan, ...parada }) =>
    enBase(v, ({ paradas }) => segunPlan([...paradas, parada], plan)),
  )
  .on(EntregaReasignada, (v, { ordenId }) => enBase(v, ({ paradas }) => sin(paradas, ordenId)))
  .on(EntregaRetirada, (v, { ordenId }) =>
    v.estado === 'enRuta' ? marcar(v, ordenId, 'anulada') : enBase(v, ({ paradas }) => sin(paradas, ordenId)),
  )
  .on(RutaPlanificada, (v, { plan }) => enBase(v, ({ paradas }) => segunPlan(paradas, plan)))
  .on(RutaIniciada, (v, { rutaId, plan }, iniciadaEn) => {
    if (v.estado === 'inexistente' || v.estado === 'enRuta') return v;
    const paradas = segunPlan(v.paradas, plan).map((parada): ParadaEnRuta => ({ ...parada, estado: 'enRuta' }));
    return { ...v, estado: 'enRuta', rutaId, iniciadaEn, paradas };
  })
  .on(EntregaEnRuta, (v) => v)
  .on(UbicacionRegistrada, (v, { registradaEn }) =>
    v.estado === 'inexistente' ? v : { ...v, ubicadoEn: registradaEn },
  )
  .on(EntregaConfirmada, (v, { ordenId }) => marcar(v, ordenId, 'entregada'))
  .on(EntregaFallida, (v, { ordenId }) => marcar(v, ordenId, 'fallida'))
  .on(RutaFinalizada, (v) => {
    if (v.estado !== 'enRuta') return v;
    const { rutaId: _, iniciadaEn: __, ...registrado } = v;
    return { ...registrado, estado: 'disponible', paradas: [] };
  })
  .on(MantenimientoIniciado, (v) => (v.estado === 'disponible' ? { ...v, estado: 'mantenimiento' } : v))
  .on(MantenimientoTerminado, (v) => (v.estado === 'mantenimiento' ? { ...v, estado: 'disponible' } : v));

/** Whether an order still waits to be brought by a vehicle, at its base or on the road. */
export function tienePendiente(v: Vehiculo, ordenId: string): boolean {
  if (v.estado === 'inexistente') return false;
  if (v.estado === 'enRuta')
    return v.paradas.some((parada) => parada.ordenId === ordenId && parada.estado === 'enRuta');
  return v.paradas.some((parada) => parada.ordenId === ordenId);
}

/** Whether a vehicle was seen somewhere at this moment, or later. */
export function vistoDesde(v: Vehiculo, momento: string): boolean {
  return v.estado !== 'inexistente' && v.ubicadoEn !== undefined && !antes(v.ubicadoEn, momento);
}

function enBase(v: Vehiculo, cambiar: (v: EnBase) => readonly Parada[]): Vehiculo {
  return v.estado === 'inexistente' || v.estado === 'enRuta' ? v : { ...v, paradas: cambiar(v) };
}

function sin(paradas: readonly Parada[], ordenId: string): readonly Parada[] {
  return paradas.filter((parada) => parada.ordenId !== ordenId);
}

function segunPlan(paradas: readonly Parada[], plan: readonly EnPlan[]): readonly Parada[] {
  const porOrden = new Map(paradas.map((parada) => [parada.ordenId, parada]));
  return plan.flatMap(({ ordenId, eta }) => {
    const parada = porOrden.get(ordenId);
    return parada ? [{ ...parada, eta }] : [];
  });
}

function marcar(v: Vehiculo, ordenId: string, estado: ParadaEnRuta['estado']): Vehiculo {
  if (v.estado !== 'enRuta') return v;
  return { ...v, paradas: v.paradas.map((parada) => (parada.ordenId === ordenId ? { ...parada, estado } : parada)) };
}
