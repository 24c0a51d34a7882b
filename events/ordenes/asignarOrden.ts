import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { Asignacion, Salidas } from './viaje.ts';

/** Tells an order which vehicle will bring it, and on which day. */
export const asignarOrden = request('asignarOrden', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, ...Asignacion }),
  example: {
    ordenId: EJEMPLO.ordenId,
    salidas: [],
    vehiculoId: EJEMPLO.vehiculoId,
    dia: EJEMPLO.dia,
    eta: EJEMPLO.eta,
    intento: 1,
    cambio: 0,
  },
});
