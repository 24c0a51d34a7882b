import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Cambio, Intento } from '#events/comun/pedido.ts';
import { Dia, Instante } from '#events/comun/tiempo.ts';
import { event } from '#shared/model/event.ts';

/** An attempt to deliver has its place in the plan of a vehicle, or comes at quite another hour there; with `enRuta`, on that route, which is on its way already. `cambio` grows by one with each of an attempt, from 0. */
export const EntregaPlanificada = event('EntregaPlanificada', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    dia: Dia,
    eta: Instante,
    intento: Intento,
    cambio: Cambio,
    enRuta: RutaId.optional(),
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    dia: EJEMPLO.dia,
    eta: EJEMPLO.eta,
    intento: 1,
    cambio: 0,
  },
});
