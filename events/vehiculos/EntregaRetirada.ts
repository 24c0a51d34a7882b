import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** Nobody tries to deliver an order any more. Goods that are `aBordo` of the vehicle come back with it. `intento` is the last one, 0 when there was none. */
export const EntregaRetirada = event('EntregaRetirada', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    motivo: Motivo,
    aBordo: z.boolean(),
    vehiculoId: VehiculoId.optional(),
    intento: Intento.or(z.literal(0)),
  }),
  example: { ordenId: EJEMPLO.ordenId, motivo: 'La orden fue cancelada', aBordo: false, intento: 1 },
});
