import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** A vehicle has one stop less. When it is `enRuta`, the goods are on board and come back with it. */
export const EntregaRetirada = event('EntregaRetirada', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, motivo: Motivo, enRuta: z.boolean(), intento: Intento }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    motivo: 'La orden fue cancelada',
    enRuta: false,
    intento: 1,
  },
});
