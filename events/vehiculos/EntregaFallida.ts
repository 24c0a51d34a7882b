import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { Motivo } from '#events/comun/texto.ts';
import { event } from '#shared/model/event.ts';

/** The driver could not hand over the goods of an order; they come back with the vehicle. */
export const EntregaFallida = event('EntregaFallida', {
  context: 'vehiculos',
  schema: z.object({ ordenId: OrdenId, vehiculoId: VehiculoId, rutaId: RutaId, motivo: Motivo, intento: Intento }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    motivo: 'No había quién recibiera',
    intento: 1,
  },
});
