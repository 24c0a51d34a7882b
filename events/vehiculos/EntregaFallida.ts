import * as z from 'zod';
import { EJEMPLO } from '#events/comun/ejemplos.ts';
import { Fallo } from '#events/comun/fallo.ts';
import { ConductorId, OrdenId, RutaId, VehiculoId } from '#events/comun/ids.ts';
import { Intento } from '#events/comun/pedido.ts';
import { event } from '#shared/model/event.ts';

/** The driver was there and could not hand over the goods; they stay in the vehicle. */
export const EntregaFallida = event('EntregaFallida', {
  context: 'vehiculos',
  schema: z.object({
    ordenId: OrdenId,
    vehiculoId: VehiculoId,
    rutaId: RutaId,
    conductorId: ConductorId.optional(),
    ...Fallo,
    intento: Intento,
  }),
  example: {
    ordenId: EJEMPLO.ordenId,
    vehiculoId: EJEMPLO.vehiculoId,
    rutaId: EJEMPLO.rutaId,
    conductorId: EJEMPLO.conductorId,
    motivo: 'ausente',
    intento: 1,
  },
});
