import type { Calendario } from '#events/comun/calendario.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import type { Parada } from '#events/vehiculos/parada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import type { Fact } from '#shared/model/event.ts';
import type { Streams } from '#shared/testing/deciding.ts';
import { planIdDe } from '../plan.ts';
import { HOY, NORTE, paradaDe, registrado } from './ejemplos.ts';

/** A place so many thousandths of a degree (111 m) to the south of the vehicles' base. */
export const aMilesimas = (n: number) => ({ lat: Math.round(4760 - n) / 1000, lon: -74.045 });

/** A vehicle that was registered, with its hours. */
export function conHoras(vehiculoId: string, calendario: Calendario | undefined) {
  return VehiculoRegistrado({ ...registrado(vehiculoId).data, ...(calendario && { calendario }) });
}

/** A vehicle and what became of it, as a stream. */
export function vehiculo(vehiculoId: string, ...hechos: readonly Fact[]): Streams {
  return { [`vehiculo#${vehiculoId}`]: [registrado(vehiculoId), ...hechos] };
}

/** That a vehicle cannot go. */
export const enTaller = (vehiculoId: string) => MantenimientoIniciado({ vehiculoId, motivo: 'Frenos' });

/** A stop without a window, so far from the base. */
export function parada(ordenId: string, milesimas: number, cambios: Partial<Parada> = {}): Parada {
  return paradaDe(ordenId, { bodegaId: NORTE, zona: aMilesimas(milesimas), ...cambios });
}

/** The plan of a vehicle for today, with these stops, as a stream. */
export function planDe(vehiculoId: string, ...paradas: readonly Parada[]): Streams {
  const planId = planIdDe(vehiculoId, HOY);
  return {
    [`plan#${planId}`]: [
      PlanAbierto({ planId, vehiculoId, dia: HOY, bodegaId: NORTE }),
      ...paradas.map((una, posicion) => ParadaPlanificada({ planId, vehiculoId, dia: HOY, posicion, ...una })),
    ],
  };
}
