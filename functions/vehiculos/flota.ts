import { distanciaKm, type Zona } from '#events/comun/lugar.ts';
import type { Jornada } from '#events/vehiculos/jornada.ts';

/** What never changes in a vehicle: where it starts, what it can carry, when it works. */
export interface Ficha {
  readonly bodegaId: string;
  readonly base: Zona;
  readonly capacidadKg: number;
  readonly capacidadM3: number;
  readonly jornada?: Jornada | undefined;
}

/** A vehicle as the directory of the fleet proposes it. */
export interface Candidato extends Ficha {
  readonly vehiculoId: string;
}

/** The vehicles based at a warehouse, by plate. */
export function deBodega(flota: readonly Candidato[], bodegaId: string): readonly Candidato[] {
  return flota.filter((uno) => uno.bodegaId === bodegaId).sort(porPlaca);
}

/** The vehicles based elsewhere, those nearest to a place first; of equally near ones by plate, so that a retry decides the same. */
export function deOtraBodega(flota: readonly Candidato[], bodegaId: string, zona: Zona): readonly Candidato[] {
  return flota
    .filter((uno) => uno.bodegaId !== bodegaId)
    .map((uno) => ({ uno, km: distanciaKm(uno.base, zona) }))
    .sort((a, b) => a.km - b.km || porPlaca(a.uno, b.uno))
    .map(({ uno }) => uno);
}

function porPlaca(a: Candidato, b: Candidato): number {
  return a.vehiculoId < b.vehiculoId ? -1 : 1;
}
