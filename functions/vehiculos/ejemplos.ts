import { EJEMPLO } from '#events/comun/ejemplos.ts';
import type { Zona } from '#events/comun/lugar.ts';
import type { Ventana } from '#events/comun/tiempo.ts';
import { AsignacionHecha } from '#events/vehiculos/AsignacionHecha.ts';
import { EntregaAsignada } from '#events/vehiculos/EntregaAsignada.ts';
import { EntregaEnRuta } from '#events/vehiculos/EntregaEnRuta.ts';
import type { Jornada } from '#events/vehiculos/jornada.ts';
import { RutaIniciada } from '#events/vehiculos/RutaIniciada.ts';
import { VehiculoRegistrado } from '#events/vehiculos/VehiculoRegistrado.ts';
import type { Fact } from '#shared/model/event.ts';

/** Two vans of the northern warehouse, a motorcycle of the southern one; for tests and documentation. */
export const VAN = 'ABC123';
export const OTRA_VAN = 'ABC124';
export const MOTO = 'XYZ78D';
export const NORTE = 'BOG-NORTE';
export const SUR = 'BOG-SUR';

/** Places at about 2, 5 and 9 km from the northern warehouse, along one avenue. */
export const CERCA = { lat: 4.745, lon: -74.045 };
export const MEDIO = { lat: 4.715, lon: -74.045 };
export const LEJOS = { lat: 4.68, lon: -74.045 };

const ficha = (vehiculoId: string) => ({
  vehiculoId,
  ...(vehiculoId === MOTO
    ? { bodegaId: SUR, base: { lat: 4.58, lon: -74.14 }, capacidadKg: 20, capacidadM3: 0.2 }
    : { bodegaId: NORTE, base: { lat: 4.76, lon: -74.045 }, capacidadKg: 100, capacidadM3: 1 }),
});

/** A vehicle that was registered. */
export const registrado = (vehiculoId: string, jornada?: Jornada) =>
  VehiculoRegistrado({ ...ficha(vehiculoId), ...(jornada && { jornada }) });

/** Vehicles with nothing to do, as streams. */
export function flotaDe(...vehiculos: readonly string[]): Record<string, readonly Fact[]> {
  return Object.fromEntries(vehiculos.map((vehiculoId) => [`vehiculo#${vehiculoId}`, [registrado(vehiculoId)]]));
}

/** The id of the nth order of a test. */
export const ordenN = (n: number): string => `0f8fad5b-d9cb-469f-a165-${String(n).padStart(12, '0')}`;

interface Pedido {
  readonly ordenId?: string;
  readonly zona?: Zona;
  readonly pesoKg?: number;
  readonly ventana?: Ventana;
  readonly prioridad?: 'normal' | 'alta';
  readonly intento?: number;
}

/** What the delivery saga asks for, for an order of the northern warehouse. */
export const pedido = (cambios: Pedido = {}) => ({
  ordenId: EJEMPLO.ordenId,
  clienteId: EJEMPLO.clienteId,
  bodegaId: NORTE,
  direccion: EntregaAsignada.example.direccion,
  zona: CERCA,
  pesoKg: 10,
  volumenM3: 0.02,
  prioridad: 'normal' as const,
  intento: 1,
  ...cambios,
});

/** A stop that a vehicle was given, after those in `antes`. */
export function asignada(vehiculoId: string, cambios: Pedido = {}, eta: string = EJEMPLO.eta, antes: string[] = []) {
  const p = pedido(cambios);
  const plan = [...antes, p.ordenId].map((ordenId) => ({ ordenId, eta }));
  return EntregaAsignada({ ...p, vehiculoId, cambio: 0, eta, plan });
}

/** The assignment of an order to a vehicle. */
export const hecha = (vehiculoId: string, intento = 1, eta: string = EJEMPLO.eta) =>
  AsignacionHecha({ ordenId: EJEMPLO.ordenId, vehiculoId, eta, intento });

/** A route that has begun with these orders. */
export function rutaIniciada(vehiculoId: string, ...ordenes: readonly string[]): Fact[] {
  const { rutaId, eta } = EJEMPLO;
  return [
    RutaIniciada({ vehiculoId, rutaId, bodegaId: NORTE, plan: ordenes.map((ordenId) => ({ ordenId, eta })) }),
    ...ordenes.map((ordenId) => EntregaEnRuta({ ordenId, vehiculoId, rutaId, eta, intento: 1 })),
  ];
}
