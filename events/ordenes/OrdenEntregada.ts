import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ClienteId, OrdenId } from '#events/comun/ids.ts';
import { event } from '#shared/model/event.ts';
import { ENTREGADO, Entregado } from './entrega.ts';
import { VIAJE, Viaje } from './viaje.ts';

/** An order is in the hands of who received it: all of it, or the part that `lineas` tells, and the rest comes back. */
export const OrdenEntregada = event('OrdenEntregada', {
  context: 'ordenes',
  subject: 'clienteId',
  schema: z.object({ ordenId: OrdenId, clienteId: ClienteId, ...Viaje, ...Entregado }),
  example: { ordenId: EJEMPLO.ordenId, clienteId: EJEMPLO.clienteId, ...VIAJE, ...ENTREGADO },
});
