import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** A try to deliver an order has failed. After the `final` one the goods go back. */
export const EntregaDeOrdenFallida = event('EntregaDeOrdenFallida', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, intento: Intento, motivo: Motivo, final: z.boolean() }),
  example: { ordenId: EJEMPLO.ordenId, intento: 1, motivo: 'No había quién recibiera', final: false },
});
