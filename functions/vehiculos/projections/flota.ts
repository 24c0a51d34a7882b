import type { Coordenadas, Zona } from '#events/comun/lugar.ts';
import { antes, type Ventana } from '#events/comun/tiempo.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { EntregaConfirmada } from '#events/vehiculos/EntregaConfirmada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import { EntregaFallida } from '#events/vehiculos/EntregaFallida.ts';
import { EntregaReasignada } from '#events/vehiculos/EntregaReasignada.ts';
import { EntregaRetirada } from '#events/vehiculos/EntregaRetirada.ts';
import type { Jornada } from '#events/vehiculos/jornada.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { MantenimientoTerminado } from '#events/vehiculos/MantenimientoTerminado.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { RutaFinalizada } from '#events/vehiculos/RutaFinalizada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { RutaPlanificada } from '#events/vehiculos/RutaPlanificada.ts';
import { UbicacionRegistrada } from '#events/vehiculos/UbicacionRegistrada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import { projection } from '#shared/model/projection.ts';

/** A stop of a vehicle. It is `pendiente` until its route starts; what was not handed over stays until the vehicle is back. */
export interface VistaParada {
  readonly ordenId: string;
  readonly intento: number;
  readonly estado: 'pendiente' | 'enRuta' | 'entregada' | 'fallida' | 'retirada';
  readonly eta: string;
  /** Rounded: the address is personal, and is with the order. */
  readonly zona: Zona;
  readonly pesoKg: number;
  readonly volumenM3: number;
  readonly ventana?: Ventana;
  readonly prioridad: 'normal' | 'alta';
  readonly motivo?: string;
}

/** A vehicle as it is shown, with its stops in the order of the route. */
export interface VistaVehiculo {
  readonly vehiculoId: string;
  readonly bodegaId: string;
  readonly base: Zona;
  readonly capacidadKg: number;
  readonly capacidadM3: number;
  readonly jornada?: Jornada | undefined;
  readonly estado: 'disponible' | 'enRuta' | 'mantenimiento';
  readonly posicion?: { readonly coordenadas: Coordenadas; readonly registradaEn: string };
  readonly ruta?: { readonly rutaId: string; readonly iniciadaEn: string };
  readonly paradas: readonly VistaParada[];
}

/** The fleet: each vehicle with its load and its route, by base. */
export const flota = projection<VistaVehiculo>('flota', {
  of: 'vehiculo',
  key: 'vehiculoId',
  indexes: { porBase: { by: 'bodegaId', sort: 'vehiculoId' } },
})
  .on(VehiculoRegistrado, (_, vehiculo) => ({ ...vehiculo, estado: 'disponible', paradas: [] }))
  .on(EntregaAsignada, (v, { ordenId, intento, eta, zona, pesoKg, volumenM3, ventana, prioridad, plan }) => {
    const nueva = { ordenId, intento, estado: 'pendiente' as const, eta, zona, pesoKg, volumenM3, prioridad };
    return v && { ...v, paradas: ordenar([...v.paradas, { ...nueva, ...(ventana && { ventana }) }], plan) };
  })
  .on(EntregaRetirada, (v, { ordenId, enRuta, motivo }) =>
    enRuta ? marcar(v, ordenId, { estado: 'retirada', motivo }) : quitar(v, ordenId),
  )
  .on(EntregaReasignada, (v, { ordenId }) => quitar(v, ordenId))
  .on(RutaPlanificada, (v, { plan }) => v && { ...v, paradas: ordenar(v.paradas, plan) })
  .on(RutaIniciada, (v, { rutaId, plan }, { metadata }) => {
    const salen = new Set(plan.map(({ ordenId }) => ordenId));
    const paradas = ordenar(v?.paradas ?? [], plan).map((p) =>
      p.estado === 'pendiente' && salen.has(p.ordenId) ? { ...p, estado: 'enRuta' as const } : p,
    );
    return v && { ...v, estado: 'enRuta', ruta: { rutaId, iniciadaEn: metadata.occurredAt }, paradas };
  })
  .on(EntregaEnRuta, (v, { ordenId, eta }) => marcar(v, ordenId, { eta }))
  .on(EntregaConfirmada, (v, { ordenId }) => marcar(v, ordenId, { estado: 'entregada' }))
  .on(EntregaFallida, (v, { ordenId, motivo }) => marcar(v, ordenId, { estado: 'fallida', motivo }))
  .on(UbicacionRegistrada, (v, { coordenadas, registradaEn }) =>
    v?.posicion && antes(registradaEn, v.posicion.registradaEn)
      ? v
      : v && { ...v, posicion: { coordenadas, registradaEn } },
  )
  .on(RutaFinalizada, (v) => {
    if (!v) return v;
    const { ruta: _, ...resto } = v;
    return { ...resto, estado: 'disponible', paradas: v.paradas.filter(({ estado }) => estado === 'pendiente') };
  })
  .on(MantenimientoIniciado, (v) => v && { ...v, estado: 'mantenimiento' })
  .on(MantenimientoTerminado, (v) => v && { ...v, estado: 'disponible' });

/** What is on board of a vehicle that is on the road; else what it is to take. */
export function cargaDe({ estado, paradas }: VistaVehiculo): { readonly pesoKg: number; readonly volumenM3: number } {
  const abordo = paradas.filter((p) =>
    estado === 'enRuta' ? p.estado !== 'pendiente' && p.estado !== 'entregada' : p.estado === 'pendiente',
  );
  return { pesoKg: suma(abordo.map((p) => p.pesoKg)), volumenM3: suma(abordo.map((p) => p.volumenM3)) };
}

/** A sum without the noise of binary fractions: to the gram, to the cubic centimetre. */
function suma(cantidades: readonly number[]): number {
  return Number(cantidades.reduce((total, n) => total + n, 0).toFixed(6));
}

/** The stops that wait in the order of a plan and with its times; those that left before them stay in front. */
function ordenar(paradas: readonly VistaParada[], plan: readonly Parada[]): VistaParada[] {
  const lugar = new Map(plan.map(({ ordenId, eta }, n) => [ordenId, { n, eta }]));
  const espera = paradas.filter(({ estado }) => estado === 'pendiente');
  return [
    ...paradas.filter(({ estado }) => estado !== 'pendiente'),
    ...espera
      .map((p) => ({ ...p, eta: lugar.get(p.ordenId)?.eta ?? p.eta }))
      .sort((a, b) => (lugar.get(a.ordenId)?.n ?? plan.length) - (lugar.get(b.ordenId)?.n ?? plan.length)),
  ];
}

/** Changes the stop of an order that is on the road. */
function marcar(
  v: VistaVehiculo | undefined,
  ordenId: string,
  cambio: Partial<VistaParada>,
): VistaVehiculo | undefined {
  return (
    v && {
      ...v,
      paradas: v.paradas.map((p) => (p.ordenId === ordenId && p.estado === 'enRuta' ? { ...p, ...cambio } : p)),
    }
  );
}

/** Takes the stop of an order out of what waits. */
function quitar(v: VistaVehiculo | undefined, ordenId: string): VistaVehiculo | undefined {
  return v && { ...v, paradas: v.paradas.filter((p) => p.ordenId !== ordenId || p.estado !== 'pendiente') };
}
