import * as z from 'zod';
import { Calendario } from '#events/comun/calendario.ts';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Ciudad, Nombre } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';
import { Alcance } from './alcance.ts';
import { EsperaMaxima } from './espera.ts';

/**
 * There is a warehouse. Its place is rounded: it serves to tell which one is near. Without a calendar it is open at all
 * hours; without `esperaMaximaMin` the usual wait holds (`ESPERA_MAXIMA_MIN`), without `alcanceKm`
 * the usual reach (`ALCANCE_KM`).
 */
export const BodegaRegistrada = event('BodegaRegistrada', {
  context: 'bodegas',
  schema: z.object({
    bodegaId: BodegaId,
    nombre: Nombre,
    ciudad: Ciudad,
    zona: Zona,
    calendario: Calendario.optional(),
    esperaMaximaMin: EsperaMaxima.optional(),
    alcanceKm: Alcance.optional(),
  }),
  example: {
    bodegaId: EJEMPLO.bodegaId,
    nombre: 'Bodega Norte',
    ciudad: 'Bogotá',
    zona: { lat: 4.76, lon: -74.045 },
    calendario: { jornada: { desde: '06:00', hasta: '20:00' }, descansa: ['domingo'] },
    esperaMaximaMin: 240,
  },
});
