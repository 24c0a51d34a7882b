import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** The goods of an order have left on a route: one for each stop, together with its RutaIniciada. */
export const EntregaEnRuta = event('EntregaEnRuta', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, rutaId: RutaId, eta: Instante, intento: Intento }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    eta: EJEMPLO.eta,
    intento: 1,
  },
});
