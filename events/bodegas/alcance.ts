import * as z from 'zod';
import { distanciaKm, type Zona } from '../comun/lugar.ts';

/** How far a warehouse serves, as the crow flies, in kilometres. */
export const Alcance = z.int().min(1).max(2_000);

/** What holds for a warehouse that says nothing of it, in kilometres: from the capital to the coasts, and not to what lies beyond. */
export const ALCANCE_KM = 700;

/** A warehouse that may serve a place: where it is, and how far it serves, in kilometres; as usual where nothing is said. */
export interface ConAlcance {
  readonly zona?: Zona | undefined;
  readonly alcanceKm?: number | undefined;
}

/**
 * Whether a warehouse serves all of some places, as the crow flies: its vehicles go no farther, to bring goods or to fetch them in
 * another warehouse. What is reserved for an order, and which vehicle may bring it, both rest on this.
 */
export function llegaA({ zona, alcanceKm = ALCANCE_KM }: ConAlcance, lugares: readonly Zona[]): boolean {
  return zona !== undefined && lugares.every((lugar) => distanciaKm(zona, lugar) <= alcanceKm);
}
