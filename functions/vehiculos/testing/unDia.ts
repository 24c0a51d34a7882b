import { BodegaRegistrada } from '#events/bodegas/BodegaRegistrada.ts';
import type { Calendario } from '#events/comun/calendario.ts';
import { MantenimientoIniciado } from '#events/vehiculos/MantenimientoIniciado.ts';
import { ParadaPlanificada } from '#events/vehiculos/ParadaPlanificada.ts';
import { PlanAbierto } from '#events/vehiculos/PlanAbierto.ts';
import { EJEMPLO_DE_PARADA, type Parada } from '#events/vehiculos/parada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import type { Fact } from '#shared/model/event.ts';
import { planIdDe } from '../plan.ts';

/** The day of `NOW`, the warehouse and two of the vehicles of these tests. */
export const HOY = '2030-01-15';
export const NORTE = 'BOG-NORTE';
export const VAN = 'ABC123';
export const OTRA_VAN = 'ABC124';

/** Where the vehicles start. */
export const BASE = { lat: 4.76, lon: -74.045 };

/** A place so many thousandths of a degree (111 m) to the south of the base. */
export const aMilesimas = (n: number) => ({ lat: Math.round(4760 - n) / 1000, lon: -74.045 });

/** The id of the nth order of a test. */
export const ordenN = (n: number): string => `0f8fad5b-d9cb-469f-a165-${String(n).padStart(12, '0')}`;

/** Facts by the names of their streams. */
export type Flujos = Readonly<Record<string, readonly Fact[]>>;

/** A warehouse, as a stream. */
export function bodega(calendario?: Calendario): Flujos {
  const ejemplo = { ...BodegaRegistrada.example, bodegaId: NORTE };
  return { [`bodega#${NORTE}`]: [BodegaRegistrada({ ...ejemplo, ...(calendario && { calendario }) })] };
}

/** A vehicle that was registered. */
export function registrado(vehiculoId: string, calendario?: Calendario) {
  const ficha = { vehiculoId, bodegaId: NORTE, base: BASE, capacidadKg: 100, capacidadM3: 1 };
  return VehiculoRegistrado({ ...ficha, ...(calendario && { calendario }) });
}

/** A vehicle and what became of it, as a stream. */
export function vehiculo(vehiculoId: string, ...hechos: readonly Fact[]): Flujos {
  return { [`vehiculo#${vehiculoId}`]: [registrado(vehiculoId), ...hechos] };
}

/** That a vehicle cannot go. */
export const enTaller = (vehiculoId: string) => MantenimientoIniciado({ vehiculoId, motivo: 'Frenos' });

/** A stop without a window, with goods of ten kilograms. */
export function parada(ordenId: string, milesimas: number, cambios: Partial<Parada> = {}): Parada {
  const { ventana: _, ...ejemplo } = EJEMPLO_DE_PARADA;
  const esta = { ordenId, bodegaId: NORTE, zona: aMilesimas(milesimas), pesoKg: 10, volumenM3: 0.02 };
  return { ...ejemplo, ...esta, ...cambios };
}

/** The plan of a vehicle for the day, with these stops, as a stream. */
export function conPlan(vehiculoId: string, ...paradas: readonly Parada[]): Flujos {
  const planId = planIdDe(vehiculoId, HOY);
  return {
    [`plan#${planId}`]: [
      PlanAbierto({ planId, vehiculoId, dia: HOY, bodegaId: NORTE }),
      ...paradas.map((una, posicion) => ParadaPlanificada({ planId, vehiculoId, dia: HOY, posicion, ...una })),
    ],
  };
}
