import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';
import { CodigoDeRechazo } from './codigoDeRechazo.ts';

/** An order cannot be served. `codigo` is stable, `motivo` is for the customer to read. */
export const OrdenRechazada = event('OrdenRechazada', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, codigo: CodigoDeRechazo, motivo: Motivo }),
  example: {
    ordenId: EJEMPLO.ordenId,
    codigo: 'INVENTARIO_INSUFICIENTE',
    motivo: 'No hay inventario suficiente de CAFE-500',
  },
});
