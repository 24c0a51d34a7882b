import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { BodegaId } from '#events/comun/ids.ts';
import { Zona } from '#events/comun/lugar.ts';
import { Ciudad, Nombre } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** There is a warehouse. Its place is rounded: it serves to tell which one is near. */
export const BodegaRegistrada = event('BodegaRegistrada', {
  context: 'bodegas',
  schema: z.object({ bodegaId: BodegaId, nombre: Nombre, ciudad: Ciudad, zona: Zona }),
  example: { bodegaId: EJEMPLO.bodegaId, nombre: 'Bodega Norte', ciudad: 'Bogotá', zona: { lat: 4.76, lon: -74.045 } },
});
