import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { VehiculoId } from '#events/comun/ids.ts';
import { Coordenadas } from '#events/comun/lugar.ts';
import { enMilisegundos, entre, Instante } from '#events/comun/tiempo.ts';
import type { Posicion } from '#events/vehiculos/posicion.ts';

/** How many days it is known where a vehicle was. */
export const DIAS_GUARDADAS = 7;

/** Positions that one call takes: those of an hour and a half without a network, one a minute. */
const MAX_POSICIONES = 100;

const posicion = { coordenadas: Coordenadas, registradaEn: Instante.optional() };

/** What a vehicle's device sends: one position, or those that it has gathered. One without a time is of now. */
export const Ubicaciones = z
  .strictObject({
    vehiculoId: VehiculoId,
    coordenadas: Coordenadas.optional(),
    registradaEn: Instante.optional(),
    posiciones: z.array(z.strictObject(posicion)).min(1).max(MAX_POSICIONES).optional(),
  })
  .refine(({ coordenadas, posiciones }) => (coordenadas === undefined) !== (posiciones === undefined), {
    error: 'Envíe coordenadas o posiciones, una de las dos',
    path: ['coordenadas'],
  });

/** One of them, for the documentation. */
export const EJEMPLO_DE_UBICACIONES = {
  vehiculoId: EJEMPLO.vehiculoId,
  coordenadas: { lat: 4.70512, lon: -74.05831 },
};

/** How many of them were kept. */
export const UbicacionesGuardadas = z.object({ guardadas: z.int().min(0) });

/**
 * The positions that are worth keeping, one for each time: those of days ago and those that are still to come are not. A
 * clock that is a little ahead means now.
 */
export function posicionesDe(enviadas: z.output<typeof Ubicaciones>, now: string): readonly Posicion[] {
  const { coordenadas, registradaEn, posiciones } = enviadas;
  const desde = new Date(Date.parse(now) - DIAS_GUARDADAS * 86_400_000).toISOString();
  const todas = posiciones ?? (coordenadas === undefined ? [] : [{ coordenadas, registradaEn }]);
  const porHora = new Map<string, Posicion>();
  for (const una of todas) {
    const cuando = entre(desde, una.registradaEn, now);
    if (cuando === undefined) continue;
    const hora = enMilisegundos(cuando);
    porHora.set(hora, { coordenadas: una.coordenadas, registradaEn: hora });
  }
  return [...porHora.values()];
}
