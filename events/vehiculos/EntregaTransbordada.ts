import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { ConductorId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Sitio } from '#events/comun/texto.ts';
import { Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/**
 * The stop of an order, and what was aboard of its goods (`aBordo`, none before it is fetched), went from one vehicle to
 * another at a place. `rutaId` is the route of the one that took it over. Without `eta`, the goods only come back with it.
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
    aBordo: z.boolean(),
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
    aBordo: true,
    intento: 1,
  },
});
