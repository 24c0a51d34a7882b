import * as z from 'zod';
import { Calendario } from '#events/comun/calendario.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Ciudad, Nombre } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';
import { Alcance } from './alcance.ts';
import { EsperaMaxima } from './espera.ts';

/** What was known of a warehouse was wrong, or is otherwise: what is said holds from here on, what is not said stays. */
export const BodegaCorregida = event('BodegaCorregida', {
  context: 'bodegas',
  schema: z.object({
    bodegaId: BodegaId,
    nombre: Nombre.optional(),
    ciudad: Ciudad.optional(),
    zona: Zona.optional(),
    calendario: Calendario.optional(),
    esperaMaximaMin: EsperaMaxima.optional(),
    alcanceKm: Alcance.optional(),
  }),
  example: { bodegaId: EJEMPLO.bodegaId, nombre: 'Bodega Norte 2', esperaMaximaMin: 120 },
});
