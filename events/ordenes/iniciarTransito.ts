import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { request } from '#shared/model/request.ts';

/** Tells an order that it is on the road. Carries the whole assignment, since this may arrive before it. */
export const iniciarTransito = request('iniciarTransito', {
  context: 'ordenes',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, rutaId: RutaId, intento: Intento, cambio: Cambio }),
  example: { ordenId: EJEMPLO.ordenId, vehiculoId: EJEMPLO.vehiculoId, rutaId: EJEMPLO.rutaId, intento: 1, cambio: 0 },
});
