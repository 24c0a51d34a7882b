import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** An order is on the road. */
export const OrdenEnTransito = event('OrdenEnTransito', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, rutaId: RutaId, intento: Intento }),
  example: { ordenId: EJEMPLO.ordenId, vehiculoId: EJEMPLO.vehiculoId, rutaId: EJEMPLO.rutaId, intento: 1 },
});
