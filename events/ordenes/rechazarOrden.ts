import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { request } from '#shared/model/request.ts';
import { CodigoDeRechazo } from './codigoDeRechazo.ts';

/** Tells an order that it cannot be served. */
export const rechazarOrden = request('rechazarOrden', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, codigo: CodigoDeRechazo, motivo: Motivo }),
  example: { ordenId: EJEMPLO.ordenId, codigo: 'SIN_VEHICULO', motivo: 'Ningún vehículo tiene cupo' },
});
