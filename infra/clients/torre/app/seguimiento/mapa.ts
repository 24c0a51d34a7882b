import type { Coordenadas } from './tipos.ts';

/** The drawing, in units of its own. */
export const ANCHO = 320;
export const ALTO = 200;
/** What stays free of marks around. */
const MARGEN = 40;
const KM_POR_GRADO = 111.2;
/** A door is known to about 100 m: a map that shows less would lie. */
const MENOR_KM = 0.3;
const ESCALAS_KM = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

/** Where something is drawn around the door, which stands in the middle; north is up. */
export interface Dibujo {
  readonly x: number;
  readonly y: number;
  /** As the crow flies. */
  readonly km: number;
  /** The scale: so many kilometres are so many units. */
  readonly escala: { readonly km: number; readonly largo: number };
}

/** The drawing of what comes to a door, or of where that comes from. */
export function dibujar(lugar: Coordenadas, puerta: Coordenadas): Dibujo {
  const este = (lugar.lon - puerta.lon) * KM_POR_GRADO * Math.cos((puerta.lat * Math.PI) / 180);
  const norte = (lugar.lat - puerta.lat) * KM_POR_GRADO;
  const km = Math.hypot(este, norte);
  // Both stand within the drawing, whichever side is the shorter one.
  const porKm = Math.min(
    (ANCHO / 2 - MARGEN) / Math.max(Math.abs(este), MENOR_KM),
    (ALTO / 2 - MARGEN) / Math.max(Math.abs(norte), MENOR_KM),
  );
  const marca = ESCALAS_KM.findLast((una) => una * porKm <= ANCHO / 3) ?? MENOR_KM;
  return {
    x: Math.round(ANCHO / 2 + este * porKm),
    y: Math.round(ALTO / 2 - norte * porKm),
    km,
    escala: { km: marca, largo: Math.round(marca * porKm) },
  };
}
