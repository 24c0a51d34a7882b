import * as z from 'zod';
import { Calendario } from '#events/comun/calendario.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';

/** What is known of a vehicle: where it starts, what it can carry, when it works. */
export const FichaDeVehiculo = {
  bodegaId: BodegaId,
  base: Zona,
  capacidadKg: z.number().positive().max(50_000),
  capacidadM3: z.number().positive().max(200),
  calendario: Calendario.optional(),
};
