import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { request } from '#shared/model/request.ts';
import { Salidas, VIAJE } from './viaje.ts';

/** Tells an order that a warehouse has its goods again for a further journey: the last of `salidas` says which. */
export const registrarReingreso = request('registrarReingreso', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas.min(1) }),
  example: {
    ordenId: EJEMPLO.ordenId,
    salidas: [{ ...VIAJE, cargada: true, fallo: { motivo: 'ausente', final: false }, reingreso: EJEMPLO.bodegaId }],
  },
});
