import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { Asignacion } from './viaje.ts';

/** A vehicle has an order in its plan of a day. */
export const OrdenAsignada = event('OrdenAsignada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, ...Asignacion }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    dia: EJEMPLO.dia,
    eta: EJEMPLO.eta,
    intento: 1,
    cambio: 0,
  },
});
