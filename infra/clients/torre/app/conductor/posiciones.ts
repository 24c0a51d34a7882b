import type { Zona } from './tipos.ts';

/** Where the telephone was, and when (milliseconds since 1970). */
export interface Posicion extends Zona {
  readonly en: number;
}

/** Of so long, the newest is enough. */
const CADA_MS = 30_000;
/** What is older helps nobody. */
const VIEJA_MS = 600_000;

/** Positions with one more: the newest of each half minute, none older than ten minutes. */
export function conPosicion(antes: readonly Posicion[], nueva: Posicion): readonly Posicion[] {
  const tramo = (una: Posicion) => Math.floor(una.en / CADA_MS);
  const otras = antes.filter((una) => tramo(una) !== tramo(nueva) || una.en > nueva.en);
  const todas =
    otras.length === antes.length && antes.some((una) => tramo(una) === tramo(nueva)) ? otras : [...otras, nueva];
  return vigentes(todas, nueva.en);
}

/** Those of the last ten minutes. */
export function vigentes(posiciones: readonly Posicion[], now: number): readonly Posicion[] {
  return posiciones.filter(({ en }) => now - en <= VIEJA_MS);
}
