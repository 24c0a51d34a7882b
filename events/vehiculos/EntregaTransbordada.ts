import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Sitio } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/**
 * The goods of an order, and the stop if it is still to be made, went from one vehicle to another at a place. `rutaId` is
 * the route of the one that took them over. Without `eta`, they only come back with it.
 */
export const EntregaTransbordada = event('EntregaTransbordada', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    de: VehiculoId,
    a: VehiculoId,
    rutaId: RutaId,
    eta: Instante.optional(),
    lugar: Sitio,
    intento: Intento,
    conductorId: ConductorId.optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    de: EJEMPLO.vehiculoId,
    a: EJEMPLO.otroVehiculoId,
    rutaId: EJEMPLO.rutaId,
    eta: EJEMPLO.eta,
    lugar: 'Calle 80 con carrera 30',
    intento: 1,
  },
});
