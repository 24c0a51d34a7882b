import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';
import { CodigoDeRechazo } from './codigoDeRechazo.ts';
import { Salidas } from './viaje.ts';

/** Tells an order that it cannot be served. */
export const rechazarOrden = request('rechazarOrden', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, salidas: Salidas, codigo: CodigoDeRechazo, motivo: Motivo }),
  example: {
    ordenId: EJEMPLO.ordenId,
    salidas: [],
    codigo: 'INVENTARIO_INSUFICIENTE',
    motivo: 'No hay inventario suficiente de CAFE-500',
  },
});
