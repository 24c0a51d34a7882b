import { distanciaKm, type Zona } from '#events/comun/lugar.ts';
import type { Jornada } from '#events/vehiculos/jornada.ts';
import { VehiculoIncorporado } from '#events/vehiculos/VehiculoIncorporado.ts';
import { aggregate } from '#shared/model/aggregate.ts';

/** The one stream of the fleet's directory. */
export const FLOTA = 'alpes';

/** What never changes in a vehicle: where it starts, what it can carry, when it works. */
export interface Ficha {
  readonly bodegaId: string;
  readonly base: Zona;
  readonly capacidadKg: number;
  readonly capacidadM3: number;
  readonly jornada?: Jornada | undefined;
}

/** All vehicles, by plate. */
export interface Flota {
  readonly vehiculos: Readonly<Record<string, Ficha>>;
}

/** The directory of vehicles: one stream, since who looks for a vehicle must know which there are. */
export const flota = aggregate<Flota>('flota', { vehiculos: {} }).on(
  VehiculoIncorporado,
  (f, { vehiculoId, ...ficha }) => ({ vehiculos: { ...f.vehiculos, [vehiculoId]: ficha } }),
);

/** The vehicles based at a warehouse, by plate. */
export function deBodega(f: Flota, bodegaId: string): readonly string[] {
  return Object.keys(f.vehiculos)
    .filter((vehiculoId) => f.vehiculos[vehiculoId]?.bodegaId === bodegaId)
    .sort();
}

/** The vehicles based elsewhere, those nearest to a place first; of equally near ones by plate, so that a retry decides the same. */
export function deOtraBodega(f: Flota, bodegaId: string, zona: Zona): readonly string[] {
  return Object.entries(f.vehiculos)
    .filter(([, ficha]) => ficha.bodegaId !== bodegaId)
    .map(([vehiculoId, { base }]) => ({ vehiculoId, km: distanciaKm(base, zona) }))
    .sort((a, b) => a.km - b.km || (a.vehiculoId < b.vehiculoId ? -1 : 1))
    .map(({ vehiculoId }) => vehiculoId);
}
