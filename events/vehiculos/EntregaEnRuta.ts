import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';
import { Bodegas } from './parada.ts';

/** A vehicle is on its way to deliver an order. `bodegas` are the warehouses whose goods it took at the start; when all goods of the order are aboard, it is `cargada`. */
export const EntregaEnRuta = event('EntregaEnRuta', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    rutaId: RutaId,
    eta: Instante,
    intento: Intento,
    bodegas: Bodegas,
    cargada: z.boolean(),
    conductorId: ConductorId.optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    eta: EJEMPLO.eta,
    intento: 1,
    bodegas: [EJEMPLO.bodegaId],
    cargada: true,
    conductorId: EJEMPLO.conductorId,
  },
});
