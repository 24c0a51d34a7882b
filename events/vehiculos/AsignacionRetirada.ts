import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** No vehicle has an order any more, and none will get it for this attempt. When it is `enRuta`, the goods are on board and come back. */
export const AsignacionRetirada = event('AsignacionRetirada', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, enRuta: z.boolean(), intento: Intento }),
  example: { ordenId: EJEMPLO.ordenId, enRuta: false, intento: 1 },
});
